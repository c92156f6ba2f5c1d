"""Calendars follow a venue, a contact, a team and a time zone that change; what no calendar shows moves nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accessibility.actions import save_venue
from calendar_feeds.models import Feed, FeedEntry
from coordinator.keeping.actions import change_team, keep_card, keep_settings
from coordinator.panels.actions import cancel_session, take_place
from coordinator.panels.models import Session
from coordinator.people.actions import keep_contact_card
from tests.calendar_feeds.office import shown, subscribe, subscribe_panel
from tests.making import EVENT_DAY, World, make_panel, make_session

HOUR = timedelta(hours=1)
CARD = {"job_title": "Involvement coordinator", "email": "tomasz@levels.example", "phone": "01632 960 199"}
Change = Callable[[World, datetime], object]


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def day(world: World, now: datetime) -> Session:
    panel = make_panel(world, status="running")
    day = make_session(panel, venue=world.venue, arrive_at=EVENT_DAY - timedelta(minutes=15))
    take_place(panel, world.rowan, by=world.rowan, now=now)
    return day


def venue(**fields: str) -> Change:
    return lambda world, now: save_venue(world.venue, by=world.tomasz, now=now, **fields)


def card_of_the_head(world: World, now: datetime) -> object:
    return keep_card(world.organisation, world.tomasz, by=world.samira, now=now, **CARD)


def card_of_the_team(world: World, now: datetime) -> object:
    return keep_contact_card(world.organisation, world.tomasz, by=world.tomasz, now=now, **CARD)


def team(world: World, now: datetime) -> object:
    return change_team(world.team, by=world.samira, now=now, name="Moor team", mailbox="moor@levels.example")


def zone(world: World, now: datetime) -> object:
    return keep_settings(world.organisation, by=world.samira, now=now, time_zone="Europe/Paris")


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        (venue(name="Hill House"), "LOCATION", "Hill House, "),
        (venue(address="2 Mill Lane"), "LOCATION", "2 Mill Lane"),
        (venue(postcode="LV1 2BB"), "LOCATION", "LV1 2BB"),
        (venue(way_in="By the side door."), "DESCRIPTION", "By the side door."),
        (card_of_the_head, "DESCRIPTION", "ring 01632 960 199."),
        (card_of_the_team, "DESCRIPTION", "ring 01632 960 199."),
        (team, "ORGANIZER", "moor@levels.example"),
        (zone, "DESCRIPTION", "Arrive from 9:30am."),
    ],
)
def test_a_change_reaches_the_calendars_of_dates_to_come(world, day, now, change, field, says):
    addresses = [subscribe(world.rowan, now), subscribe_panel(day.panel, world.tomasz, now)]
    change(world, now + HOUR)
    for address in addresses:
        [event] = shown(address)
        assert says in str(event[field])
        assert (int(event["SEQUENCE"]), event["LAST-MODIFIED"].dt) == (1, now + HOUR)


@pytest.mark.parametrize(
    "change",
    [
        venue(name="Levels and Moor Harptree House"),
        lambda world, now: keep_card(
            world.organisation, world.tomasz, by=world.samira, now=now, **CARD | {"phone": "01632 960 117"}
        ),
        lambda world, now: keep_settings(world.organisation, by=world.samira, now=now, member_word="member"),
        lambda world, now: change_team(
            world.team, by=world.samira, now=now, name=world.team.name, mailbox=world.team.mailbox
        ),
        lambda world, now: save_venue(
            type(world.venue)(organisation=world.organisation), by=world.tomasz, now=now, name="New", address="3 Mill Lane"
        ),
    ],
    ids=["the same words", "another job title", "another word for members", "the same team", "another venue"],
)  # fmt: skip
def test_what_a_calendar_does_not_show_moves_neither_its_sequence_nor_its_version(world, day, now, change):
    address = subscribe(world.rowan, now)
    version = Feed.objects.get(person=world.rowan).version
    change(world, now + HOUR)
    [event] = shown(address)
    assert (int(event["SEQUENCE"]), event["LAST-MODIFIED"].dt) == (0, day.revised_at)
    assert Feed.objects.get(person=world.rowan).version == version


def test_dates_that_are_over_or_cancelled_stay_as_they_were_told(world, day, now):
    over = make_session(day.panel, venue=world.venue, starts_at=now - timedelta(days=20))
    gone = make_session(day.panel, venue=world.venue, starts_at=EVENT_DAY + timedelta(days=1))
    subscribe(world.rowan, now)
    cancel_session(gone, by=world.tomasz, now=now)
    before = dict(FeedEntry.objects.values_list("session_id", "blob"))
    venue(name="Hill House")(world, now + HOUR)
    after = dict(FeedEntry.objects.values_list("session_id", "blob"))
    assert [pk for pk in after if after[pk] != before[pk]] == [day.pk]
    assert {over.pk, gone.pk} < set(after)


def test_a_change_that_is_taken_back_leaves_the_calendars_alone(world, day, now):
    address = subscribe(world.rowan, now)
    with pytest.raises(RuntimeError), transaction.atomic():
        venue(name="Hill House")(world, now + HOUR)
        raise RuntimeError
    [event] = shown(address)
    assert "Hill House" not in str(event["LOCATION"])


def test_a_venue_without_dates_asks_nothing_of_calendars(world, day, now):
    other = save_venue(
        type(world.venue)(organisation=world.organisation), by=world.tomasz, now=now, name="New", address="3 Mill Lane"
    )
    with CaptureQueriesContext(
        connection,
    ) as asked:
        save_venue(other, by=world.tomasz, now=now, name="Newer")
    assert [query["sql"] for query in asked if "calendar_feeds" in query["sql"]] == []
