"""People over the API: what the pages do, for programs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordinator.organisations.models import Role
from coordinator.people.models import Person, PersonStatus
from coordinator.people.tokens import issue_token
from coordinator.workflow.models import Event
from tests.making import make_person, make_world

PEOPLE, ME = "/api/v1/people/", "/api/v1/people/me/"


class Program:
    """A program with a key of one person."""

    def __init__(self, person):
        secret = issue_token(person, name="test", now=timezone.now(), lasts=timedelta(days=1))
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})

    def get(self, path, data=None):
        return self.client.get(path, data)

    def send(self, method, path, data=None):
        return getattr(self.client, method)(path, data or {}, content_type="application/json")


def names(answer):
    return [person["full_name"] for person in answer.json()["results"]]


def test_without_a_key_nothing_is_told(db):
    assert Client().get(PEOPLE).status_code == 401
    assert Client().get(ME).status_code == 401


def test_one_reads_and_changes_oneself(world):
    program = Program(world.rowan)
    assert program.get(ME).json()["full_name"] == world.rowan.full_name
    changed = program.send(
        "patch", ME, {"call_me": "Ro", "landline": "01632 960 001", "channel_order": ["phone", "email"]}
    )
    assert (changed.status_code, changed.json()["call_me"], changed.json()["reached_by"]) == (200, "Ro", "phone")
    kept = Person.objects.get(pk=world.rowan.pk)
    assert (kept.call_me, kept.channel_order, kept.full_name) == ("Ro", ["phone", "email"], world.rowan.full_name)
    assert Event.objects.get(verb="person.change").details == {"fields": ["call_me", "channel_order", "landline"]}


def test_a_change_that_needs_another_look_says_what_to_do_beside_the_field(world):
    answer = Program(world.rowan).send("patch", ME, {"channel_order": ["post"], "answer_days": 99})
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["fields"] == {
        "answer_days": ["The most we can take here is 30"],
        "address": ["We need this to reach you in the way you chose."],
    }
    assert Person.objects.get(pk=world.rowan.pk).channel_order == []


def test_one_takes_everything_with_one(world):
    answer = Program(world.rowan).send("post", f"{ME}export/")
    assert answer.json()["person"][0]["full_name"] == world.rowan.full_name
    assert Event.objects.filter(verb="person.export", by_person_id=world.rowan.pk).count() == 1
    assert Program(world.rowan).get(f"{ME}export/").status_code == 405


def test_the_team_lists_and_finds_its_people(world):
    make_world("Other")
    doreen = make_person("Doreen Alcott", role=Role.VOLUNTEER, organisation=world.organisation, landline="01632 960 777", channel_order=["phone"])  # fmt: skip
    program = Program(world.tomasz)
    assert names(program.get(PEOPLE)) == [doreen.full_name, world.rowan.full_name]
    assert names(program.get(PEOPLE, {"q": "960777"})) == ["Doreen Alcott"]
    assert names(program.get(PEOPLE, {"channel": "email"})) == [world.rowan.full_name]
    assert program.get(PEOPLE, {"channel": "pigeon"}).status_code == 400


@pytest.mark.parametrize("who", ["rowan", "helen", "kim", "audra"])
def test_the_list_is_for_those_who_look_after_people(world, who):
    answer = Program(getattr(world, who)).get(PEOPLE)
    assert (answer.status_code, answer.json()["detail"]) == (
        403, "This is for: Involvement coordinator, Head of involvement.",
    )  # fmt: skip


def test_a_list_costs_the_same_for_two_and_for_sixty(world):
    program = Program(world.tomasz)
    costs = []
    for more in (1, 60):
        for _person in range(more):
            make_person(role=Role.VOLUNTEER, organisation=world.organisation)
        with CaptureQueriesContext(connection) as seen:
            assert program.get(PEOPLE).json()["count"] > more
        costs.append(len(seen))
    assert (costs[0], costs[1] <= 6) == (costs[1], True)


def test_somebody_of_another_organisation_is_not_there(world):
    other = make_world("Other")
    program = Program(world.tomasz)
    for method, path in [("get", ""), ("patch", ""), ("post", "leave/")]:
        address = f"{PEOPLE}{other.rowan.pk}/{path}"
        answer = program.get(address) if method == "get" else program.send(method, address)
        assert (answer.status_code, "Other" in answer.content.decode()) == (404, False)
    assert names(program.get(PEOPLE)) == [world.rowan.full_name]


def test_a_look_is_noted_and_the_steps_are_named(world):
    answer = Program(world.tomasz).get(f"{PEOPLE}{world.rowan.pk}/").json()
    assert answer["available_steps"] == ["person.pause_for", "person.leave_for", "person.forget_for"]
    assert Event.objects.filter(verb="person.look_at", by_person_id=world.tomasz.pk).count() == 1
    assert Program(world.rowan).get(ME).json()["available_steps"] == ["person.pause", "person.leave", "person.forget"]


def test_the_head_reads_and_does_not_change(world):
    program = Program(world.samira)
    assert program.get(f"{PEOPLE}{world.rowan.pk}/").json()["available_steps"] == []
    assert program.send("patch", f"{PEOPLE}{world.rowan.pk}/", {"call_me": "X"}).status_code == 403
    assert program.send("post", PEOPLE, {}).status_code == 403
    assert program.send("post", f"{PEOPLE}{world.rowan.pk}/leave/").status_code == 403


def test_the_team_changes_what_somebody_asked_it_to(world):
    answer = Program(world.tomasz).send("patch", f"{PEOPLE}{world.rowan.pk}/", {"never_phone": True})
    assert (answer.status_code, answer.json()["never_phone"]) == (200, True)


RINGING = {
    "full_name": "Doreen Alcott", "landline": "01632 960 002", "channel_order": ["phone"], "text_format": "large",
    "consent_source": "phone", "consent_at": "2026-03-02T15:00:00+00:00", "agreed": True,
}  # fmt: skip


def test_a_program_writes_down_somebody_who_rang(world):
    program = Program(world.tomasz)
    answer = program.send("post", PEOPLE, RINGING | {"organisation": str(world.organisation.pk)})
    assert (answer.status_code, answer.json()["reached_by"]) == (201, "phone")
    doreen = Person.objects.get(full_name="Doreen Alcott")
    assert (doreen.consent_at.isoformat(), doreen.account) == ("2026-03-02T15:00:00+00:00", None)
    missing = program.send("post", PEOPLE, RINGING | {"organisation": str(world.organisation.pk), "agreed": False})
    assert missing.json()["fields"] == {"agreed": ["Please tick “They agree that we keep this”"]}
    elsewhere = program.send("post", PEOPLE, RINGING | {"organisation": str(make_world("Other").organisation.pk)})
    assert (elsewhere.status_code, list(elsewhere.json()["fields"])) == (400, ["organisation"])


def test_pausing_returning_and_leaving_reach_the_same_states_as_the_pages(world):
    program, address = Program(world.rowan), f"{PEOPLE}{world.rowan.pk}/"
    paused = program.send("post", f"{address}pause/", {"until": "2099-03-01"}).json()
    assert (paused["status"], paused["paused_until"]) == ("paused", "2099-03-01")
    assert program.send("post", f"{address}pause/", {"until": "2020-03-01"}).json()["fields"] == {
        "until": ["This day is over. Choose today or a later day."]
    }
    assert program.send("post", f"{address}return/").json()["status"] == "active"
    assert program.send("post", f"{address}leave/").json()["status"] == "left"
    twice = program.send("post", f"{address}leave/")
    assert (twice.status_code, twice.json()["detail"][:37]) == (409, "Somebody else changed this a moment a")


def test_being_forgotten_needs_a_word_and_ends_the_key(world):
    program, address = Program(world.rowan), f"{PEOPLE}{world.rowan.pk}/forget/"
    assert program.send("post", address).json()["fields"] == {
        "sure": ["Please tick “I understand that this cannot be undone”"]
    }
    assert program.send("post", address, {"sure": True}).json()["full_name"] == "Somebody who asked to be forgotten"
    assert Person.objects.get(pk=world.rowan.pk).status == PersonStatus.ANONYMISED
    assert program.get(ME).status_code == 401


def test_whoever_works_here_is_told_to_hand_over_first(world):
    answer = Program(world.tomasz).send("post", f"{PEOPLE}{world.tomasz.pk}/forget/", {"sure": True})
    assert (answer.status_code, answer.json()["detail"]) == (
        409, "People know you as their contact. Please hand over your role first; then we can forget you.",
    )  # fmt: skip


def test_memberships_are_ones_own_or_of_ones_organisation(world):
    make_world("Other")
    own = Program(world.rowan).get("/api/v1/memberships/").json()["results"]
    assert [(row["person"], row["role"]) for row in own] == [(str(world.rowan.pk), "volunteer")]
    seen = Program(world.tomasz).get("/api/v1/memberships/").json()["results"]
    assert {row["organisation"] for row in seen} == {str(world.organisation.pk)}
    assert len(seen) == 9
    only = Program(world.tomasz).get("/api/v1/memberships/", {"role": "volunteer"}).json()["results"]
    assert [row["person"] for row in only] == [str(world.rowan.pk)]
