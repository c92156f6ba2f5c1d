"""When an answer is owed, how long somebody has to answer, and the order of the reserves. Plain Python, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from coordinator.working_days import add_working_days, working_days_between

POST_DAYS = 3  # working days a letter is on its way (practice.md 6.7)
LATE_ENTRY_DAYS = 10  # working days to answer an application that came after the promised day
APOLOGY_DAYS = 5  # working days that an apology promises
SOON_DAYS = 3  # working days before a promised day from which it is "soon"
DRAFT_DAYS = 30  # days a saved application is kept after the call has closed
END_OF_DAY = time(23, 59)


class ReplyClock(StrEnum):
    """How an owed reply stands."""

    IN_TIME = "in_time"
    SOON = "soon"
    LATE = "late"


def days_to_answer(*, least: int, own: int, by_post: bool) -> int:
    """Working days somebody has to answer: the organisation's least or their own, whichever is longer; more by post.

    practice.md B-01 (the least, 3 by default), B-15 (their own) and 6.7 (letters take 3 working days).
    """
    return max(least, own) + (POST_DAYS if by_post else 0)


def earliest_end(asked_at: datetime, *, days: int, zone: ZoneInfo) -> datetime:
    """The first moment at which an answer may be due: `days` working days on, at the hour it was asked (B-01)."""
    here = asked_at.astimezone(zone)
    return datetime.combine(add_working_days(here.date(), days), here.timetz().replace(tzinfo=None), tzinfo=zone)


def usual_end(asked_at: datetime, *, days: int, zone: ZoneInfo) -> datetime:
    """When an answer is due unless somebody chooses later: 11:59pm of the earliest day, in the organisation's zone."""
    day = earliest_end(asked_at, days=days, zone=zone).date()
    return datetime.combine(day, END_OF_DAY, tzinfo=zone)


def promised_reply(received_on: date, answer_by: date | None) -> date:
    """The day by which an applicant hears: the call's own day, or 10 working days on when that day is not ahead."""
    if answer_by is not None and answer_by > received_on:
        return answer_by
    return add_working_days(received_on, LATE_ENTRY_DAYS)


def new_promise(today: date) -> date:
    """The day an apology promises instead of the one that was missed: 5 working days on."""
    return add_working_days(today, APOLOGY_DAYS)


def reply_clock(reply_by: date, *, today: date) -> ReplyClock:
    """Late from the day after the promised day; soon when at most 3 working days are left (practice.md AP4)."""
    if today > reply_by:
        return ReplyClock.LATE
    return ReplyClock.SOON if working_days_between(today, reply_by) <= SOON_DAYS else ReplyClock.IN_TIME


def held_until(ends_at: datetime, *, days: int, zone: ZoneInfo) -> datetime:
    """Until when a "maybe" holds the place: as long again as an answer may take, after the day first named (B-35).

    So whoever says it on the day of the offer has as much time as whoever says it on the last.
    """
    return usual_end(ends_at, days=days, zone=zone)


def places_to_offer(*, places: int, taken: int, offered: int) -> int:
    """Places that are neither taken nor offered to somebody who has not answered yet; never below 0."""
    return max(0, places - taken - offered)


def close_ranks(positions: Iterable[int]) -> dict[int, int]:
    """Old position to new for the reserves who move up: after it the line is 1, 2, 3 without a gap (AP9)."""
    ordered = enumerate(sorted(positions), start=1)
    return {old: new for new, old in ordered if old != new}


def draft_kept_until(closes_at: datetime | None, *, now: datetime) -> datetime:
    """Until when a saved application can be opened: 30 days after the call closes, or after now when it has no end."""
    return (max(closes_at, now) if closes_at else now) + timedelta(days=DRAFT_DAYS)


def same_name(one: str, other: str) -> bool:
    """The same full name, whatever the capitals and spaces."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def same_address(one: str, other: str) -> bool:
    """The same postal address, whatever the capitals, commas and line ends. Two empty ones are not the same."""
    plain = ["".join(sign for sign in text.casefold() if sign.isalnum()) for text in (one, other)]
    return bool(plain[0]) and plain[0] == plain[1]
