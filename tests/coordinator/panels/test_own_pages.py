"""A person's own places, and what stands on the home pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordinator import hooks
from coordinator.design.timeline import Point
from coordinator.panels import actions
from coordinator.panels.models import Place, Session
from coordinator.panels.next_steps import next_steps
from coordinator.panels.queries import fellow_members, notice_points, place_points, standing_of
from coordinator.people.actions import forget
from tests.coordinator.panels.walking import words
from tests.making import EVENT_DAY, World, make_panel, make_person, make_place, make_session, make_world, signed_in

SOON = timezone.now() + timedelta(days=9)


@pytest.fixture
def day(world: World) -> Session:
    return make_session(make_panel(world, status="running"), starts_at=SOON, venue=world.venue, room="Room 2")


@pytest.fixture
def place(world: World, day: Session) -> Place:
    return make_place(day.panel, world.rowan, confirmed_at=timezone.now() - timedelta(days=3))


def test_whose_place_has_ended_reads_no_room_and_no_way_in(world: World, place: Place) -> None:
    page = signed_in(world.rowan).get(f"/me/places/{place.pk}/").text
    assert ("Room 2" in page, world.venue.name in page) == (True, True)
    actions.cancel_place(place, by=world.tomasz, now=timezone.now())
    page = signed_in(world.rowan).get(f"/me/places/{place.pk}/").text
    assert ("Room 2" in page, world.venue.name in page, "We had to cancel this place" in page) == (False, False, True)


def test_ones_places_stand_with_the_next_first_and_the_past_below(world: World, place: Place) -> None:
    over = make_panel(world, title="Last winter")
    make_session(over, starts_at=timezone.now() - timedelta(days=30))
    make_place(over, world.rowan)
    undated = make_place(make_panel(world, title="Standing forum"), world.rowan)
    page = words(signed_in(world.rowan).get("/me/places/"))
    assert page.index("To come") < page.index(place.panel.title) < page.index("Over") < page.index("Last winter")
    assert "No date yet" in page
    assert undated.panel.title in page


def test_without_places_the_page_says_what_will_stand_there(world: World) -> None:
    assert "No places yet" in words(signed_in(world.rowan).get("/me/places/"))


def test_with_only_past_places_the_way_to_new_ones_is_shown(world: World) -> None:
    over = make_panel(world)
    make_session(over, starts_at=timezone.now() - timedelta(days=30))
    make_place(over, world.rowan, status="given_up")
    page = words(signed_in(world.rowan).get("/me/places/"))
    assert "Nothing to come" in page
    assert "You gave it up" in page


def test_a_place_says_when_where_whom_to_ring_and_who_else_sits_there(world: World, place: Place) -> None:
    place.panel.staff_members.create(full_name="Dr Ann Holt", job_title="Lead nurse", told_on=timezone.localdate())
    make_place(place.panel, make_person("Alan Pryce"))
    page = words(signed_in(world.rowan).get(f"/me/places/{place.pk}/"))
    for said in (
        "Levels and Moor Harptree House, Room 2",
        world.contact.name,
        "01632 960 117",
        "9 days to go.",
        "Lead nurse",
    ):
        assert said in page
    assert "Alan Pryce" not in page
    assert "Dr Ann Holt" not in page


def test_a_place_is_given_up_after_one_question_and_without_a_reason(world: World, place: Place) -> None:
    rowan, address = signed_in(world.rowan), f"/me/places/{place.pk}/give-up/"
    assert "Give up this place?" in words(rowan.get(address))
    place.refresh_from_db()
    assert place.status == "confirmed"
    done = words(rowan.post(address, follow=True))
    assert "You gave up this place" in done
    assert "Give up this place" not in done.replace("You gave up this place", "")
    assert "so nothing was done twice" in words(rowan.post(address, follow=True))
    place.panel.refresh_from_db()
    assert place.panel.places_taken == 0


def test_a_place_that_was_had_is_not_given_up(world: World, place: Place, day: Session) -> None:
    ended = timezone.now() - timedelta(days=12)
    Session.objects.filter(pk=day.pk).update(starts_at=ended - timedelta(hours=6), ends_at=ended)
    rowan, address = signed_in(world.rowan), f"/me/places/{place.pk}/"
    page = words(rowan.get(address))
    assert ("You had a place" in page, "Give up this place" in page) == (True, False)
    assert rowan.get(f"{address}give-up/").headers["location"] == address
    assert "there is no place to give up any more" in words(rowan.post(f"{address}give-up/", follow=True))
    team = words(signed_in(world.tomasz).get(f"/team/places/{place.pk}/"))
    assert ("They told us they cannot come" in team, "We have to cancel this place" in team) == (False, True)
    place.refresh_from_db()
    assert (place.status, place.panel.places_taken) == ("confirmed", 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": "cancelled", "ended_at": timezone.now()}, "We had to cancel this place"),
        ({"kind": "reserve", "position": 1}, "You are a reserve."),
    ],
)
def test_a_place_tells_how_it_stands(world: World, place: Place, change: dict, said: str) -> None:
    Place.objects.filter(pk=place.pk).update(**change)
    assert said in words(signed_in(world.rowan).get(f"/me/places/{place.pk}/"))


def test_a_cancelled_date_and_a_missing_one_are_said_plainly(world: World, day: Session, place: Place) -> None:
    actions.cancel_session(day, by=world.tomasz, now=timezone.now())
    assert "will not happen." in words(signed_in(world.rowan).get(f"/me/places/{place.pk}/"))
    undated = make_place(make_panel(world), world.rowan)
    assert "There is no date yet." in words(signed_in(world.rowan).get(f"/me/places/{undated.pk}/"))


def test_nobody_else_opens_ones_place(world: World, place: Place) -> None:
    for somebody in (world.petra, world.tomasz, make_world("Elsewhere").rowan):
        for page in ("", "give-up/"):
            assert signed_in(somebody).get(f"/me/places/{place.pk}/{page}").status_code == 404
    assert Client().get(f"/me/places/{place.pk}/").headers["Location"].startswith("/accounts/login/")


def test_the_list_costs_the_same_for_1_25_and_100_places(world: World) -> None:
    costs, rowan = [], signed_in(world.rowan)
    for number in (1, 24, 75):
        for _each in range(number):
            panel = make_panel(world)
            make_session(panel, starts_at=SOON, venue=world.venue)
            make_place(panel, world.rowan)
        with CaptureQueriesContext(connection) as asked:
            rowan.get("/me/places/")
        costs.append(len(asked))
    assert costs[0] == costs[1] == costs[2] <= 12


def test_the_story_of_a_place_has_today_between_its_beginning_and_the_day(world: World, now: datetime) -> None:
    panel = make_panel(world)
    session = make_session(panel)
    place = make_place(panel, world.rowan, confirmed_at=now - timedelta(days=2))
    assert place_points(place, [session], now=now) == [
        Point(datetime(2026, 2, 28).date(), "you took the place", "past"),
        Point(datetime(2026, 3, 26).date(), "the day", "day"),
        Point(datetime(2026, 3, 2).date(), "today", "today"),
    ]
    assert [point.kind for point in place_points(place, [session], now=EVENT_DAY)] == ["past", "day"]
    after = EVENT_DAY + timedelta(days=1)
    assert [point.kind for point in place_points(place, [session], now=after)] == ["past", "past"]
    place.status, place.ended_at = "given_up", now
    assert [point.label for point in place_points(place, [session], now=now)] == [
        "you took the place",
        "you gave it up",
    ]
    place.status, place.ended_at = "cancelled", None
    assert len(place_points(place, [session], now=now)) == 1


def test_fair_notice_has_nothing_to_show_before_anybody_is_told(world: World, now: datetime) -> None:
    panel = make_panel(world)
    assert notice_points(standing_of(panel, now=now), now=now) == []
    make_session(panel)
    panel.staff_members.create(full_name="Ann", told_on=datetime(2026, 3, 2).date())
    points = notice_points(standing_of(panel, now=now), now=now)
    assert [(str(point.date), point.label, point.kind) for point in points] == [
        ("2026-03-02", "staff told", "open"), ("2026-03-26", "the day", "day"),
    ]  # fmt: skip


def test_fellow_members_are_counted_by_what_they_do(world: World, place: Place) -> None:
    type(place.panel).objects.filter(pk=place.panel_id).update(places=9)
    role = place.panel.roles.create(name="Chair")
    for name in ("Alan", "Doreen"):
        make_place(place.panel, make_person(name))
    make_place(place.panel, make_person("Grace"), role=role)
    make_place(place.panel, make_person("Tom"), kind="reserve", position=1)
    place.panel.staff_members.create(full_name="Ben", told_on=timezone.localdate())
    assert fellow_members(place) == [("Chair", 1), ("Member of staff", 1), ("Member of the public", 2)]


def test_the_home_of_a_person_names_the_next_date(world: World) -> None:
    now = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
    panel = make_panel(world, status="running")
    session = make_session(panel, venue=world.venue)
    place = make_place(panel, world.rowan)
    later = make_panel(world)
    make_session(later, starts_at=EVENT_DAY + timedelta(days=3))
    make_place(later, world.rowan)
    [step] = next_steps("me", world.rowan, now)
    assert step.what.startswith("Thursday 26 March")
    assert step.what.endswith("8:45am, Levels and Moor Harptree House. Community respiratory nurse")
    assert (step.link, step.when, step.soon) == (f"/me/places/{place.pk}/", "Next date", False)
    place.kind = "reserve"
    place.save()
    session.venue, session.online_link = None, "https://video.example.org/1"
    session.save()
    [step] = next_steps("me", world.rowan, now)
    assert step.what.endswith("8:45am, by video. You are a reserve: Community respiratory nurse")
    assert next_steps("me", world.petra, now) == next_steps("finance", world.rowan, now) == []


def test_the_home_of_the_team_asks_who_came_and_what_is_not_ready(world: World, now: datetime) -> None:
    over = make_panel(world, status="running", title="Workshop")
    held = make_session(over, starts_at=now - timedelta(days=1))
    make_place(over, world.rowan)
    near = make_panel(world, status="running", title="Nurse")
    make_session(near, starts_at=now + timedelta(days=5))
    ready = make_panel(world, status="running", title="Ready", places=1, minimum_lay=1)
    make_session(ready, starts_at=now + timedelta(days=5), venue=world.venue)
    make_place(ready, world.rowan)
    far = make_panel(world, status="running", title="Far")
    make_session(far, starts_at=now + timedelta(days=50))
    with CaptureQueriesContext(connection) as asked:
        came, missing = next_steps("team", world.tomasz, now)
    assert len(asked) <= 3  # roles, dates to confirm, panels near their day
    assert came.what.startswith("Who came? Workshop, ")
    assert (came.link, came.soon) == (f"/team/sessions/{held.pk}/attendance/", True)
    assert (missing.what, missing.link, missing.soon) == ("Not ready yet: Nurse", f"/team/panels/{near.pk}/", True)
    assert next_steps("team", world.audra, now) == next_steps("team", make_world("Elsewhere").tomasz, now) == []


def test_a_panel_short_of_a_part_is_not_ready_near_its_day(world: World, now: datetime) -> None:
    panel = make_panel(world, status="running", places=1, minimum_lay=1)
    make_session(panel, starts_at=now + timedelta(days=12), venue=world.venue)
    role = panel.roles.create(name="Chair")
    place = make_place(panel, world.rowan)
    [step] = next_steps("team", world.tomasz, now)
    assert (step.what, step.soon) == (f"Not ready yet: {panel.title}", False)
    place.role = role
    place.save()
    assert next_steps("team", world.tomasz, now) == []


def test_being_forgotten_frees_the_seat_through_the_hook(world: World, place: Place) -> None:
    assert actions.forget_places in hooks.person_erasure.functions
    forget(world.rowan, by=world.rowan, now=timezone.now())
    place.refresh_from_db()
    assert place.status == "given_up"
