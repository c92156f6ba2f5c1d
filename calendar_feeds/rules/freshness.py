"""Whether a reader already has the newest feed, and which events a feed still holds."""

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta
from uuid import UUID

# Raise it whenever the same occurrence or calendar would be written as other bytes; every feed then counts as new.
WRITER_VERSION = 1

DAYS_KEPT = 90
DAYS_KEPT_CANCELLED = 30
MONTHS_AHEAD = 18

# An opaque tag may hold a comma, so a list of tags is not split at commas (RFC 9110 8.8.3).
_OPAQUE_TAG = re.compile('"[\x21\x23-\x7e\x80-\xff]*"')


def feed_etag(feed_id: UUID | int, version: int) -> str:
    """The weak ETag of a feed at a version of its contents; weak, because a gzipped answer carries it too."""
    return f'W/"{feed_id}-{version}-{WRITER_VERSION}"'


def etag_matches(header: str | None, etag: str) -> bool:
    """Whether an If-None-Match header names this ETag, so that 304 is the answer (RFC 9110 13.1.2).

    Compared weakly: `W/"x"` and `"x"` are the same. `*` matches whatever there is; no header matches nothing.
    """
    if header is None:
        return False
    return header.strip() == "*" or etag.removeprefix("W/") in _OPAQUE_TAG.findall(header)


def window(*, now: datetime, cancelled: bool = False) -> tuple[datetime, datetime]:
    """The earliest and the latest end, both included, of the events a feed holds at `now`.

    90 days back (30 for cancelled ones, which are kept so long that every calendar has seen the cancellation) and
    18 calendar months ahead, in UTC.
    """
    today = now.astimezone(UTC)
    back = timedelta(days=DAYS_KEPT_CANCELLED if cancelled else DAYS_KEPT)
    return today - back, _months_after(today, MONTHS_AHEAD)


def in_window(ends_at: datetime, *, now: datetime, cancelled: bool = False) -> bool:
    """Whether an event that ends then is in the feed at `now`; see `window`."""
    earliest, latest = window(now=now, cancelled=cancelled)
    return earliest <= ends_at <= latest


def _months_after(moment: datetime, months: int) -> datetime:
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))
