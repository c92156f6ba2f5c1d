"""Lists: panels of the team, places of a person, dates that wait for a word about who came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.panels.models import (
    LIVE_PLACES,
    Panel,
    PanelRole,
    PanelStatus,
    Place,
    PlaceKind,
    PlaceStatus,
    Session,
    SessionStatus,
)
from coordinator.panels.queries.visible import panels_visible_to
from coordinator.people.models import Person


def panels_listed(person: Person | None, *, now: datetime, when: str = "coming") -> QuerySet[Panel]:
    """Panels with `next_at` and `last_at`: "coming" ones (or without a date yet) first to come, "over" ones last first."""
    coming = Q(sessions__status=SessionStatus.SCHEDULED, sessions__ends_at__gt=now)
    panels = panels_visible_to(person).select_related("organisation", "contact__person")
    panels = panels.annotate(next_at=Min("sessions__starts_at", filter=coming), last_at=Max("sessions__starts_at"))
    over = Q(status__in=[PanelStatus.FINISHED, PanelStatus.CANCELLED]) | Q(last_at__lt=now, next_at=None)
    if when == "over":
        return panels.filter(over).order_by(F("last_at").desc(nulls_last=True), "-id")
    if when == "coming":
        panels = panels.exclude(over)
    return panels.order_by(F("next_at").asc(nulls_last=True), "-created_at", "-id")


def sessions_with_places() -> QuerySet[Session]:
    """Dates of panels on which somebody holds a place."""
    held = Place.objects.filter(panel=OuterRef("panel"), status__in=LIVE_PLACES)
    return Session.objects.filter(Exists(held))


def sessions_to_confirm(person: Person | None, *, now: datetime) -> QuerySet[Session]:
    """Dates that are over and for which nobody has said who came, oldest first."""
    seen = organisations_where(person, Permission.CONFIRM_ATTENDANCE)
    waiting = sessions_with_places().filter(status=SessionStatus.SCHEDULED, ends_at__lte=now, organisation__in=seen)
    return waiting.select_related("panel", "organisation").order_by("starts_at", "pk")


def dates_of_unready_panels(person: Person | None, *, now: datetime, within: timedelta) -> QuerySet[Session]:
    """The next date, within this time, of each panel that misses something of its own; soonest first.

    What the wings miss they say themselves; the panel's page names every item.
    """
    coming = Session.objects.filter(status=SessionStatus.SCHEDULED, ends_at__gt=now)
    before = Q(starts_at__lt=OuterRef("starts_at")) | Q(starts_at=OuterRef("starts_at"), pk__lt=OuterRef("pk"))
    is_next = ~Exists(coming.filter(before, panel=OuterRef("panel")))
    seen = organisations_where(person, Permission.RUN_PANEL)
    near = coming.filter(is_next, organisation__in=seen, starts_at__lte=now + within, panel__in=_unready_panels(coming))
    return near.order_by("starts_at", "id")


def _unready_panels(coming: QuerySet[Session]) -> QuerySet[Panel]:
    nowhere = coming.filter(panel=OuterRef("pk"), venue=None, online_link="")
    played = Count("seats", filter=Q(seats__status__in=LIVE_PLACES, seats__kind=PlaceKind.MEMBER))
    short = PanelRole.objects.filter(panel=OuterRef("pk")).annotate(played=played).filter(played__lt=F("people_needed"))
    too_few = Q(places_taken__lt=F("minimum_lay"), composition_waived_by=None)
    not_ready = too_few | Q(places_taken__lt=F("places")) | Q(Exists(short)) | (Q(Exists(nowhere)) & ~Q(kind="review"))
    return Panel.objects.filter(not_ready, status__in=[PanelStatus.PLANNING, PanelStatus.RUNNING])


def dates_that_need_the_team(
    person: Person | None, *, now: datetime, within: timedelta, most: int
) -> tuple[list[Session], list[Session]]:
    """Dates to confirm, and the next dates of panels that are not ready: of each at most `most`. One query."""
    over = sessions_to_confirm(person, now=now)
    near = dates_of_unready_panels(person, now=now, within=within)
    either = Q(pk__in=over.values("pk")[:most]) | Q(pk__in=near.values("pk")[:most])
    found = list(Session.objects.filter(either).select_related("panel", "organisation").order_by("starts_at", "id"))
    return [each for each in found if each.ends_at <= now], [each for each in found if each.ends_at > now]


@dataclass(frozen=True)
class PlaceCard:
    """A person's place with its next date, or its last one when all are over."""

    place: Place
    session: Session | None
    coming: bool


def place_cards(places: Iterable[Place], *, now: datetime) -> list[PlaceCard]:
    """The places with the date that matters, soonest first, then those that are over, latest first. One query."""
    kept = list(places)
    dates: dict[UUID, list[Session]] = {}
    for session in Session.objects.filter(panel__in={place.panel_id for place in kept}).select_related("venue"):
        dates.setdefault(session.panel_id, []).append(session)
    cards = [_card(place, dates.get(place.panel_id, []), now=now) for place in kept]
    coming = sorted((card for card in cards if card.coming), key=_starts)
    return coming + sorted((card for card in cards if not card.coming), key=_starts, reverse=True)


@dataclass(frozen=True)
class NextDate:
    """A date that somebody is to come to, or is a reserve for, with the place it belongs to."""

    session: Session
    place_id: UUID
    kind: str  # a PlaceKind


def next_date(person: Person, *, now: datetime) -> NextDate | None:
    """The next date of all places of this person. One query."""
    held = {"panel__seats__person": person, "panel__seats__status__in": LIVE_PLACES}
    coming = Session.objects.filter(status=SessionStatus.SCHEDULED, ends_at__gt=now, **held)
    coming = coming.annotate(place_id=F("panel__seats__pk"), place_kind=F("panel__seats__kind"))
    found: Any = coming.select_related("venue", "panel__organisation").order_by("starts_at", "id").first()
    return NextDate(found, found.place_id, found.place_kind) if found else None


def _card(place: Place, dates: list[Session], *, now: datetime) -> PlaceCard:
    to_come = [each for each in dates if each.status == SessionStatus.SCHEDULED and each.ends_at > now]
    held = place.status == PlaceStatus.CONFIRMED
    coming = held and (bool(to_come) or not dates)
    if coming:
        return PlaceCard(place, to_come[0] if to_come else None, coming=True)
    return PlaceCard(place, dates[-1] if dates else None, coming=False)


def _starts(card: PlaceCard) -> datetime:
    return card.session.starts_at if card.session else card.place.confirmed_at
