"""Seats: counted by the database, given to one person once."""

from datetime import datetime

import pytest

from coordinator.panels.actions import give_up_place, promote_reserve, take_place, take_reserve
from coordinator.panels.models import PlaceKind, PlaceStatus
from coordinator.panels.refusals import PanelFull
from tests.making import World, make_panel, make_person


def test_two_places_are_taken_and_the_third_person_hears_that_all_are_taken(world: World, now: datetime) -> None:
    panel = make_panel(world, places=2)
    first, second, third = (make_person() for _number in range(3))
    take_place(panel, first, by=first, now=now)
    take_place(panel, second, by=world.tomasz, now=now)
    with pytest.raises(PanelFull) as refusal:
        take_place(panel, third, by=third, now=now)
    panel.refresh_from_db()
    assert panel.places_taken == 2
    assert str(refusal.value) == ("All places are taken: the last one went a moment ago. Nobody was turned out for it.")


def test_a_double_press_gives_one_place(world: World, now: datetime) -> None:
    panel = make_panel(world)
    first = take_place(panel, world.rowan, by=world.rowan, now=now)
    again = take_place(panel, world.rowan, by=world.rowan, now=now)
    panel.refresh_from_db()
    assert (again.pk, panel.places_taken) == (first.pk, 1)


def test_a_place_given_up_is_free_for_a_reserve(world: World, now: datetime) -> None:
    panel = make_panel(world, places=1, minimum_lay=1)
    reserve = make_person()
    place = take_place(panel, world.rowan, by=world.rowan, now=now)
    held = take_reserve(panel, reserve, 1, by=reserve, now=now)
    with pytest.raises(PanelFull):
        promote_reserve(held, by=world.tomasz, now=now)
    give_up_place(place, by=world.rowan, now=now)
    held.refresh_from_db()
    promote_reserve(held, by=world.tomasz, now=now)
    panel.refresh_from_db()
    place.refresh_from_db()
    assert (held.kind, held.position, panel.places_taken) == (PlaceKind.MEMBER, None, 1)
    assert (place.status, place.ended_at) == (PlaceStatus.GIVEN_UP, now)
