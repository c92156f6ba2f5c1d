"""Organisations: who belongs where, and what a program reads of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordinator.organisations.models import Area, Membership, Organisation, Role, Team, Venue, check_time_zone
from coordinator.organisations.queries import organisations_visible_to
from coordinator.people.tokens import issue_token
from tests.making import make_world

TODAY = date(2026, 3, 2)


def test_a_time_zone_must_be_one_that_exists():
    check_time_zone("Europe/London")
    with pytest.raises(ValidationError) as refused:
        check_time_zone("Europe/Harptree")
    assert refused.value.messages == ["Choose a time zone from the list, for example Europe/London."]


def test_a_day_is_the_day_where_the_organisation_is():
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert Organisation(time_zone="Europe/London").day(late) == date(2026, 7, 2)
    assert Organisation(time_zone="UTC").day(late) == date(2026, 7, 1)


def test_an_organisation_belongs_to_itself(world):
    assert world.organisation.organisation_id == world.organisation.pk


@pytest.mark.parametrize(
    ("ends_on", "seen"),
    [(None, True), (TODAY, True), (TODAY - timedelta(days=1), False), (TODAY + timedelta(days=1), True)],
)
def test_the_last_day_of_a_membership_still_counts(world, ends_on, seen):
    Membership.objects.filter(person=world.rowan).update(ends_on=ends_on)
    assert list(organisations_visible_to(world.rowan.pk, today=TODAY)) == ([world.organisation] if seen else [])


def test_a_role_is_held_once(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(organisation=world.organisation, person=world.rowan, role=Role.VOLUNTEER)


def test_names_in_lists(world):
    area = Area(name="Levels")
    assert [str(each) for each in (area, Team(name="Team"), Venue(name="Hall"), world.organisation)] == [
        "Levels", "Team", "Hall", "Levels and Moor Integrated Care Board",
    ]  # fmt: skip
    assert str(Membership(role="head", organisation=world.organisation)) == f"head in {world.organisation.pk}"


def program(person):
    secret = issue_token(person, name="test", now=timezone.now())
    return Client(headers={"Authorization": f"Bearer {secret}"})


def test_a_program_reads_where_its_person_belongs_and_as_what(world):
    other = make_world("Other")
    Membership.objects.create(organisation=other.organisation, person=world.tomasz, role=Role.VOLUNTEER)
    Membership.objects.create(
        organisation=other.organisation, person=world.tomasz, role=Role.HEAD, ends_on=date(2020, 1, 1)
    )
    rows = program(world.tomasz).get("/api/v1/organisations/").json()["results"]
    assert [(row["name"], row["my_roles"]) for row in rows] == [
        ("Levels and Moor Integrated Care Board", ["coordinator"]), ("Other Integrated Care Board", ["volunteer"]),
    ]  # fmt: skip


def test_another_organisation_is_not_there(world):
    other = make_world("Other")
    assert program(world.tomasz).get(f"/api/v1/organisations/{other.organisation.pk}/").status_code == 404
    assert program(world.tomasz).get(f"/api/v1/organisations/{world.organisation.pk}/").status_code == 200


def test_many_organisations_cost_no_more(world):
    client, costs = program(world.rowan), []
    for number in range(2):
        for each in range(number * 20 + 1):
            organisation = Organisation.objects.create(
                name=f"O {number} {each}", slug=f"o-{number}-{each}", kind="trust"
            )
            Membership.objects.create(organisation=organisation, person=world.rowan, role=Role.VOLUNTEER)
        with CaptureQueriesContext(connection) as seen:
            client.get("/api/v1/organisations/")
        costs.append(len(seen))
    assert (costs[0], costs[1] <= 6) == (costs[1], True)
