"""What a calendar gets when it asks, what people see, and that no byte tells more than it must."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date
from icalendar import Calendar

from calendar_feeds.actions import end_person_feed
from calendar_feeds.models import Feed
from coordinator import hooks
from coordinator.panels.actions import give_up_place, move_session, take_place
from coordinator.panels.models import Panel, Place, Session
from coordinator.people.actions import make_token
from coordinator.people.queries import export_of
from tests.calendar_feeds.office import shown, subscribe, subscribe_panel
from tests.making import EVENT_DAY, World, make_panel, make_person, make_place, make_session, make_world, signed_in

HOURS = timedelta(hours=7)


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def panel(world: World) -> Panel:
    return make_panel(world, status="running")


@pytest.fixture
def day(world: World, panel: Panel) -> Session:
    return make_session(panel, venue=world.venue)


@pytest.fixture
def place(world: World, panel: Panel, day: Session, now: datetime) -> Place:
    return take_place(panel, world.rowan, by=world.rowan, now=now)


def test_a_feed_has_the_headers_that_calendars_need(world: World, place: Place, now: datetime) -> None:
    answer = Client().get(subscribe(world.rowan, now))
    feed = Feed.objects.get()
    assert {name: answer.headers.get(name) for name in (
        "Content-Type", "Content-Disposition", "ETag", "Last-Modified", "Cache-Control", "Referrer-Policy", "X-Robots-Tag",
        "Content-Length",
    )} == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'inline; filename="calendar.ics"',
        "ETag": f'W/"{feed.pk}-{feed.version}-1"',
        "Last-Modified": http_date(now.timestamp()),
        "Cache-Control": "private, no-cache",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
        "Content-Length": str(len(answer.content)),
    }  # fmt: skip
    assert answer.cookies == {}
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_nothing_new_is_answered_in_one_query_without_a_body(world: World, place: Place, now: datetime) -> None:
    address = subscribe(world.rowan, now)
    tag = Client().get(address)["ETag"]
    with CaptureQueriesContext(connection) as asked:
        answer = Client(headers={"If-None-Match": tag}).get(address)
    assert (answer.status_code, answer.content, answer["ETag"], len(asked)) == (304, b"", tag, 1)


def test_after_a_change_the_old_tag_brings_the_new_calendar(
    world: World, place: Place, day: Session, now: datetime
) -> None:
    address = subscribe(world.rowan, now)
    tag = Client().get(address)["ETag"]
    move_session(day, starts_at=day.starts_at, ends_at=day.ends_at, room="Room 2", by=world.tomasz, now=now)
    answer = Client(headers={"If-None-Match": tag}).get(address)
    assert answer.status_code == 200
    assert answer["ETag"] != tag


def test_two_reads_give_the_same_bytes(world: World, place: Place, now: datetime) -> None:
    address = subscribe(world.rowan, now)
    first = Client().get(address).content
    with time_machine.travel(now + timedelta(seconds=2), tick=False):
        assert Client().get(address).content == first


def test_asking_for_the_head_gives_the_same_headers_and_no_body(world: World, place: Place, now: datetime) -> None:
    address = subscribe(world.rowan, now)
    full, head = Client().get(address), Client().head(address)
    assert (head.status_code, head.content, head["ETag"], head["Content-Type"]) == (
        200, b"", full["ETag"], full["Content-Type"],
    )  # fmt: skip


@pytest.mark.parametrize("dates", [1, 25])
def test_a_feed_costs_two_queries_however_long_it_is(world: World, panel: Panel, now: datetime, dates: int) -> None:
    for number in range(dates):
        make_session(panel, starts_at=EVENT_DAY + timedelta(days=number))
    make_place(panel, world.rowan)
    address = subscribe(world.rowan, now)
    with CaptureQueriesContext(connection) as asked:
        assert len(shown(address)) == dates
    assert len(asked) == 2


def test_an_address_that_was_switched_off_is_empty_for_ninety_days_and_then_unknown(
    world: World, place: Place, now: datetime
) -> None:
    address = subscribe(world.rowan, now)
    tag = Client().get(address)["ETag"]
    end_person_feed(world.rowan, by=world.rowan, now=now)
    answer = Client(headers={"If-None-Match": tag}).get(address)
    assert (answer.status_code, b"VEVENT" in answer.content, b"VTIMEZONE" in answer.content) == (200, False, True)
    with time_machine.travel(now + timedelta(days=89), tick=False):
        assert Client().get(address).status_code == 200
    with time_machine.travel(now + timedelta(days=90), tick=False):
        assert Client().get(address).status_code == 404


def test_an_address_nobody_made_or_of_another_kind_is_unknown(world: World, place: Place, now: datetime) -> None:
    address = subscribe(world.rowan, now)
    assert Client().get("/feeds/my/guessed.ics").status_code == 404
    assert Client().get(address.replace("/my/", "/panel/")).status_code == 404
    assert Client().post(address).status_code == 405


def test_when_the_database_is_away_a_calendar_keeps_what_it_has(
    world: World, place: Place, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never a 5xx: one of them ends a Thunderbird subscription for good (calendar.md finding 2)."""
    address = subscribe(world.rowan, now)
    tag = Client().get(address)["ETag"]

    def away(execute: Any, *rest: Any) -> Any:
        raise connection.Database.OperationalError("away")

    def with_errors(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        with connection.wrap_database_errors:
            return away(execute)

    with connection.execute_wrapper(with_errors):
        kept = Client(headers={"If-None-Match": tag}).get(address)
        nothing = Client().get(address)
    assert (kept.status_code, kept["ETag"], nothing.status_code) == (304, tag, 404)


def test_no_name_no_need_and_no_script_is_in_any_byte(world: World, now: datetime) -> None:
    """Every free text about people and panels holds a canary; none of them may fly (practice.md CA3)."""
    canary = "CANARYBIRD"
    rowan = make_person(f"Rowan {canary}", call_me=canary, reachable=canary, address=canary)
    type(world.tomasz).objects.filter(pk=world.tomasz.pk).update(full_name=f"Tomasz {canary}")
    panel = make_panel(
        world,
        status="running",
        title=f"{canary} nurse",
        composition_waived_because=f"{canary}<script>alert(1)</script>",
    )
    panel.staff_members.create(full_name=f"Ann {canary}", job_title=canary, told_on=now.date())
    role = panel.roles.create(name=canary, about=canary)
    make_place(panel, make_person(f"Other {canary}"), role=role)
    session = make_session(panel, venue=world.venue, room="<script>alert(2)</script>")
    held = make_place(panel, rowan, role=role)
    addresses = [subscribe(rowan, now, titles="full"), subscribe_panel(panel, world.tomasz, now)]
    single = signed_in(rowan).get(f"/me/places/{held.pk}/calendar/{session.pk}.ics")
    for answer in [*map(Client().get, addresses), single]:
        said = answer.content.replace(b"\r\n ", b"") + repr(dict(answer.headers)).encode()
        assert b"BEGIN:VEVENT" in said
        assert canary.encode() not in said
        assert b"ATTENDEE" not in said
        assert b"\n<script" not in said


def test_one_date_to_add_by_hand_is_a_file_of_its_own(world: World, place: Place, day: Session) -> None:
    answer = signed_in(world.rowan).get(f"/me/places/{place.pk}/calendar/{day.pk}.ics")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (answer["Content-Disposition"], answer["Cache-Control"]) == (
        'attachment; filename="place.ics"', "private, no-cache",
    )  # fmt: skip
    assert (str(event["UID"]), str(event["SUMMARY"]), str(event["STATUS"])) == (day.uid, "Interview panel", "CONFIRMED")
    assert str(event["DESCRIPTION"]).endswith("ring 01632 960 117.")


def test_one_date_of_a_place_given_up_cancels_the_one_that_was_added(
    world: World, place: Place, day: Session, now: datetime
) -> None:
    later = now + timedelta(days=1)
    give_up_place(place, by=world.rowan, now=later)
    answer = signed_in(world.rowan).get(f"/me/places/{place.pk}/calendar/{day.pk}.ics")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (str(event["STATUS"]), int(event["SEQUENCE"]), event["DTSTAMP"].dt) == ("CANCELLED", 1, later)


def test_nobody_downloads_a_date_of_somebody_elses_place(world: World, place: Place, day: Session) -> None:
    address = f"/me/places/{place.pk}/calendar/{day.pk}.ics"
    assert signed_in(world.petra).get(address).status_code == 404
    assert signed_in(world.tomasz).get(address).status_code == 404
    other = make_session(make_panel(world))
    assert signed_in(world.rowan).get(address.replace(str(day.pk), str(other.pk))).status_code == 404


def test_a_person_makes_sees_once_renews_and_ends_the_address(world: World, place: Place) -> None:
    browser = signed_in(world.rowan)
    assert "You have a calendar address" not in browser.get("/me/calendar/").content.decode()
    made = browser.post("/me/calendar/make/", {"titles": "full"})
    page = made.content.decode()
    address = page.split("http://localhost:8000/feeds/my/")[1].split('"')[0]
    assert made["Cache-Control"] == "no-store"
    assert f"webcal://localhost:8000/feeds/my/{address}" in page
    assert "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Flocalhost%3A8000%2Ffeeds%2Fmy%2F" in page
    assert "https://outlook.office.com/calendar/addfromweb?url=http%3A%2F%2Flocalhost%3A8000%2Ffeeds%2Fmy%2F" in page
    assert "<svg" in page.split('class="qr"')[1][:200]
    after = browser.get("/me/calendar/").content.decode()
    assert "You have a calendar address" in after
    assert address not in after
    assert len(shown(f"/feeds/my/{address}")) == 1
    assert browser.post("/me/calendar/end/").headers["Location"] == "/me/calendar/"
    assert shown(f"/feeds/my/{address}") == []


def test_a_choice_that_does_not_exist_is_asked_again(world: World) -> None:
    answer = signed_in(world.rowan).post("/me/calendar/make/", {"titles": "loud"})
    assert (answer.status_code, Feed.objects.count()) == (422, 0)


def test_the_team_makes_and_ends_the_panels_address(world: World, panel: Panel, place: Place) -> None:
    browser, base = signed_in(world.tomasz), f"/team/panels/{panel.pk}/calendar/"
    assert "There is an address" not in browser.get(base).content.decode()
    page = browser.post(f"{base}make/").content.decode()
    address = page.split("http://localhost:8000/feeds/panel/")[1].split('"')[0]
    assert [str(event["SUMMARY"]) for event in shown(f"/feeds/panel/{address}")] == ["Interview panel"]
    assert "There is an address" in browser.get(base).content.decode()
    assert browser.post(f"{base}end/").headers["Location"] == base
    assert shown(f"/feeds/panel/{address}") == []


@pytest.mark.parametrize("page", ["", "make/", "end/"])
def test_the_panels_address_is_for_its_team(world: World, panel: Panel, page: str) -> None:
    address, other = f"/team/panels/{panel.pk}/calendar/{page}", make_world("Elsewhere")
    ask = "post" if page else "get"
    assert getattr(signed_in(other.tomasz), ask)(address).status_code == 404
    for somebody in (world.rowan, world.audra, world.helen):
        assert getattr(signed_in(somebody), ask)(address).status_code == 403
    assert getattr(Client(), ask)(address).headers["Location"].startswith("/accounts/login/")


def test_robots_may_read_everything_since_google_asks_first() -> None:
    assert Client().get("/robots.txt").content == b"User-agent: *\nDisallow:\n"


def test_boxes_stand_where_they_help_and_nowhere_else(
    world: World, panel: Panel, day: Session, place: Place, now: datetime
) -> None:
    def titles(hook: hooks.Hook, record: Any, person: Any) -> list[str]:
        return [str(box.title) for box in hook.ask(record, person) if box.template.startswith("calendar_feeds/")]

    assert titles(hooks.place_box, place, world.rowan) == ["Calendar"]
    assert titles(hooks.place_box, place, world.tomasz) == []
    assert titles(hooks.session_box, day, world.tomasz) == ["Calendar"]
    assert titles(hooks.session_box, day, world.audra) == []
    give_up_place(place, by=world.rowan, now=now)
    assert titles(hooks.place_box, place, world.rowan) == []


def test_ones_addresses_are_in_what_we_hold_and_in_the_api_without_their_secret(world: World, now: datetime) -> None:
    subscribe(world.rowan, now)
    subscribe(world.petra, now)
    [row] = export_of(world.rowan)["calendar_addresses"]
    assert row == {"titles": "neutral", "created_at": now, "changed_at": now, "ended_at": None}
    secret = make_token(world.rowan, by=world.rowan, now=now, name="test", days=1)
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    [told] = program.get("/api/v1/calendar-feeds/").json()["results"]
    assert set(told) == {"id", "kind", "titles", "created_at", "changed_at", "ended_at"}
    assert (told["kind"], told["titles"]) == ("my", "neutral")
    assert program.get(f"/api/v1/calendar-feeds/{told['id'] + 1}/").status_code == 404
