"""Reads of venues and what is known of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accessibility.models import VenueFact
from accessibility.rules.venues import FACTS, NO, STREET_TO_SEAT, UNKNOWN, YES, Fact, Known, answer_today, oldest_fresh
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.organisations.models import Organisation, Venue
from coordinator.people.models import Person


def venues_visible_to(person: Person | None) -> QuerySet[Venue]:
    """Venues of the organisations where this person keeps them."""
    return Venue.objects.filter(organisation__in=organisations_where(person, Permission.KEEP_VENUES)).select_related(
        "organisation"
    )


def facts_visible_to(person: Person | None) -> QuerySet[VenueFact]:
    """Facts of the venues that this person keeps."""
    return VenueFact.objects.filter(venue__in=venues_visible_to(person)).select_related("venue")


def organisations_with_venues(person: Person | None) -> QuerySet[Organisation]:
    """Where this person may add a venue."""
    return Organisation.objects.filter(pk__in=organisations_where(person, Permission.KEEP_VENUES))


def facts_of(venues: Collection[UUID]) -> Mapping[UUID, dict[str, Known]]:
    """What is on record of each venue, by code. One query."""
    found: dict[UUID, dict[str, Known]] = defaultdict(dict)
    for venue, code, answer, checked in VenueFact.objects.filter(venue__in=venues).values_list(
        "venue_id", "code", "answer", "checked_on"
    ):
        found[venue][code] = Known(answer, checked)
    return found


@dataclass(frozen=True)
class FactLine:
    """One fact of a venue as a page shows it: the answer that may be relied on today."""

    fact: Fact
    answer: str
    detail: str
    checked_on: date | None

    @property
    def too_old(self) -> bool:
        """Was it answered, but too long ago to be relied on?"""
        return self.answer == UNKNOWN and self.checked_on is not None


def fact_lines(venue: Venue, codes: Collection[str], *, today: date) -> list[FactLine]:
    """These facts of a venue in their order, unknown ones included. One query."""
    rows = {row.code: row for row in VenueFact.objects.filter(venue=venue, code__in=codes)}
    return [_line(FACTS[code], rows.get(code), today) for code in codes]


def _line(fact: Fact, row: VenueFact | None, today: date) -> FactLine:
    if row is None:
        return FactLine(fact, UNKNOWN, "", None)
    known = Known(row.answer, row.checked_on if row.answer != UNKNOWN else None)
    return FactLine(fact, answer_today(known, today=today), row.detail, known.checked_on)


def is_described(venue: OuterRef, today: date) -> Exists:
    """hooks.venue_known: can anything be said today of the way from the street to the seat? Part of a query."""
    fresh = VenueFact.objects.filter(venue=venue, code__in=STREET_TO_SEAT, checked_on__gte=oldest_fresh(today))
    return Exists(fresh.exclude(answer=UNKNOWN))


def street_to_seat(venue: Venue, *, today: date) -> list[FactLine]:
    """What everybody wants to know before they say yes."""
    return fact_lines(venue, STREET_TO_SEAT, today=today)


@dataclass(frozen=True)
class VenueCard:
    """A venue in the team's list: how much of it is known, and how much needs another look."""

    venue: Venue
    known: int
    of: int


def venue_cards(venues: Collection[Venue], *, today: date) -> list[VenueCard]:
    """How many of the facts of each venue may be relied on today. One query."""
    facts = facts_of([venue.pk for venue in venues])
    return [
        VenueCard(
            venue, sum(answer_today(facts[venue.pk].get(code), today=today) in {YES, NO} for code in FACTS), len(FACTS)
        )
        for venue in venues
    ]
