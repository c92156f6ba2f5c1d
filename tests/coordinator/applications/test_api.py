"""Applications over the API: the same as the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from coordinator.applications import actions
from coordinator.applications.models import Application, S
from coordinator.opportunities.models import CallStatus, Opportunity
from coordinator.people.tokens import issue_token
from tests.coordinator.applications.conftest import applicant, apply, sender
from tests.making import make_call, make_person, make_world

BASE = "/api/v1"


@pytest.fixture(autouse=True)
def clock(now):
    """The clock stands at Monday 2 March 2026, three in the afternoon."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


def program(person, now):
    """A program that acts for this person."""
    return Client(headers={"authorization": f"Bearer {issue_token(person, name='test', now=now)}"})


def post(client, path, **body):
    return client.post(f"{BASE}{path}", body, content_type="application/json")


def form(call, /, **more):
    who = {"name": "Doreen Alcott", "channel": "email", "email": "doreen@example.org"}
    return {"call": call.slug, "answers": {str(call.questions.first().pk): "Oxygen"}, **who} | more


def test_applying_needs_no_token_and_says_who_replies_and_when(call, now):
    answer = post(Client(), "/applications/", **form(call))
    assert answer.status_code == 201
    assert answer.json() == {
        "call": call.slug, "contact": "Tomasz Okafor of Levels and Moor", "phone": "01632 960 117",
        "reply_by": "2026-03-18",
    }  # fmt: skip
    assert Application.objects.get().answers.get().text == "Oxygen"


def test_the_answer_is_the_same_for_somebody_we_know(call, now):
    first = post(Client(), "/applications/", **form(call)).json()
    assert post(Client(), "/applications/", **form(call)).json() == first
    assert Application.objects.count() == 1


def test_problems_stand_beside_the_field_in_the_words_of_the_page(call):
    answer = post(Client(), "/applications/", **form(call, email="", answers="none"))
    assert answer.status_code == 400
    assert answer.json()["fields"]["email"] == ["We need this to reach you in the way you chose."]
    assert Client().post(f"{BASE}/applications/", "[]", content_type="application/json").status_code == 404


def test_a_closed_call_is_refused(call, clock):
    clock.move_to(call.closes_at)
    answer = post(Client(), "/applications/", **form(call))
    assert (answer.status_code, answer.headers["Content-Type"]) == (409, "application/problem+json")


def test_with_a_token_only_the_answers_are_asked(call, world, now):
    mine = program(world.rowan, now)
    post(mine, "/applications/", call=call.slug, answers={str(call.questions.first().pk): "Oxygen"})
    (row,) = mine.get(f"{BASE}/applications/").json()["results"]
    assert (row["call"], row["status"], row["available_steps"]) == (call.slug, "received", ["withdraw"])
    assert row["stands"].startswith("We have it. Tomasz Okafor")


def test_an_offer_is_answered(call, world, now):
    application = applicant(world, call, "Amina", now=now)
    mine = program(application.applicant, now)
    actions.offer_place(application, by=world.tomasz, now=now)
    one = f"/applications/{application.pk}"
    assert mine.get(f"{BASE}{one}/").json()["available_steps"] == ["accept", "decline", "withdraw", "maybe"]
    assert post(mine, f"{one}/maybe/").json()["status"] == "offered"
    assert post(mine, f"{one}/accept/").json()["status"] == "accepted"
    assert post(mine, f"{one}/accept/").status_code == 409
    assert post(program(world.rowan, now), f"{one}/withdraw/").status_code == 404


def test_nobody_reads_without_a_token(call):
    assert Client().get(f"{BASE}/applications/").status_code == 401
    assert Client().get(f"{BASE}/choosing/?call={call.pk}").status_code == 401


def test_staff_choose_as_on_the_pages(call, world, now):
    application = applicant(world, call, "Amina", now=now, landline="01632 960 444")
    staff, one = program(world.tomasz, now), f"/choosing/{application.pk}"
    (row,) = staff.get(f"{BASE}/choosing/?call={call.pk}&status=received").json()["results"]
    assert (row["name"], row["state"], row["late"]) == ("Amina", "Waits to hear from us", False)
    assert row["available_steps"] == ["offer", "reserve", "not-this-time", "withdraw", "cancel", "score"]
    assert post(staff, f"{one}/score/", score=8).json()["score"] == 8
    assert post(staff, f"{one}/score/", score=12).status_code == 400
    assert post(staff, f"{one}/offer/", ends_at="2026-03-03T09:00:00+00:00").status_code == 409
    assert post(staff, f"{one}/offer/").json()["status"] == "offered"
    assert post(staff, f"{one}/answer/", answer="accept", source="phone").json()["status"] == "accepted"
    assert post(staff, f"{one}/cancel/").json()["status"] == "cancelled"
    assert staff.get(f"{BASE}{one}/").json()["state"] == "Cancelled by us"


def test_staff_enter_somebody_and_are_asked_who_it_is(call, world, now):
    staff = program(world.tomasz, now)
    body = form(call, call=str(call.pk), source="phone", agreed=True)
    assert post(staff, "/choosing/", **body).json()["source"] == "phone"
    doreen = Application.objects.get().applicant
    again = post(staff, "/choosing/", **body)
    assert (again.status_code, list(again.json()["fields"])) == (400, ["who"])
    assert post(staff, "/choosing/", **body, who=str(doreen.pk)).status_code == 409


def test_closing_names_who_waits(call, world, now):
    application = applicant(world, call, "Amina", now=now)
    Opportunity.objects.update(status=CallStatus.CLOSED)
    staff = program(world.tomasz, now)
    refused = post(staff, "/choosing/close/", call=str(call.pk))
    assert (refused.status_code, refused.json()["detail"]) == (409, "Not yet. Still to hear from us: Amina.")
    post(staff, f"/choosing/{application.pk}/not-this-time/", reason="dates")
    assert post(staff, "/choosing/close/", call=str(call.pk)).json()["status"] == "filled"


def test_another_organisation_finds_nothing_and_other_roles_may_not(call, world, now):
    application = applicant(world, call, "Amina", now=now)
    other, auditor = program(make_world("Other").tomasz, now), program(world.audra, now)
    for path in (f"/choosing/?call={call.pk}", f"/choosing/{application.pk}/"):
        assert other.get(f"{BASE}{path}").status_code == 404
        assert auditor.get(f"{BASE}{path}").status_code == 403
    assert post(other, f"/choosing/{application.pk}/offer/").status_code == 404
    assert post(auditor, f"/choosing/{application.pk}/offer/").status_code == 403
    assert Application.objects.get().status == S.RECEIVED


def test_a_call_that_is_no_id_is_asked_again(world, now):
    assert program(world.tomasz, now).get(f"{BASE}/choosing/?call=x").status_code == 400


def test_lists_cost_the_same_for_one_row_and_for_ten(call, world, now, django_assert_max_num_queries):
    own = make_person("Busy", role="volunteer", organisation=world.organisation)
    mine, staff, counts = program(own, now), program(world.tomasz, now), {"mine": set(), "staff": set()}
    made = 0
    for wanted in (1, 10):
        for made in range(made + 1, wanted + 1):
            applicant(world, call, f"Person {made}", now=now).answers.create(
                question=call.questions.first(), text="Oxygen"
            )
            apply(make_call(world), sender("Busy", email=own.email), now=now + timedelta(minutes=made), person=own)
        for name, client, path in [
            ("mine", mine, "/applications/?page_size=100"),
            ("staff", staff, f"/choosing/?call={call.pk}&page_size=100"),
        ]:
            with django_assert_max_num_queries(6) as queries:
                assert client.get(f"{BASE}{path}").json()["count"] == wanted
            counts[name].add(len(queries.captured_queries))
    assert {name: len(seen) for name, seen in counts.items()} == {"mine": 1, "staff": 1}
