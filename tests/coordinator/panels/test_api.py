"""Panels for programs: the same reads, the same refusals, the same states as the pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordinator.panels.models import Panel, Place, Session
from coordinator.people.actions import make_token
from coordinator.people.models import Person
from tests.coordinator.panels.walking import NEXT_YEAR, STARTS
from tests.making import World, make_panel, make_person, make_place, make_session, make_world

API = "/api/v1"
DATE = {"day": f"{NEXT_YEAR}-03-26", "starts": "08:45", "ends": "15:45"}


class Program:
    """A program with a token of this person."""

    def __init__(self, person: Person) -> None:
        now = timezone.now()
        secret = make_token(person, by=person, now=now, name="test", days=1)
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})

    def get(self, path: str, status: int = 200) -> Any:
        """What is read there."""
        answer = self.client.get(f"{API}{path}")
        assert answer.status_code == status, answer.content
        return answer.json()

    def post(self, path: str, body: Any = None, status: int = 200) -> Any:
        """What an action answers."""
        answer = self.client.post(f"{API}{path}", body or {}, content_type="application/json")
        assert answer.status_code == status, answer.content
        return answer.json()

    def patch(self, path: str, body: Any, status: int = 200) -> Any:
        """What a change answers."""
        answer = self.client.patch(f"{API}{path}", body, content_type="application/json")
        assert answer.status_code == status, answer.content
        return answer.json()


@pytest.fixture
def tomasz(world: World) -> Program:
    return Program(world.tomasz)


@pytest.fixture
def day(world: World) -> Session:
    panel = make_panel(world, status="running")
    make_place(panel, world.rowan)
    return make_session(panel, starts_at=STARTS, venue=world.venue)


def test_a_program_plans_a_panel_once_and_takes_it_to_its_end(world: World, tomasz: Program) -> None:
    plan = {
        "title": "Ward sister", "kind": "interview", "team": str(world.team.pk), "contact": str(world.contact.pk),
        "places": 2, "minimum_lay": 1, "reserves": 1, "key": str(uuid4()),
    }  # fmt: skip
    made = tomasz.post("/panels/", plan, 201)
    assert tomasz.post("/panels/", plan, 201)["id"] == made["id"] == plan["key"]
    assert made["available_steps"] == ["panel.go_ahead", "panel.cancel"]
    path = f"/panels/{made['id']}"
    assert tomasz.patch(f"{path}/", {"places": 3})["places"] == 3
    assert tomasz.post(f"{path}/go-ahead/")["status"] == "running"
    assert tomasz.post(f"{path}/go-ahead/", status=409)["detail"].startswith("Somebody else changed this")
    assert tomasz.post(f"{path}/waive/", {"because": "One is ill."})["composition_waived_because"] == "One is ill."
    assert (
        tomasz.post(f"{path}/staff-members/", {"full_name": "Ann", "told_on": "2026-03-02"}, 201)["told_on"]
        == "2026-03-02"
    )
    assert tomasz.post(f"{path}/roles/", {"name": "Chair", "people_needed": 1}, 201)["name"] == "Chair"
    session = tomasz.post(f"{path}/sessions/", DATE, 201)
    assert (session["starts_at"], session["sequence"]) == (f"{NEXT_YEAR}-03-26T08:45:00Z", 0)
    place = tomasz.post(f"{path}/places/", {"person": str(world.rowan.pk)}, 201)
    assert (place["kind"], place["panel_title"]) == ("member", "Ward sister")
    other = make_person("Doreen", role="volunteer", organisation=world.organisation)
    assert tomasz.post(f"{path}/places/", {"person": str(other.pk), "kind": "reserve"}, 201)["position"] == 1
    standing = tomasz.get(f"{path}/")["standing"]
    assert (standing["ready"], [row["name"] for row in standing["roles"]]) == (False, ["Chair"])
    assert "Places filled: 1 of 3" in standing["missing"]
    assert tomasz.post(f"{path}/finish/", status=409)["detail"].startswith("First say who came")
    assert tomasz.post(f"{path}/cancel/")["status"] == "cancelled"


def test_words_beside_fields_are_the_pages_own(world: World, tomasz: Program) -> None:
    panel = make_panel(world)
    told = tomasz.post(f"/panels/{panel.pk}/sessions/", DATE | {"starts": "soon"}, 400)
    assert told["fields"] == {"starts": ["Write the time like 8:45am or 14:30"]}
    told = tomasz.post(f"/panels/{panel.pk}/sessions/", DATE | {"ends": "08:00"}, 409)
    assert told["fields"] == {"ends_at": ["The end must be after the start."]}


def test_a_date_is_moved_named_and_cancelled_after_reading_whom_it_affects(
    world: World, tomasz: Program, day: Session
) -> None:
    path = f"/sessions/{day.pk}"
    assert tomasz.get(f"{path}/affected/") == {"people": [world.rowan.full_name], "warnings": []}
    moved = tomasz.post(f"{path}/move/", {"room": "Room 2", "seen_sequence": 0})
    assert (moved["room"], moved["sequence"], moved["starts_at"]) == ("Room 2", 1, f"{NEXT_YEAR}-03-26T08:45:00Z")
    tomasz.post(f"{path}/move/", {"room": "Room 3", "seen_sequence": 0}, 409)
    assert tomasz.post(f"{path}/rename/", {"name": "Training"})["name"] == "Training"
    cancelled = tomasz.post(f"{path}/cancel/")
    assert (cancelled["status"], cancelled["available_steps"]) == ("cancelled", [])
    assert [row["name"] for row in tomasz.get(f"/sessions/?panel={day.panel_id}")["results"]] == ["Training"]


def test_the_day_is_worked_out_for_programs_too(world: World, tomasz: Program, day: Session) -> None:
    path = f"/sessions/{day.pk}/day/"
    tomasz.get(path, 404)
    body = {
        "candidates": 5, "interview": 45, "scoring": 10, "arrive": "08:45", "briefing": "09:00", "first": "09:30",
        "pause_after": 2, "pause": 15, "lunch": 45, "lunch_from": "12:00", "wash_up": 40,
    }  # fmt: skip
    rows = tomasz.post(path, body)["lines"]
    assert (len(rows), rows[-1]) == (10, {"starts": "15:05:00", "ends": "15:45:00", "text": "Talking it over"})
    assert tomasz.get(path)["candidates"] == 5
    forum = make_session(make_panel(world, kind="forum"), starts_at=STARTS)
    tomasz.post(f"/sessions/{forum.pk}/day/", body, 404)


def test_who_came_is_said_and_corrected(world: World, tomasz: Program) -> None:
    panel = make_panel(world, status="running")
    session = make_session(panel, starts_at=timezone.now() - timedelta(hours=9))
    place = make_place(panel, world.rowan)
    path = f"/sessions/{session.pk}/attendance/"
    assert tomasz.get(path) == []
    tomasz.post(path, {"presences": {}}, 400)
    [row] = tomasz.post(path, {"presences": {str(place.pk): "came"}})
    assert (row["person"], row["presence"]) == (str(world.rowan.pk), "came")
    [row] = tomasz.post(path, {"presences": {str(place.pk): "did_not_come"}})
    assert row["presence"] == "did_not_come"
    Program(world.audra).get(path, 403)


def test_a_person_reads_and_gives_up_their_own_place(world: World, day: Session) -> None:
    rowan = Program(world.rowan)
    [row] = rowan.get("/places/?mine=true")["results"]
    assert [each["uid"] for each in row["sessions"]] == [day.uid]
    assert row["available_steps"] == ["place.give_up"]
    assert rowan.post(f"/places/{row['id']}/give-up/")["status"] == "given_up"
    rowan.post(f"/places/{row['id']}/give-up/", status=409)
    assert rowan.get("/panels/")["results"] == rowan.get("/sessions/")["results"] == []


def test_a_place_that_was_had_is_not_given_up(world: World) -> None:
    panel = make_panel(world, status="running")
    make_session(panel, starts_at=timezone.now() - timedelta(days=12))
    path = f"/places/{make_place(panel, world.rowan).pk}/"
    assert Program(world.rowan).get(path)["available_steps"] == []
    assert Program(world.tomasz).get(path)["available_steps"] == ["place.cancel"]
    Program(world.rowan).post(f"{path}give-up/", status=409)
    Program(world.tomasz).post(f"{path}give-up/", status=409)
    assert Program(world.rowan).get(path)["status"] == "confirmed"


def test_the_team_sees_to_places(world: World, tomasz: Program, day: Session) -> None:
    place, role = day.panel.seats.get(), day.panel.roles.create(name="Chair")
    assert tomasz.post(f"/places/{place.pk}/role/", {"role": str(role.pk)})["role"] == str(role.pk)
    held = make_place(day.panel, make_person("Doreen"), kind="reserve", position=1)
    assert tomasz.post(f"/places/{held.pk}/promote/")["kind"] == "member"
    assert tomasz.post(f"/places/{place.pk}/cancel/")["status"] == "cancelled"
    assert tomasz.get("/places/?mine=true")["results"] == []


def test_another_organisation_is_a_404_and_a_reader_a_403(world: World, day: Session) -> None:
    place = day.panel.seats.get()
    stranger, reader = Program(make_world("Elsewhere").tomasz), Program(world.audra)
    for path in (f"/panels/{day.panel_id}/", f"/sessions/{day.pk}/", f"/places/{place.pk}/"):
        stranger.get(path, 404)
        reader.get(path)
    steps = {
        f"/panels/{day.panel_id}": ["finish", "cancel"],
        f"/sessions/{day.pk}": ["move", "cancel"],
        f"/places/{place.pk}": ["give-up", "cancel", "promote"],
    }
    for path, names in steps.items():
        for name in names:
            stranger.post(f"{path}/{name}/", status=404)
            if (path, name) != (f"/panels/{day.panel_id}", "finish"):
                reader.post(f"{path}/{name}/", status=403)
    reader.get(f"/sessions/{day.pk}/affected/", 403)
    reader.patch(f"/panels/{day.panel_id}/", {"places": 9}, 403)
    reader.post(f"/panels/{day.panel_id}/places/", {"person": str(world.rowan.pk)}, 403)
    assert Client().get(f"{API}/panels/").status_code == 401


@pytest.mark.parametrize("path", ["panels", "sessions", "places"])
def test_a_list_costs_the_same_for_1_25_and_100_rows(world: World, tomasz: Program, path: str) -> None:
    costs = []
    for number in (1, 24, 75):
        for _each in range(number):
            panel = make_panel(world, status="running")
            make_session(panel, starts_at=STARTS, venue=world.venue)
            make_place(panel, world.rowan)
        with CaptureQueriesContext(connection) as asked:
            tomasz.get(f"/{path}/?page_size=100")
        costs.append(len(asked))
    assert (Panel.objects.count(), Place.objects.count()) == (100, 100)
    assert costs[0] == costs[1] == costs[2] <= 6
