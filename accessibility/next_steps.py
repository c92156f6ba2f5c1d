"""What waits on a home page: to check what helps, to ring somebody, to arrange something in time."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accessibility.models import TalkRequest
from accessibility.queries.own import standing_of
from accessibility.queries.people import talks_visible_to
from accessibility.queries.sessions import ComingDate, dates_with_needs
from accessibility.rules.due import check_by, is_soon, talk_by
from coordinator.design.moments import day_brief
from coordinator.hooks import NextStep
from coordinator.people.models import Person

DATES_LOOKED_AT = 40
EARLY, LATE = 20, 70


def next_steps(home: str, person: Person, now: datetime) -> list[NextStep]:
    """The steps of this home page."""
    if home == "me":
        return _mine(person, now)
    if home != "team":
        return []
    found = [_date(date, now) for date in dates_with_needs(person, now=now, most=DATES_LOOKED_AT)]
    return [_talk(each, now) for each in talks_visible_to(person)] + [step for step in found if step]


def _mine(person: Person, now: datetime) -> list[NextStep]:
    stands, link = standing_of(person, now=now), reverse("my_access")
    if stands.checked_on is None:
        if stands.next_day is None or stands.waits_to_talk:
            return []
        return [NextStep(_("Does anything help you take part?"), link, _("Tell us, or skip it"), order=LATE)]
    by = check_by(checked=stands.checked_on, next_session=stands.next_day, today=timezone.localdate(now))
    if by is None:
        return []
    return [NextStep(_("Is what helps you still right?"), link, _("Check it, one button"), due=by, order=EARLY)]


def _talk(talk: TalkRequest, now: datetime) -> NextStep:
    by = talk_by(timezone.localdate(talk.asked_at))
    what = _("{name} would rather talk than fill in what helps").format(name=talk.person.full_name)
    soon = by <= timezone.localdate(now)
    return NextStep(what, reverse("team_support"), _("Ring them"), due=by, soon=soon, order=EARLY)


def _date(date: ComingDate, now: datetime) -> NextStep | None:
    """A date with something due soon, or with something nobody has looked at since it changed."""
    outline, today = date.told.outline, now.astimezone(date.zone).date()
    near = outline.next_due is not None and is_soon(outline.next_due, today=today)
    if not near and not date.told.unseen:
        return None
    link = reverse("team_session_access", args=[date.session_id])
    late = outline.at_risk > 0
    return NextStep(
        _what(date),
        link,
        _("Open what helps"),
        due=outline.next_due,
        soon=late or near,
        order=EARLY if late else LATE,
    )


def _what(date: ComingDate) -> str:
    about = {"panel": date.panel, "day": day_brief(date.starts_at, date.zone)}
    if date.told.unseen:
        text = ngettext(
            "%(panel)s, %(day)s: what helps %(n)d person is new or has changed",
            "%(panel)s, %(day)s: what helps %(n)d people is new or has changed",
            date.told.unseen,
        )
        return text % {**about, "n": date.told.unseen}
    number = date.told.outline.open
    text = ngettext("%(panel)s, %(day)s: %(n)d thing to arrange", "%(panel)s, %(day)s: %(n)d things to arrange", number)
    return text % {**about, "n": number}
