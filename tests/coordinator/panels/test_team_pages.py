"""The team's pages of a panel and of those who sit on it, as a coordinator walks them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coordinator.panels import actions
from coordinator.panels.models import Panel, Session
from tests.coordinator.panels.walking import DATE, STARTS, url, words
from tests.making import (
    Role,
    World,
    make_call,
    make_panel,
    make_person,
    make_place,
    make_session,
    make_world,
    signed_in,
)

PLAN = {
    "title": "Ward sister",
    "kind": "interview",
    "places": "2",
    "minimum_lay": "2",
    "reserves": "1",
    "cover_contact": "",
}


def test_a_coordinator_plans_a_panel_sets_a_date_and_sees_what_is_missing(world: World, team: Client) -> None:
    plan = PLAN | {"team": str(world.team.pk), "contact": str(world.contact.pk)}
    made = team.post("/team/panels/new/", plan)
    panel = Panel.objects.get()
    assert made.headers["Location"] == url(panel)
    assert "No date is set" in words(team.get(url(panel)))
    dated = team.post(url(panel, "dates/"), DATE | {"venue": str(world.venue.pk)})
    session = panel.sessions.get()
    assert dated.headers["Location"] == url(session)
    assert (session.starts_at, session.ends_at) == (STARTS, STARTS + timedelta(hours=7))
    page = words(team.get(url(panel)))
    assert "Not ready yet Members of the public: 0 of at least 2 Places filled: 0 of 2" in page
    assert "Going ahead" in page


def test_a_plan_with_numbers_that_do_not_fit_keeps_what_was_typed(world: World, team: Client) -> None:
    plan = PLAN | {"team": str(world.team.pk), "contact": str(world.contact.pk), "places": "1"}
    answer = team.post("/team/panels/new/", plan)
    assert answer.status_code == 422
    assert "There are fewer places than this. Add places, or ask for fewer people." in words(answer)
    assert 'value="Ward sister"' in answer.content.decode()
    assert Panel.objects.count() == 0


def test_a_contact_of_another_organisation_is_not_offered(world: World, team: Client) -> None:
    other = make_world("Elsewhere")
    plan = PLAN | {"team": str(world.team.pk), "contact": str(other.contact.pk)}
    assert team.post("/team/panels/new/", plan).status_code == 422
    assert "Elsewhere" not in team.get("/team/panels/new/").content.decode()


def test_somebody_of_two_organisations_names_a_contact_of_the_team(world: World, team: Client) -> None:
    other = make_world("Elsewhere")
    other.organisation.memberships.create(person=world.tomasz, role=Role.COORDINATOR)
    plan = PLAN | {"team": str(world.team.pk), "contact": str(other.contact.pk)}
    answer = signed_in(world.tomasz).post("/team/panels/new/", plan)
    assert "This person works for another organisation. Choose somebody of this team." in words(answer)


@pytest.mark.parametrize("address", ["/team/panels/new/", "/team/calls/new/panel/"])
def test_what_a_new_panel_begins_with_fits_together_and_says_whose_it_is(world: World, address: str) -> None:
    other = make_world("Elsewhere")
    other.organisation.memberships.create(person=world.tomasz, role=Role.COORDINATOR)
    offered = chosen(signed_in(world.tomasz).get(address).content.decode())
    assert offered["team"] == (str(world.team.pk), f"{world.team.name}, {world.organisation.name}")
    contact = f"{world.tomasz.full_name}, Involvement coordinator, {world.organisation.name}"
    assert offered["contact"] == (str(world.contact.pk), contact)


def chosen(page: str) -> dict[str, tuple[str, str]]:
    """What each list has chosen: its value and its words."""
    lists = re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL)
    found = {name: re.search(r'value="([^"]*)" selected[^>]*>([^<]*)<', options) for name, options in lists}
    return {name: (option[1], option[2].strip()) for name, option in found.items() if option}


def test_a_panel_ready_says_so_and_both_numbers_of_notice_stand_on_it(world: World, team: Client) -> None:
    panel = make_panel(world, status="running", places=1, minimum_lay=1)
    session = make_session(panel, starts_at=STARTS, venue=world.venue)
    make_place(panel, world.rowan)
    told = (session.starts_at - timedelta(days=24)).date()
    panel.staff_members.create(full_name="Dr Ann Holt", job_title="Lead nurse", told_on=told)
    page = words(team.get(url(panel)))
    assert "Ready Nothing is missing." in page
    assert "The staff have 24 days." in page
    assert page.index("Dr Ann Holt") < page.index("Rowan Ellery of Levels and Moor")  # one list, by name


@pytest.mark.parametrize(
    ("ahead", "sentence"),
    [
        (True, "The public has 20 days. The staff have 24 days."),
        (False, "The public had 20 days. The staff had 24 days."),
    ],
)
def test_notice_is_told_of_a_day_to_come_and_of_one_that_was(
    world: World, team: Client, ahead: bool, sentence: str
) -> None:
    starts = timezone.now().replace(hour=12) + timedelta(days=9 if ahead else -9)
    call = make_call(world, published_at=starts - timedelta(days=20))
    make_session(call.panel, starts_at=starts)
    call.panel.staff_members.create(full_name="Dr Ann Holt", told_on=(starts - timedelta(days=24)).date())
    assert sentence in words(team.get(url(call.panel)))


def test_a_change_keeps_the_plan_and_says_beside_the_field_what_cannot_be(world: World, team: Client) -> None:
    panel = make_panel(world)
    plan = PLAN | {"team": str(world.team.pk), "contact": str(world.contact.pk)}
    assert f'value="{panel.title}"' in team.get(url(panel, "change/")).content.decode()
    assert team.post(url(panel, "change/"), plan | {"places": "x"}).status_code == 422
    assert team.post(url(panel, "change/"), plan | {"places": "5"}).headers["Location"] == url(panel)
    panel.refresh_from_db()
    assert (panel.title, panel.places) == ("Ward sister", 5)
    make_place(panel, world.rowan)
    make_place(panel, world.petra)
    refused = team.post(url(panel, "change/"), plan | {"places": "1", "minimum_lay": "1"})
    assert "More people than this have a place already." in words(refused)


def test_going_on_with_fewer_needs_a_reason_and_stands_with_a_name(world: World, team: Client) -> None:
    panel = make_panel(world)
    assert team.post(url(panel, "fewer/"), {"because": ""}).status_code == 422
    team.post(url(panel, "fewer/"), {"because": "One is ill."})
    assert f"{world.tomasz.full_name} decided to go on with fewer: “One is ill.”" in words(team.get(url(panel)))


@pytest.mark.parametrize(("step", "status"), [("go-ahead", "running"), ("cancel", "cancelled")])
def test_the_whole_panel_is_asked_about_once_more(world: World, team: Client, step: str, status: str) -> None:
    panel = make_panel(world)
    make_place(panel, world.rowan)
    assert team.get(url(panel, f"steps/{step}/")).status_code == 200
    panel.refresh_from_db()
    assert panel.status == "planning"
    for _press in range(2):
        assert team.post(url(panel, f"steps/{step}/")).headers["Location"] == url(panel)
    panel.refresh_from_db()
    assert panel.status == status
    assert "so nothing was done twice" in words(team.get(url(panel)))


def test_a_panel_with_open_dates_is_not_closed_and_says_why(world: World, team: Client, day: Session) -> None:
    assert team.get(url(day.panel, "steps/finish/")).status_code == 200
    answer = team.post(url(day.panel, "steps/finish/"), follow=True)
    assert "First say who came to each date, or cancel the dates that will not happen." in words(answer)
    assert team.get(url(day.panel, "steps/dance/")).status_code == 404


def test_staff_and_parts_are_added_and_taken_off(world: World, team: Client) -> None:
    panel = make_panel(world, kind="mock_patient")
    told = {"told_on_day": "2", "told_on_month": "3", "told_on_year": "2026"}
    tomorrow = timezone.localdate() + timedelta(days=1)
    late = {"told_on_day": tomorrow.day, "told_on_month": tomorrow.month, "told_on_year": tomorrow.year}
    assert "today or earlier" in words(team.post(url(panel, "staff/"), {"full_name": "Ann", "job_title": ""} | late))
    team.post(url(panel, "staff/"), {"full_name": "Ann", "job_title": ""} | told)
    team.post(url(panel, "parts/"), {"name": "Knee pain", "about": "", "people_needed": "2"})
    assert team.get(url(panel, "staff/")).status_code == team.get(url(panel, "parts/")).status_code == 200
    page = words(team.get(url(panel)))
    assert "Ann Member of staff" not in page  # folded headers stand between
    assert "Ann" in page
    assert "0 of 2" in page
    team.post(f"/team/staff-members/{panel.staff_members.get().pk}/remove/")
    team.post(f"/team/parts/{panel.roles.get().pk}/remove/")
    assert (panel.staff_members.count(), panel.roles.count()) == (0, 0)


def test_somebody_who_rang_is_found_and_added_as_member_or_reserve(world: World, team: Client) -> None:
    panel = make_panel(world, places=1, minimum_lay=1)
    doreen = make_person("Doreen Alcott", role=Role.VOLUNTEER, organisation=world.organisation)
    make_person("Doreen Elsewhere", role=Role.VOLUNTEER, organisation=make_world("Elsewhere").organisation)
    found = words(team.get(url(panel, "places/"), {"q": "doreen"}))
    assert "Doreen Alcott" in found
    assert "Doreen Elsewhere" not in found
    assert "Nobody found" in words(team.get(url(panel, "places/"), {"q": "zzz"}))
    team.post(url(panel, "places/"), {"person": doreen.pk, "kind": "member"})
    team.post(url(panel, "places/"), {"person": world.rowan.pk, "kind": "reserve"})
    seats = {place.person_id: (place.kind, place.position) for place in panel.seats.all()}
    assert seats == {doreen.pk: ("member", None), world.rowan.pk: ("reserve", 1)}
    assert "No place is free" in words(team.get(url(panel, "places/")))
    twice = team.post(url(panel, "places/"), {"person": doreen.pk, "kind": "member"}, follow=True)
    assert "Nobody was added. Please find the person again." in words(twice)


def test_a_place_is_seen_to_from_one_page(world: World, team: Client, day: Session) -> None:
    place = day.panel.seats.get()
    role = actions.add_role(day.panel, name="Chair", by=world.tomasz, now=timezone.now())
    team.post(url(place, "part/"), {"role": role.pk})
    page = words(team.get(url(place)))
    assert "Chair" in page
    assert team.post(url(place, "part/"), {"role": world.rowan.pk}).status_code == 422
    assert team.get(url(place, "end/gave-up/")).status_code == 200
    assert team.get(url(place, "end/dance/")).status_code == 404
    team.post(url(place, "end/gave-up/"))
    again = team.post(url(place, "end/gave-up/"), follow=True)
    place.refresh_from_db()
    assert (place.status, "so nothing was done twice" in words(again)) == ("given_up", True)


def test_a_reserve_is_called_in_when_a_seat_is_free(world: World, team: Client) -> None:
    panel = make_panel(world, places=1, minimum_lay=1)
    held, seat = make_place(panel, world.rowan, kind="reserve", position=1), make_place(panel, world.petra)
    full = team.post(url(held, "promote/"), follow=True)
    assert "All places are taken" in words(full)
    team.post(url(seat, "end/cancel/"))
    team.post(url(held, "promote/"))
    held.refresh_from_db()
    assert held.kind == "member"
    assert [letter.kind for letter in world.petra.letters.all()] == ["place.cancelled"]
