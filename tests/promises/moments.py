"""When the promises are tried, and small things that every chapter of a House needs."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from coordinator.organisations.models import Role
from coordinator.people.models import Person
from tests.making import World, make_person

NOW = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)  # a Monday: one day is over, another is coming
BEFORE = datetime(2026, 2, 19, 9, 0, tzinfo=UTC)
numbers = count(1)


def volunteer(world: World, **fields: Any) -> Person:
    """Somebody who can be reached in every way."""
    return make_person(
        role=Role.VOLUNTEER, organisation=world.organisation,
        **{"mobile": "07700 900123", "address": "2 Long Lane", "postcode": "LV1 2BB"} | fields,
    )  # fmt: skip
