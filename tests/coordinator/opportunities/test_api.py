"""Calls over the API: the same reads, forms, actions and words as the pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from coordinator.opportunities.models import ChangeNote, Opportunity, Question
from coordinator.people import actions as people
from coordinator.people.models import Person
from tests.coordinator.opportunities.drafting import make_draft, make_open_call, short_draft
from tests.making import make_panel, make_world

PUBLIC, CALLS = "/api/v1/opportunities/", "/api/v1/calls/"


class Program:
    """A program that signs in with a person's key."""

    def __init__(self, person: Person) -> None:
        secret = people.make_token(person, name="test", days=30, by=person, now=timezone.now())
        self.headers = {"authorization": f"Bearer {secret}"}
        self.client = Client()

    def get(self, address: str) -> Any:
        return self.client.get(address, headers=self.headers)

    def send(self, address: str, typed: Any = None, *, method: str = "post") -> Any:
        send = getattr(self.client, method)
        return send(address, typed or {}, content_type="application/json", headers=self.headers)


@pytest.fixture
def team(world) -> Program:
    return Program(world.tomasz)


def one(call: Opportunity, *verb: str) -> str:
    return f"{CALLS}{call.pk}/" + "".join(f"{each}/" for each in verb)


# -- everybody -----------------------------------------------------------------------------------------
def test_other_sites_read_open_calls_without_a_key(world):
    call = make_open_call(world)
    make_draft(world)
    answer = Client().get(PUBLIC)
    assert dict(answer.cookies) == {}
    assert answer.json()["results"] == [
        {
            "id": str(call.pk), "slug": call.slug, "title": call.title, "summary": call.summary, "kind": "interview",
            "organisation": world.organisation.name, "closes_at": "2026-03-15T23:59:00Z",
            "first_day": "2026-03-26T08:45:00Z", "ways": ["meeting"], "payment": "none", "payment_pence": None,
        }
    ]  # fmt: skip
    assert Client().get(f"{PUBLIC}?way=post").json()["count"] == 0


def test_one_call_says_all_that_its_page_says(world, now):
    call = make_open_call(world)
    Question.objects.create(opportunity=call, text="What have you used?")
    ChangeNote.objects.create(opportunity=call, at=now, text="Lunch is at one.")
    found = Client().get(f"{PUBLIC}{call.slug}/").json()
    assert found["contact"] == {
        "name": world.tomasz.full_name, "job_title": "Involvement coordinator", "phone": "01632 960 117",
        "email": "tomasz@levels.example", "working_days": "Monday to Thursday",
    }  # fmt: skip
    assert [question["text"] for question in found["questions"]] == ["What have you used?"]
    assert found["changes"] == [{"at": "2026-03-02T15:00:00Z", "text": "Lunch is at one."}]
    assert Client().get(f"{PUBLIC}{make_draft(world).slug}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 25])
def test_lists_cost_the_same_however_long_they_are(world, team, rows, django_assert_num_queries):
    for _row in range(rows):
        make_open_call(world)
    with django_assert_num_queries(3):
        Client().get(PUBLIC)
    with django_assert_num_queries(4):
        assert len(team.get(CALLS).json()["results"]) == min(rows, 25)


# -- the team ------------------------------------------------------------------------------------------
def test_another_organisations_call_is_not_there_and_without_a_key_nothing_is(world, team):
    call = make_draft(make_world("Other"))
    assert team.get(CALLS).json()["count"] == 0
    for address in (one(call), one(call, "gaps")):
        assert team.get(address).status_code == 404
    for verb in ("publish", "close", "withdraw", "take-up", "ask-short-notice", "approve-short-notice"):
        assert team.send(one(call, verb), {"because": "x"}).status_code == 404
    assert team.send(one(call), {"title": "Mine"}, method="patch").status_code == 404
    assert Client().get(CALLS).status_code == 401


def test_a_call_is_begun_written_and_opened(world, team):
    panel = make_panel(world)
    made = team.send(CALLS, {"title": "Help choose a nurse", "panel": str(panel.pk), "what_you_do": "You score."})
    assert (made.status_code, made.json()["status"], made.json()["what_you_do"]) == (201, "draft", "You score.")
    assert "opportunity.publish" in made.json()["available_steps"]
    call = Opportunity.objects.get()
    changed = team.send(
        one(call), {"ways": ["home"], "closes_at": "2026-03-15T23:59", "answer_by": "2026-03-18", "payment": "optional",
                    "payment_pence": 2500, "version": 2}, method="patch",
    )  # fmt: skip
    assert changed.json()["ways"] == ["home"]
    assert changed.json()["payment_pence"] == 2500
    assert team.send(one(call), {"title": "Old page", "version": 2}, method="patch").status_code == 409
    assert team.send(one(make_draft(world), "publish")).json()["status"] == "published"


def test_a_manager_asks_and_a_coordinator_takes_it_up(world, team):
    asked = Program(world.kim).send(
        CALLS, {"title": "Nurse", "panel": str(make_panel(world).pk), "what_you_do": "Sit."}
    )
    assert asked.json()["status"] == "requested"
    assert team.send(one(Opportunity.objects.get(), "take-up")).json()["status"] == "draft"
    assert Program(world.audra).send(CALLS, {"title": "Nurse"}).status_code == 403


def test_every_gap_is_in_the_fields_of_the_problem(world, team):
    call = short_draft(world, costs_covered="")
    refused = team.send(one(call, "publish"))
    assert refused.status_code == 409
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["fields"] == {
        "costs_covered": ["Costs: say what is covered, how and when."],
        "closes_at": ["Closing: 6 days, at least 10 are needed. The earliest closing day is Thursday 12 March."],
    }
    assert [gap["field"] for gap in team.get(one(call, "gaps")).json()] == ["costs_covered", "closes_at"]


def test_what_cannot_be_read_is_said_beside_the_field(world, team):
    call = make_draft(world)
    refused = team.send(one(call), {"title": " ", "ways": ["by magic"]}, method="patch")
    assert refused.status_code == 400
    assert set(refused.json()["fields"]) == {"title", "ways"}


def test_short_notice_goes_through_a_second_person(world, team):
    call, head = short_draft(world), Program(world.samira)
    assert team.send(one(call, "ask-short-notice")).status_code == 400
    assert team.send(one(call, "ask-short-notice"), {"because": "Late."}).json()["short_notice_reason"] == "Late."
    assert team.send(one(call, "approve-short-notice")).status_code == 403
    assert head.send(one(call, "refuse-short-notice")).json()["short_notice_reason"] == ""
    team.send(one(call, "ask-short-notice"), {"because": "Late."})
    assert head.send(one(call, "approve-short-notice")).status_code == 200
    assert team.send(one(call, "publish")).json()["status"] == "published"


def test_an_open_call_changes_with_a_note_and_ends_with_a_reason(world, team):
    call = make_open_call(world)
    assert team.send(one(call), {"bring": "Soup."}, method="patch").json()["fields"] == {
        "note": ["Please fill in “What changed, in one sentence”"]
    }
    told = team.send(one(call), {"bring": "Soup.", "note": "There is soup."}, method="patch")
    assert (told.json()["bring"], ChangeNote.objects.get().text) == ("Soup.", "There is soup.")
    assert team.send(one(call, "close")).json()["status"] == "closed"
    assert team.send(one(call, "close")).status_code == 409
    assert team.send(one(call, "withdraw")).status_code == 400
    assert team.send(one(call, "withdraw"), {"because": "Autumn."}).json()["withdrawn_reason"] == "Autumn."
    assert team.get(f"{CALLS}?status=withdrawn").json()["count"] == 1
