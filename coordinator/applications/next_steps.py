"""What waits for somebody on a home page: an offer to answer, a draft to send, replies that people were promised."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordinator.applications.models import Application, S
from coordinator.applications.queries import applications_of, is_late, owed_replies
from coordinator.hooks import NextStep
from coordinator.people.models import Person

SOON = timedelta(days=3)
FIRST, LATER = 10, 60


def next_steps(home: str, person: Person, now: datetime) -> list[NextStep]:
    """The steps for this home page; one query each."""
    if home == "me":
        waiting = applications_of(person).filter(status__in=[S.OFFERED, S.STARTED])
        return [_offer(each, now) if each.status == S.OFFERED else _draft(each) for each in waiting]
    return _owed(person, now) if home == "team" else []


def _offer(application: Application, now: datetime) -> NextStep:
    ends_at = application.offer_ends_at
    return NextStep(
        what=_("Would you like this place? {call}").format(call=application.opportunity.title),
        link=reverse("my_application", args=[application.pk]),
        link_text=_("Yes, no, or maybe"),
        due=application.organisation.day(ends_at) if ends_at else None,
        soon=ends_at is not None and ends_at - now <= SOON,
        order=FIRST,
    )


def _draft(application: Application) -> NextStep:
    closes_at = application.opportunity.closes_at
    return NextStep(
        what=_("Your application is not sent yet: {call}").format(call=application.opportunity.title),
        link=reverse("apply", args=[application.opportunity.slug]),
        link_text=_("Go on"),
        due=application.organisation.day(closes_at) if closes_at else None,
        order=LATER,
    )


def _owed(person: Person, now: datetime) -> list[NextStep]:
    waiting = list(owed_replies(person, now.date()))
    late = [each for each in waiting if is_late(each, each.organisation.day(now))]
    steps = []
    if late:
        what = ngettext("%(n)s person should have heard from us", "%(n)s people should have heard from us", len(late))
        steps.append(_to_board(what % {"n": len(late)}, late[0], soon=True, order=FIRST))
    if len(waiting) > len(late):
        near = waiting[len(late) :]
        what = ngettext("%(n)s person hears from us soon", "%(n)s people hear from us soon", len(near))
        steps.append(_to_board(what % {"n": len(near)}, near[0], soon=False, order=LATER))
    return steps


def _to_board(what: str, first: Application, *, soon: bool, order: int) -> NextStep:
    return NextStep(what, reverse("owed_replies"), _("See who"), due=first.reply_by, soon=soon, order=order)
