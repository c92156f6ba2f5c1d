"""Bulk data: as many as asked for, the same for the same seed."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from coordinator.demo.scale import seed_scale
from coordinator.opportunities.models import Opportunity
from expenses.models import Claim, ClaimLine

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_as_many_as_asked_for() -> None:
    scale = seed_scale(people=12, sessions=5, claims=7, calls=9, seed=3, now=NOW)
    assert (len(scale.people), len(scale.sessions), len(scale.calls), len(scale.places)) == (12, 5, 9, 20)
    assert (Claim.objects.count(), ClaimLine.objects.count(), Opportunity.objects.count()) == (7, 14, 9)


def drawn(seed: int) -> tuple[list[str], list[tuple[int, str]]]:
    """Who sits where and what they claim, for this seed; nothing is kept."""
    with transaction.atomic():
        scale = seed_scale(people=12, sessions=5, claims=7, calls=2, seed=seed, now=NOW)
        claims = Claim.objects.order_by("number", "pk").values_list("total_pence", "status")
        found = [place.person.full_name for place in scale.places], list(claims)
        transaction.set_rollback(True)
    return found


def test_the_same_seed_chooses_the_same_people_and_amounts() -> None:
    assert drawn(4) == drawn(4)
    assert drawn(4) != drawn(5)
