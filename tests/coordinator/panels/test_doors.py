"""Who may open the team's pages of panels, and what their lists cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordinator.panels.models import Session
from tests.coordinator.panels.walking import STARTS, url, words
from tests.making import Role, World, make_panel, make_person, make_place, make_session, make_world, signed_in


def pages_of(day: Session) -> list[str]:
    """Every page about one panel, its date and its place."""
    panel, place = day.panel, day.panel.seats.get()
    member, role = panel.staff_members.get(), panel.roles.get()
    steps = ["change/", "fewer/", "steps/cancel/", "staff/", "parts/", "places/", "dates/"]
    dates = ["move/", "name/", "cancel/", "day/", "attendance/"]
    return [
        *(url(panel, step) for step in steps),
        *(url(day, step) for step in dates),
        url(place, "end/cancel/"),
        f"POST /team/staff-members/{member.pk}/remove/",
        f"POST /team/parts/{role.pk}/remove/",
        "POST " + url(place, "part/"),
        "POST " + url(place, "promote/"),
    ]


def ask(client: Client, page: str) -> int:
    """The status with which this page answers."""
    verb, _space, address = page.rpartition(" ")
    return (client.post if verb else client.get)(address).status_code


def test_another_organisation_finds_nothing_here(world: World, full: Session) -> None:
    stranger = signed_in(make_world("Elsewhere").tomasz)
    reading = [url(full.panel), url(full), url(full, "sheet/"), url(full.panel.seats.get())]
    for page in [*pages_of(full), *reading]:
        assert (page, ask(stranger, page)) == (page, 404)


def test_those_who_may_only_read_change_nothing(world: World, full: Session) -> None:
    for reader in (world.audra, world.samira, world.kim):
        client = signed_in(reader)
        for page in (url(full.panel), url(full), url(full, "sheet/"), url(full.panel.seats.get()), "/team/panels/"):
            assert (page, ask(client, page)) == (page, 200)
        for page in pages_of(full):
            assert (page, ask(client, page)) == (page, 403)


def test_volunteers_and_finance_are_told_why_not_and_strangers_sign_in(world: World, full: Session) -> None:
    for somebody in (world.rowan, world.helen):
        answer = signed_in(somebody).get(url(full.panel))
        assert answer.status_code == 403
        assert "This is for:" in answer.content.decode()
    assert Client().get(url(full.panel)).headers["Location"].startswith("/accounts/login/")
    assert signed_in(world.audra).get("/team/panels/new/").status_code == 403


def test_a_reader_of_two_houses_changes_only_where_they_may(world: World, full: Session) -> None:
    other = make_world("Elsewhere")
    world.organisation.memberships.create(person=other.tomasz, role=Role.AUDITOR)
    client = signed_in(other.tomasz)
    assert client.get(url(full.panel)).status_code == 200
    for page in pages_of(full):
        assert (page, ask(client, page)) == (page, 403)


def test_what_is_over_stands_on_its_own_list(world: World, team: Client, day: Session) -> None:
    over = make_panel(world, title="Last winter", status="finished")
    coming, past = words(team.get("/team/panels/")), words(team.get("/team/panels/?when=over"))
    assert (day.panel.title in coming, over.title in coming) == (True, False)
    assert (day.panel.title in past, over.title in past) == (False, True)
    nothing = signed_in(make_world("Elsewhere").tomasz)
    assert "No panel is planned" in words(nothing.get("/team/panels/"))
    assert "No panel is over yet" in words(nothing.get("/team/panels/?when=over"))


@pytest.mark.parametrize("when", ["", "?when=over"])
def test_the_list_costs_the_same_for_1_25_and_100_panels(world: World, team: Client, when: str) -> None:
    costs = []
    for number in (1, 24, 75):
        for _each in range(number):
            starts = STARTS if not when else timezone.now() - timedelta(days=9)
            make_session(make_panel(world, status="running"), starts_at=starts)
        with CaptureQueriesContext(connection) as asked:
            page = team.get(f"/team/panels/{when}")
        costs.append(len(asked))
    assert page.content.decode().count('scope="row"') == 25
    assert costs[0] == costs[1] == costs[2] <= 12


def test_a_panel_costs_the_same_however_many_sit_on_it(world: World, team: Client) -> None:
    panel = make_panel(world, status="running", places=200)
    make_session(panel, starts_at=STARTS)
    costs = []
    for number in (1, 24, 75):
        for _each in range(number):
            make_place(panel, make_person(email=""))
            panel.staff_members.create(full_name="Ann", told_on=timezone.localdate())
        with CaptureQueriesContext(connection) as asked:
            team.get(url(panel))
        costs.append(len(asked))
    assert costs[0] == costs[1] == costs[2]


def test_somebody_needed_elsewhere_at_the_same_time_is_named(world: World, team: Client, day: Session) -> None:
    """practice.md PS5"""
    other = make_panel(world, title="Other")
    make_session(other, starts_at=STARTS + timedelta(hours=1))
    make_place(other, world.rowan)
    assert f"{world.rowan.full_name} is needed somewhere else at the same time" in words(team.get(url(day.panel)))
