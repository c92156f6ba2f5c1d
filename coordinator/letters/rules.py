"""When to try again, when to remind, and what is never kept of a text."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordinator.working_days import add_working_days, is_working_day, next_working_day, previous_working_day

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
)
ATTEMPTS = len(WAITS) + 1
MORNING = time(9, 0)
REMINDER_DAYS = (("seven_days", 7), ("one_day", 1))
POST_WORKING_DAYS = 6
SECRET_LINK = re.compile(r"https?://\S*/[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])\S*")


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after this many failed attempts: 1, 5 and 30 minutes, 2 and 8 hours; None after the sixth."""
    return WAITS[attempts - 1] if attempts < ATTEMPTS else None


def reminder_times(
    starts_at: datetime, zone: ZoneInfo, channel: str, *, after: datetime | None = None
) -> list[tuple[str, datetime]]:
    """When to remind somebody of a session, named so that each is posted once (practice.md CO10).

    By email 7 days and 1 day before, at 9 in the morning where the organisation is. By phone the same, moved back to
    a working day, because a person must ring. By post one letter, ready to print 6 working days before.
    What does not lie after `after` is left out: nobody is reminded of a date they just agreed to.
    """
    day = starts_at.astimezone(zone).date()
    if channel == "post":
        days = [("by_post", add_working_days(day, -POST_WORKING_DAYS))]
    else:
        days = [(name, _telling_day(day - timedelta(days=number), channel)) for name, number in REMINDER_DAYS]
    moments = [(name, datetime.combine(on, MORNING, zone)) for name, on in days]
    return [(name, moment) for name, moment in moments if after is None or moment > after]


def _telling_day(day: date, channel: str) -> date:
    return previous_working_day(day) if channel == "phone" and not is_working_day(day) else day


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """Nine o'clock on the next working day: when somebody who did not answer is rung again."""
    return datetime.combine(next_working_day(now.astimezone(zone).date()), MORNING, zone)


def ring_by(ready_at: datetime, zone: ZoneInfo) -> date:
    """The last day to ring somebody: the working day after the task was ready (practice.md journey c6)."""
    return next_working_day(ready_at.astimezone(zone).date())


def without_secrets(text: str, instead: str) -> str:
    """`text` with every link that lets its reader act without an account replaced by `instead`.

    Such a link is a key: we keep only its hash (docs/decisions), so no stored text may hold it.
    """
    return SECRET_LINK.sub(instead, text)
