"""The notice of one call as a story: who was told when, by when to apply, when to hear, and the day itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordinator.design.timeline import Kind, Point
from coordinator.opportunities.models import Opportunity
from coordinator.opportunities.queries import measure_of, staff_told_on
from coordinator.opportunities.rules.notice import Parity, days_of_notice, parity
from coordinator.panels.models import Session


@dataclass(frozen=True)
class FairNotice:
    """A sentence with the numbers, and the points of the line."""

    sentence: str
    points: list[Point]
    parity: Parity | None


def fair_notice(call: Opportunity, dates: Sequence[Session], *, now: datetime) -> FairNotice:
    """The notice that readers of this call had, beside the notice that the staff had (practice.md B-19, RN8)."""
    opened, zone = call.published_at or now, call.organisation.zone
    told = staff_told_on(call)
    both = parity(opened, dates[0].starts_at, told, zone) if dates and told else None
    points = [
        Point(day, label, _kind(kind, day, call.organisation.day(now)))
        for day, label, kind in _moments(call, dates, told, call.organisation.day(opened))
        if day is not None
    ]
    return FairNotice(_sentence(call, dates, both, opened), points, both)


def _moments(
    call: Opportunity, dates: Sequence[Session], told: date | None, opened: date
) -> Iterator[tuple[date | None, str, Kind]]:
    day_of = call.organisation.day
    yield told, _("staff told"), "past"
    yield opened, _("call opens"), "open"
    yield day_of(call.closes_at) if call.closes_at else None, _("apply by"), "open"
    yield call.answer_by, _("you hear"), "open"
    yield call.support_by, _("support is sure until"), "open"
    if dates:
        day = day_of(dates[0].starts_at)
        papers = measure_of(call).policy.papers_days_before
        yield day - timedelta(days=papers) if papers else None, _("papers, in your format"), "open"
        yield day, _("the day") if len(dates) == 1 else _("first day"), "day"


def _kind(kind: Kind, day: date, today: date) -> Kind:
    if kind == "day" or day > today:
        return kind
    return "today" if day == today else "past"


def _sentence(call: Opportunity, dates: Sequence[Session], both: Parity | None, opened: datetime) -> str:
    zone = call.organisation.zone
    if both is not None:
        text = ngettext("You have %(days)d day.", "You have %(days)d days.", both.people) % {"days": both.people}
        return f"{text} {_('The staff on the panel had {days}.').format(days=both.staff)}"
    if dates:
        days = days_of_notice(opened, dates[0].starts_at, zone)
        return ngettext("You have %(days)d day until it happens.", "You have %(days)d days until it happens.", days) % {
            "days": days
        }
    if call.closes_at is None:
        return _("The days are not set yet.")
    days = days_of_notice(opened, call.closes_at, zone)
    return ngettext("You have %(days)d day to apply.", "You have %(days)d days to apply.", days) % {"days": days}
