"""Keeping over the API: the same refusals, the same letters."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordinator.keeping import actions, rules
from coordinator.letters.models import Letter
from coordinator.organisations.models import Membership, Role, Team
from coordinator.people.models import ContactCard
from coordinator.people.tokens import issue_token
from tests.making import make_person, make_world

LISTS = ["roles", "teams", "areas", "contact-cards"]


class Program:
    """A program with a key of one person."""

    def __init__(self, person):
        secret = issue_token(person, name="test", now=timezone.now(), lasts=timedelta(days=1))
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})

    def get(self, path, data=None):
        return self.client.get(f"/api/v1/{path}", data)

    def post(self, path, data=None):
        return self.client.post(f"/api/v1/{path}", data or {}, content_type="application/json")


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("role", list(Role))
def test_only_heads_read(world, path, role):
    answer = Program(world.by_role()[role]).get(f"{path}/")
    assert answer.status_code == (200 if role == Role.HEAD else 403)


def test_a_head_reads_who_has_which_role(world):
    make_world("Other")
    program = Program(world.samira)
    rows = program.get("roles/").json()["results"]
    assert (len(rows), {row["organisation"] for row in rows}) == (8, {str(world.organisation.pk)})
    only = program.get("roles/", {"role": "auditor"}).json()["results"]
    assert [(row["person_name"], row["person_email"], row["available_steps"]) for row in only] == [
        (world.audra.full_name, world.audra.email, ["role.end"])
    ]
    assert program.get("teams/").json()["results"][0]["mailbox"] == "team@levels.example"
    assert program.get("contact-cards/").json()["results"][0]["name"] == world.tomasz.full_name
    actions.add_area(world.organisation, name="Estuary", by=world.samira, now=timezone.now())
    assert program.get("areas/").json()["results"][0]["practice_count"] == 0


def test_a_role_is_given_and_ended_as_on_the_page(world):
    program = Program(world.samira)
    said = {
        "organisation": str(world.organisation.pk),
        "role": "approver",
        "full_name": "Priya Nair",
        "email": "p@x.example",
    }
    given = program.post("roles/", said)
    assert (given.status_code, given.json()["person_name"], Letter.objects.count()) == (201, "Priya Nair", 1)
    path = f"roles/{given.json()['id']}/end/"
    assert program.post(path, {"when": "day"}).json()["fields"] == {"last_day": ["Please give the last day"]}
    later = program.post(path, {"when": "day", "last_day": "2099-03-01"})
    assert (later.json()["ends_on"], later.json()["available_steps"]) == ("2099-03-01", ["role.end"])
    assert program.post(path, {"when": "now"}).json()["available_steps"] == []
    assert program.post(path, {"when": "day", "last_day": "2099-03-01"}).json()["detail"] == rules.ENDED


def test_what_is_kept_apart_is_kept_apart_here_too(world):
    program = Program(world.samira)
    said = {"organisation": str(world.organisation.pk), "role": "approver", "person": str(world.samira.pk)}
    refused = program.post("roles/", said)
    assert (refused.status_code, refused.json()["detail"]) == (409, rules.ONESELF)
    assert program.post("roles/", {"role": "auditor"}).json()["fields"] == {"organisation": ["This field is required."]}
    own = Membership.objects.get(person=world.samira)
    assert program.post(f"roles/{own.pk}/end/", {"when": "now"}).json()["detail"] == rules.LAST_HEAD


def test_another_organisation_is_not_there(world):
    other = make_world("Other")
    program = Program(world.samira)
    theirs = Membership.objects.get(person=other.kim)
    assert program.get(f"roles/{theirs.pk}/").status_code == 404
    assert program.post(f"roles/{theirs.pk}/end/", {"when": "now"}).status_code == 404
    assert program.post("roles/", {"organisation": str(other.organisation.pk), "role": "auditor"}).status_code == 404
    assert program.get(f"teams/{other.team.pk}/").status_code == 404
    assert program.get(f"contact-cards/{other.contact.pk}/").status_code == 404
    assert program.get(f"roles/{Membership.objects.get(person=world.rowan).pk}/").status_code == 404


@pytest.mark.parametrize("path", LISTS)
def test_a_list_costs_the_same_for_three_and_for_sixty(world, path):
    program, costs = Program(world.samira), []
    for more in (3, 57):
        for _number in range(more):
            person = make_person(role=Role.COORDINATOR, organisation=world.organisation)
            name = f"N{person.pk}"
            Team.objects.create(organisation=world.organisation, name=name, mailbox="t@levels.example")
            ContactCard.objects.create(
                organisation=world.organisation, person=person, job_title="X", phone="1", email="x@x.example"
            )
            actions.add_area(world.organisation, name=name, by=world.samira, now=timezone.now())
        with CaptureQueriesContext(connection) as seen:
            assert program.get(f"{path}/", {"page_size": 100}).json()["count"] >= more
        costs.append(len(seen))
    assert (costs[0], costs[1] <= 6) == (costs[1], True)
