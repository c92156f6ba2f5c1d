"""Whole calendars, joined from stored events: a feed, an emptied feed, an attachment (RFC 5545 3.4, RFC 7986)."""

from collections.abc import Iterable

from .content_lines import CRLF, escaped, folded
from .occurrences import LONDON


def _block(*lines: str) -> bytes:
    return b"".join(folded(line) for line in lines)


# Written out, not generated: one DAYLIGHT and one STANDARD with a yearly rule is the only form that Outlook reads
# for certain (MS-OXCICAL 2.1.3.1.1.19.2). Right for every moment since 1996, when the rule began.
VTIMEZONE = _block(
    "BEGIN:VTIMEZONE",
    f"TZID:{LONDON}",
    f"X-LIC-LOCATION:{LONDON}",
    "BEGIN:DAYLIGHT",
    "DTSTART:19700329T010000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZNAME:BST",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19701025T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZNAME:GMT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
_OPENING = _block(
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Coordinator//Calendar feeds//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
)
# COLOR must be a CSS name (RFC 7986 5.9); Apple's property takes our pine itself.
_FEED_MANNERS = _block(
    f"X-WR-TIMEZONE:{LONDON}",
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    "COLOR:teal",
    "X-APPLE-CALENDAR-COLOR:#0B5D57",
)
_CLOSING = b"END:VCALENDAR" + CRLF


def calendar_bytes(name: str, description: str, blobs: Iterable[bytes]) -> bytes:
    """A feed: its name and manners, the time zone, then the stored events (of `occurrence_bytes`) as they are.

    It says no UID, which makes some readers take the whole feed for one event, and no SOURCE, which would copy a
    secret address into whatever is exported from it.
    """
    return b"".join([_OPENING, _named(name, description), _FEED_MANNERS, VTIMEZONE, *blobs, _CLOSING])


def empty_calendar(name: str, description: str = "") -> bytes:
    """What a revoked or renewed address answers, with status 200: it clears the events in the calendars that ask.

    A 404 or 410 would leave them showing. The time zone inside keeps it valid, since a calendar needs a component.
    `description` may say, in the reader's language, that the address was switched off.
    """
    return calendar_bytes(name, description, ())


def single_event(blob: bytes) -> bytes:
    """A stored event (of `occurrence_bytes`) as a calendar of its own, to attach or download.

    It has no name, colour or refresh hints: with them some programs offer to open a second calendar instead of
    adding the event to the one in use.
    """
    return b"".join([_OPENING, VTIMEZONE, blob, _CLOSING])


def _named(name: str, description: str) -> bytes:
    lines = [f"{kind}:{escaped(name)}" for kind in ("NAME", "X-WR-CALNAME")]
    if description:
        lines += [f"{kind}:{escaped(description)}" for kind in ("DESCRIPTION", "X-WR-CALDESC")]
    return _block(*lines)
