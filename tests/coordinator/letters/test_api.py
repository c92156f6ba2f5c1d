"""Letters for programs: the same rows, the same refusals."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordinator.letters.models import Letter
from coordinator.letters.tasks import send_batch
from coordinator.people.actions import make_token
from coordinator.people.models import Person
from tests.coordinator.letters.office import news
from tests.coordinator.letters.test_handling import by_phone, on_paper
from tests.making import World, make_world

LETTERS = "/api/v1/letters/"


def program(person: Person) -> Client:
    """A client that shows a token of this person."""
    secret = make_token(person, by=person, now=timezone.now(), name="test", days=1)
    return Client(headers={"Authorization": f"Bearer {secret}"})


def test_a_coordinator_reads_the_letters_of_the_team_with_what_can_be_done(world: World) -> None:
    by_phone(world, timezone.now())

    [row] = program(world.tomasz).get(LETTERS).json()["results"]

    assert (row["status"], row["person_name"], row["contact_name"], row["kind_title"]) == (
        "to_phone", "Alan Pryce", world.tomasz.full_name, "News of a panel",
    )  # fmt: skip
    assert row["available_steps"] == [
        "letter.spoke", "letter.left_message", "letter.try_again", "letter.leave_out",
    ]  # fmt: skip


def test_a_volunteer_reads_their_own_that_were_told(world: World) -> None:
    told = news(world, timezone.now())
    send_batch(timezone.now)
    news(world, timezone.now(), send_after=timezone.now() + timedelta(days=1))
    by_phone(world, timezone.now())

    answer = program(world.rowan).get(LETTERS).json()

    assert [(row["id"], row["available_steps"]) for row in answer["results"]] == [(str(told.pk), [])]


@pytest.mark.parametrize(
    ("step", "status"),
    [("spoke", "phoned"), ("left-message", "to_phone"), ("try-again", "queued"), ("leave-out", "not_needed")],
)
def test_a_step_is_taken_once(world: World, step: str, status: str) -> None:
    letter, tomasz = by_phone(world, timezone.now()), program(world.tomasz)

    first, second = (tomasz.post(f"{LETTERS}{letter.pk}/{step}/") for _press in range(2))

    assert (first.status_code, first.json()["status"]) == (200, status)
    assert (second.status_code, second.headers["Content-Type"]) == (409, "application/problem+json")


def test_a_letter_is_marked_as_posted_with_its_day(world: World) -> None:
    letter, tomasz = on_paper(world, timezone.now()), program(world.tomasz)
    day = timezone.localdate().isoformat()

    def post(on: str) -> Any:
        return tomasz.post(f"{LETTERS}{letter.pk}/posted/", {"posted_on": on}, content_type="application/json")

    late = post("2099-01-01")
    assert (late.status_code, list(late.json()["fields"])) == (400, ["posted_on"])
    assert (post(day).json()["status"], post(day).status_code) == ("posted", 409)


def test_those_who_may_not_are_refused_with_the_reason(world: World) -> None:
    letter = by_phone(world, timezone.now())

    refused = program(world.samira).post(f"{LETTERS}{letter.pk}/spoke/")
    hidden = program(make_world("Far Shore").tomasz).post(f"{LETTERS}{letter.pk}/spoke/")

    assert (refused.status_code, refused.json()["detail"]) == (403, "This is for: Involvement coordinator.")
    assert hidden.status_code == 404


def test_a_long_list_costs_no_more_than_a_short_one(world: World) -> None:
    tomasz = program(world.tomasz)

    def cost(number: int, now: datetime) -> int:
        for _each in range(number):
            news(world, now)
        Letter.objects.update(status="to_phone")
        with CaptureQueriesContext(connection) as queries:
            assert tomasz.get(LETTERS, {"status": "to_phone"}).status_code == 200
        return len(queries)

    assert cost(3, timezone.now()) == cost(22, timezone.now()) <= 6
