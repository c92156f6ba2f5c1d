"""Somebody of the team in a browser, and a date to come."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from coordinator.panels.models import Session
from tests.coordinator.panels.walking import STARTS
from tests.making import World, make_panel, make_place, make_session, signed_in


@pytest.fixture
def team(world: World) -> Client:
    """Tomasz, signed in."""
    return signed_in(world.tomasz)


@pytest.fixture
def day(world: World) -> Session:
    """A date to come at which Rowan is expected."""
    panel = make_panel(world, status="running")
    make_place(panel, world.rowan)
    return make_session(panel, starts_at=STARTS, venue=world.venue)


@pytest.fixture
def full(world: World, day: Session) -> Session:
    """The date with a member of staff and a part on its panel."""
    day.panel.staff_members.create(full_name="Ann", told_on=timezone.localdate())
    day.panel.roles.create(name="Chair")
    return day
