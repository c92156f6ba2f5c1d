"""How much notice people get: dates in, days out (practice.md 2.2, 6.7, RN2, RN8, B-18, B-19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from coordinator.opportunities.rules.said import Said
from coordinator.working_days import add_working_days, day_off_name

POST_WORKING_DAYS = 3


def _(text: str) -> str:
    """Mark `text` for translation; whoever shows it translates it."""
    return text


def days_of_notice(published: datetime, closes: datetime, zone: ZoneInfo) -> int:
    """Calendar days a reader has, date to date in the organisation's zone: Monday 15:00 to Sunday is 6 (RN2)."""
    return (closes.astimezone(zone).date() - published.astimezone(zone).date()).days


def days_to_event(published: datetime, starts: datetime, zone: ZoneInfo) -> int:
    """Calendar days from publication to the first day, counted as `days_of_notice` counts."""
    return days_of_notice(published, starts, zone)


def days_by_post(published: datetime, closes: datetime, zone: ZoneInfo) -> int:
    """Days that somebody has who gets letters only: the letter travels three working days (practice.md 6.7).

    Never below 0.
    """
    arrives = add_working_days(published.astimezone(zone).date(), POST_WORKING_DAYS)
    return max((closes.astimezone(zone).date() - arrives).days, 0)


def earliest_day(published: datetime, days: int, zone: ZoneInfo) -> date:
    """The first date that gives `days` days of notice from publication."""
    return published.astimezone(zone).date() + timedelta(days=days)


def closing_warning(closes: date) -> Said | None:
    """A closing day on which nobody works is pointed out, never moved (practice.md 2.2)."""
    name = day_off_name(closes)
    if name is None:
        return None
    return Said(
        _("This closes on {day} ({name}), when nobody answers the phone. We leave it as you set it."),
        {"day": closes, "name": name},
    )


@dataclass(frozen=True)
class Parity:
    """Days of notice that the people we ask had, and that the staff on the panel had (practice.md B-19, RN8)."""

    people: int
    staff: int


def parity(published: datetime, starts: datetime, staff_told_on: date, zone: ZoneInfo) -> Parity:
    """Both numbers, counted to the first day. Published 5 March, staff told 2 March, for 26 March: 21 and 24."""
    day = starts.astimezone(zone).date()
    return Parity(people=(day - published.astimezone(zone).date()).days, staff=(day - staff_told_on).days)
