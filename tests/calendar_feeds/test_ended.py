"""Whoever does not hold a place any more learns nothing new from a calendar: no link, no room, no other hour (CA3)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from accessibility.actions import save_venue
from calendar_feeds.models import Feed, FeedEntry
from coordinator.panels.actions import (
    assign_role,
    cancel_place,
    cancel_session,
    give_up_place,
    move_session,
    schedule_session,
    take_place,
)
from coordinator.panels.models import Panel, Place, Session
from tests.calendar_feeds.office import in_short, shown, subscribe, subscribe_panel
from tests.making import EVENT_DAY, World, make_panel, make_person, make_session, signed_in

HOUR, OLD, NEW = timedelta(hours=1), "https://meet.example/old", "https://meet.example/new-secret"
HELD = {"LOCATION", "DESCRIPTION", "CONFERENCE", "GEO", "X-APPLE-STRUCTURED-LOCATION"}


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def panel(world: World) -> Panel:
    return make_panel(world, status="running", places=9)


@pytest.fixture
def day(world: World, panel: Panel) -> Session:
    world.venue.latitude, world.venue.longitude = 51.2, -2.7
    world.venue.save()
    return make_session(panel, venue=world.venue, room="Room 2", online_link=OLD, name="Choosing day")


@pytest.fixture
def place(world: World, panel: Panel, day: Session, now: datetime) -> Place:
    return take_place(panel, world.rowan, by=world.rowan, now=now)


def move(session: Session, by: Any, now: datetime, **fields: Any) -> None:
    """Another link in another room, an hour later, unless told otherwise."""
    session.refresh_from_db()
    values = {"starts_at": session.starts_at + HOUR, "ends_at": session.ends_at + HOUR, "venue": session.venue}
    move_session(session, by=by, now=now, **(values | {"room": "Room 9", "online_link": NEW} | fields))


def bytes_of(address: str) -> bytes:
    return Client().get(address).content


@pytest.mark.parametrize("titles", ["neutral", "full"])
@pytest.mark.parametrize("end", [give_up_place, cancel_place])
def test_an_ended_place_leaves_the_hour_and_that_it_is_off(
    world: World, day: Session, place: Place, now: datetime, end: Any, titles: str
) -> None:
    address = subscribe(world.rowan, now, titles=titles)
    assert set(shown(address)[0]) >= HELD
    end(place, by=world.tomasz, now=now + HOUR)
    [event] = shown(address)
    assert set(event) == {
        "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "ORGANIZER", "URL", "CLASS",
        "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS",
    }  # fmt: skip
    assert (str(event["UID"]), int(event["SEQUENCE"]), event["DTSTAMP"].dt) == (day.uid, 1, now + HOUR)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (day.starts_at, day.ends_at)
    assert (str(event["SUMMARY"]), str(event["STATUS"])) == ("Cancelled: Meeting", "CANCELLED")


def test_a_new_link_room_and_hour_never_reach_somebody_whose_place_ended(
    world: World, day: Session, place: Place, now: datetime
) -> None:
    address = subscribe(world.rowan, now)
    cancel_place(place, by=world.tomasz, now=now)
    before = Client().get(address)
    move(day, world.tomasz, now + HOUR)
    save_venue(world.venue, by=world.tomasz, now=now + HOUR, way_in="By the side door, code 4711.")
    cancel_session(day, by=world.tomasz, now=now + HOUR)
    assert bytes_of(address) == before.content
    again = Client(headers={"If-None-Match": before["ETag"]}).get(address)
    assert (again.status_code, again["Last-Modified"]) == (304, before["Last-Modified"])


def test_a_part_played_before_and_changed_after_rewrites_nothing(
    world: World, panel: Panel, day: Session, place: Place, now: datetime
) -> None:
    address = subscribe(world.rowan, now)
    assign_role(place, panel.roles.create(name="Chair"), by=world.tomasz, now=now)
    give_up_place(place, by=world.rowan, now=now)
    before = bytes_of(address)
    move(day, world.tomasz, now + HOUR)
    assign_role(place, None, by=world.tomasz, now=now + HOUR)
    assert bytes_of(address) == before


def test_the_panels_own_calendar_shows_the_new_details(
    world: World, panel: Panel, day: Session, place: Place, now: datetime
) -> None:
    address = subscribe_panel(panel, world.tomasz, now)
    cancel_place(place, by=world.tomasz, now=now)
    move(day, world.tomasz, now + HOUR)
    [event] = shown(address)
    assert (str(event["CONFERENCE"]), str(event["STATUS"]), int(event["SEQUENCE"])) == (NEW, "CONFIRMED", 1)
    assert str(event["LOCATION"]).split(", ")[0] == "Room 9"


def test_those_who_still_have_a_place_get_the_new_details(
    world: World, panel: Panel, day: Session, place: Place, now: datetime
) -> None:
    other = make_person("Alan Pryce")
    take_place(panel, other, by=other, now=now)
    address = subscribe(other, now)
    cancel_place(place, by=world.tomasz, now=now)
    move(day, world.tomasz, now + HOUR)
    assert [(str(each["CONFERENCE"]), int(each["SEQUENCE"])) for each in shown(address)] == [(NEW, 1)]


def test_a_member_again_reads_everything_under_a_higher_sequence(
    world: World, panel: Panel, day: Session, place: Place, now: datetime
) -> None:
    address = subscribe(world.rowan, now)
    cancel_place(place, by=world.tomasz, now=now)
    tag = Client().get(address)["ETag"]
    move(day, world.tomasz, now + HOUR)
    take_place(panel, world.rowan, by=world.rowan, now=now + 2 * HOUR)
    assert Client(headers={"If-None-Match": tag}).get(address).status_code == 200
    [event] = shown(address)
    assert set(event) >= HELD
    assert (str(event["CONFERENCE"]), event["DTSTART"].dt) == (NEW, EVENT_DAY + HOUR)
    assert (int(event["SEQUENCE"]), event["DTSTAMP"].dt, str(event["STATUS"])) == (2, now + 2 * HOUR, "CONFIRMED")


def test_a_date_set_after_the_place_ended_is_not_told(world: World, panel: Panel, place: Place, now: datetime) -> None:
    address = subscribe(world.rowan, now)
    cancel_place(place, by=world.tomasz, now=now)
    later = EVENT_DAY + timedelta(days=7)
    schedule_session(panel, starts_at=later, ends_at=later + HOUR, online_link=NEW, by=world.tomasz, now=now)
    assert in_short(address) == [("Cancelled: Meeting", 1, "CANCELLED")]
    take_place(panel, world.rowan, by=world.rowan, now=now + HOUR)
    assert in_short(address) == [("Meeting", 2, "CONFIRMED"), ("Meeting", 0, "CONFIRMED")]


def test_a_new_address_has_nothing_to_take_back(world: World, day: Session, place: Place, now: datetime) -> None:
    cancel_place(place, by=world.tomasz, now=now)
    assert shown(subscribe(world.rowan, now)) == []


def test_a_day_that_is_over_stays_as_it_was_told(world: World, panel: Panel, place: Place, now: datetime) -> None:
    """She was there: giving up the days to come does not undo it."""
    make_session(panel, starts_at=now - timedelta(days=3), venue=world.venue)
    address = subscribe(world.rowan, now)
    give_up_place(place, by=world.rowan, now=now)
    assert in_short(address) == [("Meeting", 0, "CONFIRMED"), ("Cancelled: Meeting", 1, "CANCELLED")]


def test_a_date_cancelled_while_the_place_was_held_says_what_it_said(
    world: World, day: Session, place: Place, now: datetime
) -> None:
    address = subscribe(world.rowan, now)
    cancel_session(day, by=world.tomasz, now=now)
    before = bytes_of(address)
    give_up_place(place, by=world.rowan, now=now + HOUR)
    assert bytes_of(address) == before


@pytest.mark.parametrize("ended", [0, 4])
def test_ended_places_cost_a_moved_date_nothing(
    world: World, panel: Panel, day: Session, place: Place, now: datetime, ended: int
) -> None:
    for number in range(ended):
        person = make_person(f"Former {number}")
        former = take_place(panel, person, by=person, now=now)
        subscribe(person, now)
        cancel_place(former, by=world.tomasz, now=now)
    subscribe(world.rowan, now)
    day.refresh_from_db()
    with CaptureQueriesContext(connection) as asked:
        move(day, world.tomasz, now + HOUR)
    feeds = [query["sql"] for query in asked if "calendar_feeds" in query["sql"]]
    assert len(feeds) == 5  # whose feeds, what is there, what is new, its version; and whether the panel has one
    assert FeedEntry.objects.filter(cancelled=True).count() == ended


# -- one date as a file ------------------------------------------------------------------------------
def file_of(world: World, place: Place, day: Session) -> Any:
    answer = signed_in(world.rowan).get(f"/me/places/{place.pk}/calendar/{day.pk}.ics")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    return event


def test_the_file_of_an_ended_place_shows_no_way_in(world: World, day: Session, place: Place, now: datetime) -> None:
    assert set(file_of(world, place, day)) >= HELD
    cancel_place(place, by=world.tomasz, now=now)
    move(day, world.tomasz, now + HOUR)
    event = file_of(world, place, day)
    assert set(event) & HELD == set()
    assert (str(event["SUMMARY"]), str(event["STATUS"])) == ("Cancelled: Meeting", "CANCELLED")


def test_each_file_is_newer_than_the_one_before(
    world: World, panel: Panel, day: Session, place: Place, now: datetime
) -> None:
    def told(kept: Place) -> tuple[int, datetime, str]:
        event = file_of(world, kept, day)
        return int(event["SEQUENCE"]), event["DTSTAMP"].dt, str(event["STATUS"])

    assert told(place) == (0, day.revised_at, "CONFIRMED")
    cancel_place(place, by=world.tomasz, now=now + HOUR)
    assert told(place) == (1, now + HOUR, "CANCELLED")
    again = take_place(panel, world.rowan, by=world.rowan, now=now + 2 * HOUR)
    assert told(again) == told(place) == (2, now + 2 * HOUR, "CONFIRMED")
    give_up_place(again, by=world.rowan, now=now + 3 * HOUR)
    assert told(again) == (3, now + 3 * HOUR, "CANCELLED")
    assert Feed.objects.count() == 0
