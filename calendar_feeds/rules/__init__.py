"""What a calendar feed says, byte for byte: plain Python, from values to bytes and answers.

The writer is our own because the hot path must not build objects, and because the usual library gets the time zone,
`\\N` in text and some required parameters wrong when it writes (it reads them right, and is the tests' second reader).
"""

from .calendars import VTIMEZONE, calendar_bytes, empty_calendar, single_event
from .freshness import WRITER_VERSION, etag_matches, feed_etag, in_window, window
from .occurrences import CANCELLED_PREFIX, LONDON, UID_DOMAIN, Occurrence, Status, new_occurrence_uid, occurrence_bytes
from .revisions import needs_new_sequence, revision

__all__ = [
    "CANCELLED_PREFIX",
    "LONDON",
    "UID_DOMAIN",
    "VTIMEZONE",
    "WRITER_VERSION",
    "Occurrence",
    "Status",
    "calendar_bytes",
    "empty_calendar",
    "etag_matches",
    "feed_etag",
    "in_window",
    "needs_new_sequence",
    "new_occurrence_uid",
    "occurrence_bytes",
    "revision",
    "single_event",
    "window",
]
