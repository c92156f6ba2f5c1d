"""Dates and numbers that fit together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordinator.panels.rules.words import _


def time_gaps(
    *, starts_at: datetime, ends_at: datetime, arrive_at: datetime | None = None, now: datetime | None = None
) -> dict[str, str]:
    """What does not fit, by field, in a sentence that says what to do; nothing when all is well.

    With `now`, a start that is over does not fit either.
    """
    gaps = {}
    if now is not None and starts_at < now:
        gaps["starts_at"] = _("This is over already. Give a day and time that are still to come.")
    if ends_at <= starts_at:
        gaps["ends_at"] = _("The end must be after the start.")
    if arrive_at is not None and arrive_at > starts_at:
        gaps["arrive_at"] = _("People must be able to arrive before the start, or at the start.")
    if arrive_at is not None and starts_at - arrive_at > timedelta(hours=4):
        gaps["arrive_at"] = _("This is more than four hours before the start. Check the day and the time.")
    return gaps


def number_gaps(*, places: int, minimum_lay: int) -> dict[str, str]:
    """What does not fit in the numbers of a panel, by field (practice.md B-28)."""
    if places < 1:
        return {"places": _("A panel needs at least one place.")}
    if minimum_lay > places:
        return {"minimum_lay": _("There are fewer places than this. Add places, or ask for fewer people.")}
    return {}


@dataclass(frozen=True)
class Booking:
    """Somebody is needed somewhere from `starts_at` to `ends_at`."""

    person: str
    where: str
    starts_at: datetime
    ends_at: datetime


def clashes(bookings: Iterable[Booking]) -> list[tuple[Booking, Booking]]:
    """Pairs that need one person in two places at once (practice.md PS5). One may begin as the other ends."""
    ordered = sorted(bookings, key=lambda each: (each.person, each.starts_at, each.ends_at, each.where))
    found = []
    for index, first in enumerate(ordered):
        for second in ordered[index + 1 :]:
            if second.person != first.person or second.starts_at >= first.ends_at:
                break
            found.append((first, second))
    return found
