"""From a session to what a calendar shows of it: no names, no needs, no scripts (practice.md CA3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from calendar_feeds.models import Titles
from calendar_feeds.rules import Occurrence, Status, occurrence_bytes
from coordinator.design.moments import time as time_of_day
from coordinator.panels.models import Session, SessionStatus


def occurrence(
    session: Session, *, titles: str, private: bool, seat: Status | None, sequence: int, revised_at: datetime
) -> Occurrence:
    """What one feed shows of one session to whoever has this seat. `sequence` and `revised_at` are the entry's own.

    None: no seat is asked about, as in a panel's own calendar. Somebody whose seat has ended reads that the hour is
    off, and neither what it is called nor where it is and how one gets in.
    """
    team, ended = session.panel.team, seat == Status.CANCELLED
    return Occurrence(
        uid=session.uid,
        sequence=sequence,
        revised_at=revised_at,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=title(session, Titles.NEUTRAL if ended else titles),
        organizer_mailbox=team.mailbox,
        organizer_name=team.name,
        status=standing(session, seat),
        private=private,
        url=f"{settings.PUBLIC_URL}{reverse('my_places')}" if private else "",
        zone=session.panel.organisation.time_zone,
        **(NOWHERE if ended else _where(session)),
    )


NOWHERE: dict[str, Any] = {"location": "", "description": ""}


def _where(session: Session) -> dict[str, Any]:
    """How to get there and in."""
    venue = session.venue
    return {
        "location": location(session),
        "description": description(session),
        "video_link": session.online_link,
        "latitude": float(venue.latitude) if venue and venue.latitude is not None else None,
        "longitude": float(venue.longitude) if venue and venue.longitude is not None else None,
    }


def settled(session: Session, seat: Status | None, *, cancelled: bool | None, now: datetime) -> bool:
    """Does a feed have nothing more to say of this session, because the seat has ended?

    So it is when its entry says already that it is off (`cancelled`), when there never was an entry (None), and when
    the session was over before. What is told to the others since then is no business of an ended seat.
    """
    return seat == Status.CANCELLED and (cancelled is not False or session.ends_at <= now)


def written(event: Occurrence) -> bytes:
    """The bytes of one entry, with the word for "cancelled" in the reader's language."""
    return occurrence_bytes(event, cancelled_prefix=_("Cancelled: "))


def standing(session: Session, seat: Status | None) -> Status:
    """How the date stands for whoever has this seat; None: no seat is asked about, as in a panel's own calendar."""
    if session.status == SessionStatus.CANCELLED:
        return Status.CANCELLED
    return Status.CONFIRMED if seat is None else seat


def title(session: Session, titles: str) -> str:
    """ "Meeting", or the type of panel and the session's name; never whom it is about."""
    if titles == Titles.NEUTRAL:
        return _("Meeting")
    kind = session.panel.get_kind_display()
    return f"{kind}: {session.name}" if session.name else str(kind)


def location(session: Session) -> str:
    """Room, venue, address and postcode in one line; the room alone without a venue; empty when it is only online."""
    venue = session.venue
    if venue is None:
        return session.room
    address = ", ".join(line.strip() for line in venue.address.splitlines() if line.strip())
    return ", ".join(part for part in (session.room, venue.name, address, venue.postcode) if part)


def description(session: Session) -> str:
    """What somebody needs on the way: when to arrive, the way in, whom to ring."""
    contact = session.panel.contact
    lines = [
        _("Arrive from {time}.").format(time=time_of_day(session.arrive_at, session.panel.organisation.zone))
        if session.arrive_at
        else "",
        session.venue.way_in if session.venue else "",
        _("If anything changes, ring {phone}.").format(phone=contact.phone),
    ]
    return "\n".join(line for line in lines if line)
