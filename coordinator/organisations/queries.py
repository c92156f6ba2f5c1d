"""Reads about organisations."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from coordinator.organisations.models import Membership, Organisation


def living(today: date) -> Q:
    """Memberships that have not ended by `today`; the last day itself still counts."""
    return Q(ends_on=None) | Q(ends_on__gte=today)


def organisations_visible_to(person_id: UUID, *, today: date) -> QuerySet[Organisation]:
    """Where this person takes part or works, by name, each with `mine`: the person's own living memberships."""
    mine = Membership.objects.filter(living(today), person_id=person_id)
    return Organisation.objects.filter(pk__in=mine.values("organisation")).prefetch_related(
        Prefetch("memberships", queryset=mine, to_attr="mine")
    )
