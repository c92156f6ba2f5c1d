"""Calendars follow the change they show: in its transaction, with a higher sequence, and nothing disappears."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from calendar_feeds.actions import (
    bump_feeds_whose_window_moved,
    end_panel_feed,
    end_person_feed,
    make_panel_feed,
    make_person_feed,
)
from calendar_feeds.models import Feed, FeedEntry
from calendar_feeds.rules import window
from coordinator.authorization.verdict import NotAllowed
from coordinator.panels.actions import (
    cancel_place,
    cancel_session,
    change_panel,
    give_up_place,
    move_session,
    promote_reserve,
    rename_session,
    schedule_session,
    take_place,
    take_reserve,
)
from coordinator.panels.models import Panel, Session
from coordinator.people.actions import forget
from coordinator.workflow.trail import history_of
from tests.calendar_feeds.office import in_short, shown, subscribe, subscribe_panel
from tests.making import EVENT_DAY, World, make_panel, make_person, make_place, make_session, make_world

HOURS = timedelta(hours=7)


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def panel(world: World) -> Panel:
    return make_panel(world, status="running")


@pytest.fixture
def day(world: World, panel: Panel) -> Session:
    return make_session(panel, venue=world.venue, arrive_at=EVENT_DAY - timedelta(minutes=15))


def version(person: object) -> int:
    return Feed.objects.get(person=person, ended_at=None).version


def test_a_new_address_shows_every_date_of_the_persons_places(
    world: World, panel: Panel, day: Session, now: datetime
) -> None:
    take_place(panel, world.rowan, by=world.rowan, now=now)
    make_session(make_panel(world))
    [event] = shown(subscribe(world.rowan, now))
    assert (str(event["UID"]), event["DTSTART"].dt, event["DTEND"].dt) == (day.uid, EVENT_DAY, EVENT_DAY + HOURS)
    assert (str(event["SUMMARY"]), str(event["STATUS"]), str(event["CLASS"])) == ("Meeting", "CONFIRMED", "PRIVATE")
    assert str(event["LOCATION"]) == "Levels and Moor Harptree House, 1 Mill Lane, Harptree, LV1 1AA"
    assert str(event["DESCRIPTION"]).splitlines() == [
        "Arrive from 8:30am.", "Step-free from the street to the seat.", "If anything changes, ring 01632 960 117.",
    ]  # fmt: skip


def test_a_place_taken_later_appears_with_the_change(world: World, panel: Panel, day: Session, now: datetime) -> None:
    address = subscribe(world.rowan, now)
    assert shown(address) == []
    take_place(panel, world.rowan, by=world.rowan, now=now)
    assert in_short(address) == [("Meeting", 0, "CONFIRMED")]


def test_a_new_date_appears_for_whoever_has_a_place(world: World, panel: Panel, now: datetime) -> None:
    take_place(panel, world.rowan, by=world.rowan, now=now)
    address = subscribe(world.rowan, now)
    schedule_session(panel, starts_at=EVENT_DAY, ends_at=EVENT_DAY + HOURS, by=world.tomasz, now=now)
    assert in_short(address) == [("Meeting", 0, "CONFIRMED")]


def test_a_moved_date_moves_the_entry_and_never_doubles_it(
    world: World, panel: Panel, day: Session, now: datetime
) -> None:
    """Over the clock change of 29 March 2026 (practice.md CA2)."""
    take_place(panel, world.rowan, by=world.rowan, now=now)
    address = subscribe(world.rowan, now)
    before = version(world.rowan)
    later, then = EVENT_DAY + timedelta(days=4, hours=-1), now + timedelta(hours=1)
    move_session(day, starts_at=later, ends_at=later + HOURS, venue=world.venue, by=world.tomasz, now=then)
    [event] = shown(address)
    assert (str(event["UID"]), int(event["SEQUENCE"]), event["DTSTART"].dt) == (day.uid, 1, later)
    assert event["DTSTART"].to_ical() == b"20260330T084500"
    assert (event["DTSTAMP"].dt, event["LAST-MODIFIED"].dt) == (then, then)
    assert version(world.rowan) == before + 1


def test_two_moves_in_one_second_still_raise_the_sequence(
    world: World, panel: Panel, day: Session, now: datetime
) -> None:
    take_place(panel, world.rowan, by=world.rowan, now=now)
    address = subscribe(world.rowan, now)
    for room in ("Room 2", "Room 3"):
        move_session(day, starts_at=day.starts_at, ends_at=day.ends_at, room=room, by=world.tomasz, now=now)
    assert [sequence for _title, sequence, _status in in_short(address)] == [2]


def test_what_no_calendar_shows_leaves_the_feed_as_it_is(
    world: World, panel: Panel, day: Session, now: datetime
) -> None:
    take_place(panel, world.rowan, by=world.rowan, now=now)
    subscribe(world.rowan, now)
    before = version(world.rowan)
    change_panel(panel, title="Another title", by=world.tomasz, now=now)
    assert version(world.rowan) == before


def test_another_contact_brings_another_number_into_the_entry(
    world: World, panel: Panel, day: Session, now: datetime
) -> None:
    take_place(panel, world.rowan, by=world.rowan, now=now)
    address = subscribe(world.rowan, now)
    card = world.contact
    other = type(card).objects.create(
        organisation=world.organisation,
        person=world.kim,
        job_title="Manager",
        phone="01632 960 118",
        email="k@x.example",
    )
    change_panel(panel, contact=other, by=world.tomasz, now=now)
    [event] = shown(address)
    assert "If anything changes, ring 01632 960 118." in str(event["DESCRIPTION"])
    assert int(event["SEQUENCE"]) == 1


def test_a_cancelled_date_stays_and_says_so(world: World, panel: Panel, day: Session, now: datetime) -> None:
    take_place(panel, world.rowan, by=world.rowan, now=now)
    address, panels = subscribe(world.rowan, now), subscribe_panel(panel, world.tomasz, now)
    cancel_session(day, by=world.tomasz, now=now)
    assert in_short(address) == [("Cancelled: Meeting", 1, "CANCELLED")]
    assert in_short(panels) == [("Cancelled: Interview panel", 1, "CANCELLED")]
    assert str(shown(address)[0]["TRANSP"]) == "TRANSPARENT"


@pytest.mark.parametrize("end", [give_up_place, cancel_place])
def test_a_place_that_ended_stays_as_cancelled_and_comes_back(
    world: World, panel: Panel, day: Session, now: datetime, end: object
) -> None:
    place = take_place(panel, world.rowan, by=world.rowan, now=now)
    address, panels = subscribe(world.rowan, now), subscribe_panel(panel, world.tomasz, now)
    end(place, by=world.tomasz, now=now)
    assert in_short(address) == [("Cancelled: Meeting", 1, "CANCELLED")]
    assert in_short(panels) == [("Interview panel", 0, "CONFIRMED")]
    take_place(panel, world.rowan, by=world.rowan, now=now)
    assert in_short(address) == [("Meeting", 2, "CONFIRMED")]


def test_a_reserve_is_held_tentatively_until_called_in(world: World, panel: Panel, day: Session, now: datetime) -> None:
    place = take_reserve(panel, world.rowan, 1, by=world.rowan, now=now)
    address = subscribe(world.rowan, now)
    assert in_short(address) == [("Meeting", 0, "TENTATIVE")]
    promote_reserve(place, by=world.tomasz, now=now)
    assert in_short(address) == [("Meeting", 1, "CONFIRMED")]


def test_a_new_name_shows_where_titles_are_full(world: World, panel: Panel, day: Session, now: datetime) -> None:
    take_place(panel, world.rowan, by=world.rowan, now=now)
    address = subscribe(world.rowan, now, titles="full")
    rename_session(day, name="Training evening", by=world.tomasz, now=now)
    assert in_short(address) == [("Interview panel: Training evening", 1, "CONFIRMED")]


def test_a_change_that_is_rolled_back_changes_no_calendar(
    world: World, panel: Panel, day: Session, now: datetime
) -> None:
    take_place(panel, world.rowan, by=world.rowan, now=now)
    address = subscribe(world.rowan, now)
    before = Client().get(address).content
    with pytest.raises(RuntimeError), transaction.atomic():
        cancel_session(day, by=world.tomasz, now=now)
        raise RuntimeError
    assert Client().get(address).content == before


def test_nobody_elses_calendar_changes(world: World, panel: Panel, day: Session, now: datetime) -> None:
    other = make_person("Alan Pryce")
    take_place(make_panel(world), other, by=other, now=now)
    subscribe(other, now)
    before = version(other)
    take_place(panel, world.rowan, by=world.rowan, now=now)
    cancel_session(day, by=world.tomasz, now=now)
    assert version(other) == before


def test_a_new_address_shows_the_same_and_the_old_one_is_empty(
    world: World, panel: Panel, day: Session, now: datetime
) -> None:
    take_place(panel, world.rowan, by=world.rowan, now=now)
    old = subscribe(world.rowan, now)
    new = subscribe(world.rowan, now)
    assert old != new
    assert (shown(old), in_short(new)) == ([], [("Meeting", 0, "CONFIRMED")])
    assert Feed.objects.filter(person=world.rowan, ended_at=None).count() == 1
    cancel_session(day, by=world.tomasz, now=now)
    assert (shown(old), len(shown(new))) == ([], 1)


def test_the_secret_is_not_kept(world: World, now: datetime) -> None:
    token = make_person_feed(world.rowan, by=world.rowan, now=now)
    kept = str(list(Feed.objects.values_list())) + str([line.text for line in history_of(world.rowan)])
    assert token not in kept
    assert len(token) == 43


def test_an_address_is_switched_off_once(world: World, panel: Panel, now: datetime) -> None:
    subscribe(world.rowan, now)
    subscribe_panel(panel, world.tomasz, now)
    later = now + timedelta(minutes=1)
    for _press in range(2):
        end_person_feed(world.rowan, by=world.rowan, now=later)
        end_panel_feed(panel, by=world.tomasz, now=later)
    assert [line.text for line in history_of(panel)] == [
        f"{world.tomasz.full_name} made a new calendar address",
        f"{world.tomasz.full_name} switched a calendar address off",
    ]
    assert FeedEntry.objects.count() == 0


def test_only_oneself_and_only_the_panels_team_keep_addresses(world: World, panel: Panel, now: datetime) -> None:
    for act in (make_person_feed, end_person_feed):
        with pytest.raises(NotAllowed):
            act(world.rowan, by=world.tomasz, now=now)
    for somebody in (world.rowan, world.audra, make_world("Elsewhere").tomasz):
        for act in (make_panel_feed, end_panel_feed):
            with pytest.raises(NotAllowed):
                act(panel, by=somebody, now=now)


def test_a_forgotten_person_leaves_an_empty_calendar_behind(
    world: World, panel: Panel, day: Session, now: datetime
) -> None:
    rowan = make_person("Rowan Ellery")
    take_place(panel, rowan, by=rowan, now=now)
    address = subscribe(rowan, now)
    assert len(shown(address)) == 1
    forget(rowan, by=rowan, now=now)
    assert shown(address) == []
    assert [(feed.person, feed.entries.count()) for feed in Feed.objects.all()] == [(None, 0)]


@pytest.mark.parametrize(("edge", "step"), [(0, timedelta(hours=-1)), (1, timedelta(hours=-1))])
def test_a_feed_whose_window_moved_over_an_entry_counts_as_new(
    world: World, panel: Panel, now: datetime, edge: int, step: timedelta
) -> None:
    ends = window(now=now)[edge] + step
    make_session(panel, starts_at=ends - HOURS)
    make_place(panel, world.rowan)
    subscribe(world.rowan, now)
    before = version(world.rowan)
    assert bump_feeds_whose_window_moved(now) == 1
    assert version(world.rowan) == before + 1
    assert bump_feeds_whose_window_moved(now + timedelta(days=10)) == 0


def test_a_cancelled_entry_leaves_thirty_days_after_its_date(
    world: World, panel: Panel, day: Session, now: datetime
) -> None:
    take_place(panel, world.rowan, by=world.rowan, now=now)
    address = subscribe(world.rowan, now)
    cancel_session(day, by=world.tomasz, now=now)
    with time_machine.travel(day.ends_at + timedelta(days=30), tick=False):
        assert len(shown(address)) == 1
    with time_machine.travel(day.ends_at + timedelta(days=30, seconds=1), tick=False):
        assert shown(address) == []
        assert bump_feeds_whose_window_moved(day.ends_at + timedelta(days=31)) == 1
