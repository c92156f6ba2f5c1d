"""One dated thing in a calendar, and its VEVENT (RFC 5545 3.6.1, RFC 7986)."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from .content_lines import escaped, folded, mailto, quoted, uri

LONDON = "Europe/London"
CANCELLED_PREFIX = "Cancelled: "
UID_DOMAIN = "coordinator.invalid"

_LONDON_ZONE = ZoneInfo(LONDON)
_KIND = re.compile(r"[a-z][a-z0-9-]*")
_WEB = ("https://", "http://")


class Status(StrEnum):
    """STATUS of an event (RFC 5545 3.8.1.11)."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


# Outlook's free/busy (MS-OXCICAL), which a cancelled or held date must not fill.
_BUSY = {Status.CONFIRMED: "BUSY", Status.TENTATIVE: "TENTATIVE", Status.CANCELLED: "FREE"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Occurrence:
    """What one calendar entry says. Two equal occurrences are written as the same bytes.

    `revised_at` is the aware time of the last change to anything shown; it becomes DTSTAMP and LAST-MODIFIED.
    `organizer_mailbox` and `organizer_name` are a team's, never a person's. `location` is plain text with the
    postcode. `zone` is the organisation's time zone by name. `private` is for personal feeds.
    Raises ValueError, naming the first gap, when it could not be written as an event that calendars accept.
    """

    uid: str
    sequence: int
    revised_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    location: str
    description: str
    organizer_mailbox: str
    organizer_name: str
    status: Status
    private: bool
    created_at: datetime | None = None
    url: str = ""
    video_link: str = ""
    latitude: float | Decimal | None = None
    longitude: float | Decimal | None = None
    zone: str = LONDON

    def __post_init__(self) -> None:
        for gap in _gaps(self):
            raise ValueError(gap)


def _gaps(event: Occurrence) -> Iterator[str]:
    if not event.uid or event.sequence < 0:
        yield "an occurrence needs a uid and a sequence of 0 or more"
    for moment in (event.revised_at, event.starts_at, event.ends_at, event.created_at):
        if moment is not None and moment.utcoffset() is None:
            yield "every time of an occurrence needs a time zone"
    if whole_second(event.ends_at) <= whole_second(event.starts_at):
        yield "ends_at must be at least a second after starts_at (RFC 5545 3.8.2.2)"
    if "@" not in event.organizer_mailbox:
        yield "organizer_mailbox must be a mailbox (RFC 5546 3.2.1 wants one in a published event)"
    if any(link and not link.lower().startswith(_WEB) for link in (event.url, event.video_link)):
        yield "url and video_link must begin with https:// or http://"
    yield from _gaps_on_the_map(event)


def _gaps_on_the_map(event: Occurrence) -> Iterator[str]:
    latitude, longitude = event.latitude, event.longitude
    if (latitude is None) != (longitude is None):
        yield "latitude and longitude come together or not at all"
    if latitude is not None and longitude is not None and not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        yield "latitude lies within 90 degrees of 0, longitude within 180"


def new_occurrence_uid(kind: str) -> str:
    """A new UID `<kind>-<uuid>@coordinator.invalid`; the caller stores it once, at creation, and never makes it again.

    The part after the `@` is the same for every installation: a UID must outlive a change of host or name, and must
    not identify a host or a person (RFC 7986 5.3). `.invalid` never resolves and nobody can own it (RFC 2606 2), so
    a client that takes a UID for an address reaches no stranger. The UUID is random: it tells no date or number.
    Raises ValueError when `kind` is not a lower-case word, such as "session".
    """
    if not _KIND.fullmatch(kind):
        raise ValueError("kind must be lower-case letters, digits and hyphens")
    return f"{kind}-{uuid.uuid4()}@{UID_DOMAIN}"


def occurrence_bytes(event: Occurrence, *, cancelled_prefix: str = CANCELLED_PREFIX) -> bytes:
    """The VEVENT, ready to be stored and joined with others by `calendar_bytes`.

    It holds no METHOD, ATTENDEE or VALARM: nobody's name but the team's, and reminders go by letter.
    `cancelled_prefix` opens the title of a cancelled one, in the reader's language, since some calendars
    show a cancelled event like any other.
    """
    return b"".join(folded(line) for line in _lines(event, cancelled_prefix))


def _lines(event: Occurrence, cancelled_prefix: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield from _identity(event)
    yield from _moment_lines(event)
    yield f"SUMMARY:{escaped(_title(event, cancelled_prefix))}"
    if description := _description(event):
        yield f"DESCRIPTION:{escaped(description)}"
    yield from place_lines(event)
    yield from _standing(event)
    # Last, because Thunderbird keeps only the last CONFERENCE of an event.
    if event.video_link:
        yield f"CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:{uri(event.video_link)}"
    yield "END:VEVENT"


def _identity(event: Occurrence) -> Iterator[str]:
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{_utc(event.revised_at)}"
    if event.created_at is not None:
        yield f"CREATED:{_utc(event.created_at)}"
    yield f"LAST-MODIFIED:{_utc(event.revised_at)}"
    yield f"SEQUENCE:{event.sequence}"


def _moment_lines(event: Occurrence) -> list[str]:
    """DTSTART and DTEND: local with TZID for London, in UTC for every other zone.

    The hour that London lives twice in October is written in UTC when its second pass is meant, because a local
    time means the first (RFC 5545 3.3.5).
    """
    moments = (event.starts_at, event.ends_at)
    local = [moment.astimezone(_LONDON_ZONE) for moment in moments]
    if event.zone != LONDON or any(moment.fold for moment in local):
        return [f"{name}:{_utc(moment)}" for name, moment in zip(("DTSTART", "DTEND"), moments, strict=True)]
    return [f"{name};TZID={LONDON}:{_digits(moment)}" for name, moment in zip(("DTSTART", "DTEND"), local, strict=True)]


def place_lines(event: Occurrence) -> list[str]:
    """Where to be: LOCATION (the video link when there is no other place), GEO, and Apple's map pin."""
    lines = []
    if place := event.location or event.video_link:
        lines.append(f"LOCATION:{escaped(place)}")
    if event.latitude is not None and event.longitude is not None:
        north, east = f"{event.latitude:z.6f}", f"{event.longitude:z.6f}"
        lines.append(f"GEO:{north};{east}")
        if event.location:
            name = f"X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-APPLE-RADIUS=100;X-TITLE={quoted(event.location)}"
            lines.append(f"{name}:geo:{north},{east}")
    return lines


def _standing(event: Occurrence) -> Iterator[str]:
    yield f"ORGANIZER;CN={quoted(event.organizer_name)}:{mailto(event.organizer_mailbox)}"
    if event.url:
        yield f"URL:{uri(event.url)}"
    if event.private:
        yield "CLASS:PRIVATE"
    yield f"STATUS:{event.status}"
    yield "TRANSP:TRANSPARENT" if event.status == Status.CANCELLED else "TRANSP:OPAQUE"
    yield f"X-MICROSOFT-CDO-BUSYSTATUS:{_BUSY[event.status]}"


def _title(event: Occurrence, cancelled_prefix: str) -> str:
    return cancelled_prefix + event.title if event.status == Status.CANCELLED else event.title


def _description(event: Occurrence) -> str:
    # Calendars that do not know CONFERENCE still show the link.
    link = "" if event.video_link in event.description else event.video_link
    return "\n\n".join(part for part in (event.description, link) if part)


def whole_second(moment: datetime) -> datetime:
    """The moment in UTC without its fraction of a second, which iCalendar cannot say."""
    return moment.astimezone(UTC).replace(microsecond=0)


def _utc(moment: datetime) -> str:
    return f"{_digits(moment.astimezone(UTC))}Z"


def _digits(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"
