"""What waits on a home page: to check what helps, to ring somebody, to arrange something in time."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accessibility.models import TalkRequest
from accessibility.queries.own import needs_of, next_session_of
from accessibility.queries.people import talks_visible_to
from accessibility.queries.sessions import Numbers, day_of, numbers_of, sessions_to_support
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
    dates = list(sessions_to_support(person, now=now)[:DATES_LOOKED_AT])
    found = [_date(numbers, now) for numbers in numbers_of(dates, now=now)] if dates else []
    return [_talk(each, now) for each in talks_visible_to(person)] + [step for step in found if step]


def _mine(person: Person, now: datetime) -> list[NextStep]:
    checked = needs_of(person).order_by("checked_on").values_list("checked_on", flat=True).first()
    session = next_session_of(person, now=now)
    link = reverse("my_access")
    if checked is None:
        if session is None or TalkRequest.objects.filter(person=person, talked_at=None).exists():
            return []
        return [NextStep(_("Does anything help you take part?"), link, _("Tell us, or skip it"), order=LATE)]
    by = check_by(checked=checked, next_session=day_of(session) if session else None, today=timezone.localdate(now))
    if by is None:
        return []
    return [NextStep(_("Is what helps you still right?"), link, _("Check it, one button"), due=by, order=EARLY)]


def _talk(talk: TalkRequest, now: datetime) -> NextStep:
    by = talk_by(timezone.localdate(talk.asked_at))
    what = _("{name} would rather talk than fill in what helps").format(name=talk.person.full_name)
    soon = by <= timezone.localdate(now)
    return NextStep(what, reverse("team_support"), _("Ring them"), due=by, soon=soon, order=EARLY)


def _date(numbers: Numbers, now: datetime) -> NextStep | None:
    """A date with something due soon, or with something nobody has looked at since it changed."""
    session, outline = numbers.session, numbers.outline
    today = session.organisation.day(now)
    near = outline.next_due is not None and is_soon(outline.next_due, today=today)
    if not near and not numbers.unseen:
        return None
    link = reverse("team_session_access", args=[session.pk])
    late = outline.at_risk > 0
    return NextStep(
        _what(numbers),
        link,
        _("Open what helps"),
        due=outline.next_due,
        soon=late or near,
        order=EARLY if late else LATE,
    )


def _what(numbers: Numbers) -> str:
    session, outline = numbers.session, numbers.outline
    about = {"panel": session.panel.title, "day": day_brief(session.starts_at, session.organisation.zone)}
    if numbers.unseen:
        text = ngettext(
            "%(panel)s, %(day)s: what helps %(n)d person is new or has changed",
            "%(panel)s, %(day)s: what helps %(n)d people is new or has changed",
            numbers.unseen,
        )
        return text % {**about, "n": numbers.unseen}
    text = ngettext(
        "%(panel)s, %(day)s: %(n)d thing to arrange", "%(panel)s, %(day)s: %(n)d things to arrange", outline.open
    )
    return text % {**about, "n": outline.open}
