"""Reads of feeds. The one that every subscriber asks for again and again is `feed_behind`: one query."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from calendar_feeds.models import Feed, FeedKind
from calendar_feeds.rules import Status, window
from coordinator.panels.models import LIVE_PLACES, Panel, Place, PlaceKind, Session
from coordinator.people.links import sha256
from coordinator.people.models import Person

# An ended address answers an empty calendar for this long, so that calendars forget what they showed;
# a 404 would leave it standing (calendar.md finding 3).
EMPTY_FOR = timedelta(days=90)


# Calendars ask for these every few minutes, day and night. They are written out, because to build them anew for each
# asking costs Django several times what it costs to run them (`make bench`).
FEED_BEHIND = "SELECT * FROM calendar_feeds_feed WHERE token_sha256 = %s"
BLOBS = """SELECT blob FROM calendar_feeds_feedentry
    WHERE feed_id = %s AND ends_at <= %s AND ends_at >= CASE WHEN cancelled THEN %s ELSE %s END
    ORDER BY ends_at, id"""


def feed_behind(kind: str, token: str, *, now: datetime) -> Feed | None:
    """The feed of this address, ended ones for 90 days more; None when there is none."""
    for feed in Feed.objects.raw(FEED_BEHIND, [sha256(token)]):
        if feed.kind == kind and (feed.ended_at is None or feed.ended_at > now - EMPTY_FOR):
            return feed
    return None


def blobs(feed: Feed, *, now: datetime) -> list[bytes]:
    """The entries' bytes in order: 90 days back, 18 months ahead, cancelled ones until 30 days after."""
    earliest, latest = window(now=now)
    earliest_cancelled, _latest = window(now=now, cancelled=True)
    moments = map(connection.ops.adapt_datetimefield_value, (latest, earliest_cancelled, earliest))
    with connection.cursor() as cursor:
        cursor.execute(BLOBS, [feed.pk, *moments])
        return [bytes(blob) for (blob,) in cursor.fetchall()]


def feed_of_person(person: Person) -> Feed | None:
    """The person's living feed."""
    return Feed.objects.filter(person=person, kind=FeedKind.PERSON, ended_at=None).first()


def feed_of_panel(panel: Panel) -> Feed | None:
    """The panel's living feed."""
    return Feed.objects.filter(panel=panel, kind=FeedKind.PANEL, ended_at=None).first()


def seats_of(person_id: UUID | None) -> dict[UUID, Status]:
    """How the person stands on each panel where they have or had a place: sits there, is a reserve, or not any more.

    Nothing is left out: an entry that once stood in a calendar stays, told as cancelled.
    """
    seats: dict[UUID, Status] = {}
    for panel, place, kind in Place.objects.filter(person=person_id).values_list("panel_id", "status", "kind"):
        if place in LIVE_PLACES:
            seats[panel] = Status.TENTATIVE if kind == PlaceKind.RESERVE else Status.CONFIRMED
        else:
            seats.setdefault(panel, Status.CANCELLED)
    return seats


def turns_of_seat(place: Place) -> list[datetime]:
    """When this person's seat on this panel ended, and when it came back, in order; empty for a seat held throughout."""
    seats = Place.objects.filter(person=place.person_id, panel=place.panel_id).values_list("confirmed_at", "ended_at")
    return sorted(moment for seat in seats for moment in seat if moment)[1:]


def feeds_of(person: Person | None) -> QuerySet[Feed]:
    """The person's own addresses, the newest first: without their secrets, which nobody knows."""
    return Feed.objects.filter(person=person).order_by("-created_at", "-pk") if person else Feed.objects.none()


def sessions_with_places() -> QuerySet[Session]:
    """Sessions with everything an entry is written from."""
    return Session.objects.select_related("panel__organisation", "panel__contact", "panel__team", "venue")
