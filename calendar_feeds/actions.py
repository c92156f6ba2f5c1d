"""The only writers of feeds: making and ending addresses, and writing entries with the change they show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from calendar_feeds.entries import occurrence, settled, standing, written
from calendar_feeds.models import Feed, FeedEntry, FeedKind, Titles
from calendar_feeds.queries import feed_of_panel, feed_of_person, seats_of, sessions_with_places
from calendar_feeds.rules import Status, window
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.panels.models import LIVE_PLACES, Panel, Place, Session
from coordinator.people.links import new_token, sha256
from coordinator.people.models import Person
from coordinator.workflow.trail import record_event

TWO_DAYS = timedelta(days=2)
ALL_SIT: Mapping[UUID, Status] = {}  # the panel's own calendar shows its dates, whoever sits there


@transaction.atomic
def make_person_feed(person: Person, *, titles: str = Titles.NEUTRAL, by: Person, now: datetime) -> str:
    """A new secret address for the person's own places; one that was there is ended. The secret is told once."""
    authorise(by, Permission.KEEP_OWN_FEED, person)
    Person.objects.select_for_update().get(pk=person.pk)  # two presses at once wait for each other
    end_person_feed(person, by=by, now=now)
    token = new_token()
    feed = Feed.objects.create(
        kind=FeedKind.PERSON, token_sha256=sha256(token), person=person, titles=titles, changed_at=now, created_at=now
    )
    seats = seats_of(person.pk)
    _write(feed, sessions_with_places().filter(panel__in=list(seats)), seats, now=now)
    record_event("calendar.made", person, by=by, now=now)
    return token


@transaction.atomic
def make_panel_feed(panel: Panel, *, by: Person, now: datetime) -> str:
    """A new secret address for one panel's dates; one that was there is ended. The secret is told once."""
    authorise(by, Permission.KEEP_PANEL_FEED, panel)
    Panel.objects.select_for_update().get(pk=panel.pk)
    end_panel_feed(panel, by=by, now=now)
    token = new_token()
    feed = Feed.objects.create(
        kind=FeedKind.PANEL,
        token_sha256=sha256(token),
        organisation_id=panel.organisation_id,
        panel=panel,
        titles=Titles.FULL,
        changed_at=now,
        created_at=now,
    )
    _write(feed, sessions_with_places().filter(panel=panel), ALL_SIT, now=now)
    record_event("calendar.made", panel, by=by, now=now)
    return token


@transaction.atomic
def end_person_feed(person: Person, *, by: Person, now: datetime) -> None:
    """Switch the person's address off: from the next request it answers an empty calendar."""
    authorise(by, Permission.KEEP_OWN_FEED, person)
    _end(feed_of_person(person), person, by=by, now=now)


@transaction.atomic
def end_panel_feed(panel: Panel, *, by: Person, now: datetime) -> None:
    """Switch the panel's address off."""
    authorise(by, Permission.KEEP_PANEL_FEED, panel)
    _end(feed_of_panel(panel), panel, by=by, now=now)


def session_changed(session: Session, now: datetime) -> None:
    """Rewrite this session in the feeds of the panel and of whoever has a place, in the transaction of the change.

    Somebody whose place has ended was told that it is off, and is told nothing of what changes after. Each feed is
    held to the end of the transaction before its seats are read, so that a place that ends meanwhile is no way in.
    """
    fresh = sessions_with_places().get(pk=session.pk)
    seated = Place.objects.filter(panel_id=fresh.panel_id, status__in=LIVE_PLACES).values("person")
    for feed in Feed.objects.filter(kind=FeedKind.PERSON, ended_at=None, person__in=seated).select_for_update():
        _write(feed, [fresh], seats_of(feed.person_id), now=now)
    for feed in Feed.objects.filter(kind=FeedKind.PANEL, ended_at=None, panel_id=fresh.panel_id):
        _write(feed, [fresh], ALL_SIT, now=now)


def place_changed(place: Place, now: datetime) -> None:
    """Rewrite the panel's sessions in the feed of the person whose place this is."""
    for feed in Feed.objects.filter(kind=FeedKind.PERSON, ended_at=None, person=place.person_id).select_for_update():
        sessions = sessions_with_places().filter(panel_id=place.panel_id)
        _write(feed, sessions, seats_of(place.person_id), now=now)


@transaction.atomic
def bump_feeds_whose_window_moved(now: datetime) -> int:
    """Raise the version of feeds that lost or gained an entry since the last day, so that no 304 hides it; how many."""
    crossed = Q()
    for cancelled in (False, True):
        earliest, latest = window(now=now, cancelled=cancelled)
        lost = Q(ends_at__lt=earliest, ends_at__gte=earliest - TWO_DAYS)
        gained = Q(ends_at__lte=latest, ends_at__gt=latest - TWO_DAYS)
        crossed |= Q(cancelled=cancelled) & (lost | gained)
    feeds = FeedEntry.objects.filter(crossed).values("feed")
    return Feed.objects.filter(pk__in=feeds, ended_at=None).update(version=F("version") + 1, changed_at=now)


def _end(feed: Feed | None, record: Person | Panel, *, by: Person, now: datetime) -> None:
    if feed and Feed.objects.filter(pk=feed.pk, ended_at=None).update(ended_at=now, version=F("version") + 1):
        feed.entries.all().delete()
        record_event("calendar.ended", record, by=by, now=now)


@transaction.atomic
def forget_feeds(person: Person, now: datetime) -> None:
    """A forgotten person's address says nothing more. It answers an empty calendar for a while, so that calendars
    which still ask it forget too; a 404 would leave what they show (calendar.md finding 3)."""
    feeds = Feed.objects.filter(person=person)
    FeedEntry.objects.filter(feed__in=feeds).delete()
    feeds.filter(ended_at=None).update(ended_at=now, version=F("version") + 1)
    feeds.update(person=None)


def _write(feed: Feed, sessions: Iterable[Session], seats: Mapping[UUID, Status], *, now: datetime) -> None:
    there = {entry.session_id: entry for entry in feed.entries.filter(session_id__in=[each.pk for each in sessions])}
    changed = [
        _rewritten(feed, session, there.get(session.pk), seats.get(session.panel_id), now) for session in sessions
    ]
    entries = [entry for entry in changed if entry is not None]
    if not entries:
        return
    FeedEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["feed", "session_id"],
        update_fields=["ends_at", "cancelled", "sequence", "revised_at", "blob"],
    )
    Feed.objects.filter(pk=feed.pk).update(version=F("version") + 1, changed_at=now)


def _rewritten(
    feed: Feed, session: Session, before: FeedEntry | None, seat: Status | None, now: datetime
) -> FeedEntry | None:
    """The entry as it is now; None when its bytes stay the same, and when an ended seat has no more to read."""
    if settled(session, seat, cancelled=before.cancelled if before else None, now=now):
        return None
    sequence = before.sequence if before else session.sequence
    revised_at = before.revised_at if before else session.revised_at
    blob = _blob(feed, session, seat, sequence, revised_at)
    if before and bytes(before.blob) == blob:
        return None
    if before:
        sequence, revised_at = max(before.sequence + 1, session.sequence), now
        blob = _blob(feed, session, seat, sequence, revised_at)
    return FeedEntry(
        feed=feed,
        session_id=session.pk,
        ends_at=session.ends_at,
        cancelled=standing(session, seat) == Status.CANCELLED,
        sequence=sequence,
        revised_at=revised_at,
        blob=blob,
    )


def _blob(feed: Feed, session: Session, seat: Status | None, sequence: int, revised_at: datetime) -> bytes:
    private = feed.kind == FeedKind.PERSON
    event = occurrence(
        session, titles=feed.titles, private=private, seat=seat, sequence=sequence, revised_at=revised_at
    )
    return written(event)
