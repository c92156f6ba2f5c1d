"""Colleagues of Helen and Ravi."""

from __future__ import annotations

import pytest

from coordinator.organisations.models import Role
from coordinator.people.models import Person
from tests.making import World, make_person


@pytest.fixture
def rahel(world: World) -> Person:
    """A second approver beside Ravi."""
    return make_person("Rahel Stone", role=Role.APPROVER, organisation=world.organisation)


@pytest.fixture
def hana(world: World) -> Person:
    """A second checker beside Helen."""
    return make_person("Hana Lewis", role=Role.FINANCE_CHECKER, organisation=world.organisation)
