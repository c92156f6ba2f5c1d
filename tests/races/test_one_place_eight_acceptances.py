"""Eight people say yes to one place in the same moment, sixty times. One has it, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from coordinator.applications.actions import accept_offer
from coordinator.applications.models import Application, S
from coordinator.panels.actions import take_place
from coordinator.panels.models import Panel, Place, PlaceStatus
from coordinator.panels.refusals import PanelFull
from coordinator.people.models import Person
from tests.controls.naive_places import take_place_naively
from tests.making import World, make_call, make_panel, make_world
from tests.thorough import ROUNDS

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
PEOPLE = 8


@pytest.fixture
def eight(transactional_db) -> tuple[World, list[Person]]:
    """One organisation and eight people."""
    world = make_world()
    people = [Person.objects.create(full_name=f"Person {number}") for number in range(PEOPLE)]
    return world, people


@pytest.fixture
def runners() -> Iterator[ThreadPoolExecutor]:
    """Eight threads with a database connection each, closed at the end."""
    with ThreadPoolExecutor(PEOPLE) as pool:
        yield pool
        barrier = Barrier(PEOPLE)
        list(pool.map(lambda _thread: (barrier.wait(), connection.close()), range(PEOPLE)))


def at_once(runners: ThreadPoolExecutor, press: Callable[[int], str]) -> Counter[str]:
    """All eight wait for each other, then press; what became of them."""
    barrier = Barrier(PEOPLE)

    def run(number: int) -> str:
        barrier.wait()
        return press(number)

    return Counter(runners.map(run, range(PEOPLE)))


def offered(world: World, people: list[Person]) -> tuple[Panel, list[Application]]:
    """One place that was offered to all eight, as it must never be."""
    panel = make_panel(world, places=1, reserves=0)
    call = make_call(world, panel=panel)
    applications = [
        Application(
            organisation=world.organisation, opportunity=call, person=person, status=S.OFFERED, started_at=NOW,
            sent_at=NOW, offer_ends_at=NOW + timedelta(days=5),
        )
        for person in people
    ]  # fmt: skip
    return panel, Application.objects.bulk_create(applications)


def test_one_of_eight_has_the_place_and_seven_are_told_that_it_is_taken(eight, runners):
    world, people = eight
    for _round in range(ROUNDS):
        panel, applications = offered(world, people)

        def press(number: int, applications: list[Application] = applications) -> str:
            application = Application.objects.select_related("opportunity__panel", "person").get(
                pk=applications[number].pk
            )
            try:
                accept_offer(application, by=application.applicant, now=NOW)
            except PanelFull:
                return "full"
            return "place"

        assert at_once(runners, press) == {"place": 1, "full": PEOPLE - 1}
        panel.refresh_from_db()
        assert panel.places_taken == 1
        assert Place.objects.filter(panel=panel, status=PlaceStatus.CONFIRMED).count() == 1
        states = Counter(Application.objects.filter(opportunity__panel=panel).values_list("status", flat=True))
        assert states == {S.ACCEPTED: 1, S.OFFERED: PEOPLE - 1}


def test_whoever_was_offered_the_place_has_it_whomever_staff_give_it_to_in_that_moment(eight, runners):
    world, people = eight
    for _round in range(ROUNDS):
        panel, applications = offered(world, people[:1])

        def press(number: int, panel: Panel = panel, application: Application = applications[0]) -> str:
            try:
                if number:
                    take_place(panel, people[number], by=world.tomasz, now=NOW)
                else:
                    accept_offer(application, by=people[0], now=NOW)
            except PanelFull:
                return f"full {bool(number)}"
            return f"place {bool(number)}"

        assert at_once(runners, press) == {"place False": 1, "full True": PEOPLE - 1}
        assert Place.objects.get(panel=panel, status=PlaceStatus.CONFIRMED).person_id == people[0].pk


def test_reading_first_and_then_writing_overfills(eight, runners):
    world, people = eight
    overfilled = 0
    for _round in range(ROUNDS):
        panel = make_panel(world, places=1, reserves=0)

        def press(number: int, panel: Panel = panel) -> str:
            return "place" if take_place_naively(panel.pk, people[number], NOW) else "full"

        overfilled += at_once(runners, press)["place"] > 1
    assert overfilled > 0
