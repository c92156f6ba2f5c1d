"""The team's pages: from the plan to who came, as a coordinator walks them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordinator import hooks
from coordinator.panels import actions
from coordinator.panels.models import Panel, Place, Session
from coordinator.panels.rules.interview import InterviewDay
from coordinator.panels.rules.osce import OsceDay
from tests.making import Role, World, make_panel, make_person, make_place, make_session, make_world, signed_in

PLAN = {
    "title": "Ward sister",
    "kind": "interview",
    "places": "2",
    "minimum_lay": "2",
    "reserves": "1",
    "cover_contact": "",
}
NEXT_YEAR = timezone.now().year + 1
DATE = {
    "day_day": "26", "day_month": "3", "day_year": str(NEXT_YEAR), "starts": "8:45am", "ends": "3:45pm", "arrive": "8:30am",
    "room": "Room 2", "online_link": "", "name": "", "venue": "",
}  # fmt: skip
STARTS = datetime(NEXT_YEAR, 3, 26, 8, 45, tzinfo=UTC)


@pytest.fixture
def team(world: World) -> Client:
    """Tomasz, signed in."""
    return signed_in(world.tomasz)


@pytest.fixture
def day(world: World) -> Session:
    """A date to come at which Rowan is expected."""
    panel = make_panel(world, status="running")
    make_place(panel, world.rowan)
    return make_session(panel, starts_at=STARTS, venue=world.venue)


def words(answer: Any) -> str:
    """The text of a page, without tags, its spaces joined."""
    main = answer.content.decode().split("<main", 1)[-1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def url(record: Any, more: str = "") -> str:
    """The team's page of a panel, a date or a place."""
    kinds = {Panel: "panels", Session: "sessions", Place: "places"}
    return f"/team/{kinds[type(record)]}/{record.pk}/{more}"


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


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"day_year": "2020"}, "This is over already. Give a day and time that are still to come."),
        ({"ends": "8am"}, "The end must be after the start."),
        ({"arrive": "9am"}, "People must be able to arrive before the start, or at the start."),
        ({"starts": "soon"}, "Write the time like 8:45am or 14:30"),
        ({"day_month": "13"}, "There is no such day in the calendar. Check the day and the month."),
    ],
)
def test_a_date_that_cannot_be_is_said_beside_the_box(world: World, team: Client, typed: dict, said: str) -> None:
    panel = make_panel(world)
    answer = team.post(url(panel, "dates/"), DATE | typed)
    assert (answer.status_code, panel.sessions.count()) == (422, 0)
    assert said in words(answer)
    assert 'value="Room 2"' in answer.content.decode()


MOVED = DATE | {"starts": "10am", "ends": "5pm", "arrive": "9:45am"}


def test_before_a_date_moves_the_page_says_whose_plans_it_upsets(world: World, team: Client, day: Session) -> None:
    hooks.move_warnings.register(taxi_warning)
    try:
        sure = team.post(url(day, "move/"), MOVED | {"seen_sequence": "0"})
    finally:
        hooks.move_warnings.functions.remove(taxi_warning)
    page = words(sure)
    assert "1 person is told" in page
    assert world.rowan.full_name in page
    assert "The taxi of one person is booked for 8am." in page
    day.refresh_from_db()
    assert (day.starts_at, day.sequence) == (STARTS, 0)
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', sure.content.decode()))
    kept.pop("csrfmiddlewaretoken", None)
    assert kept == MOVED | {"seen_sequence": "0"}
    back = team.post(url(day, "move/"), kept | {"back": "1"})
    assert back.status_code == 200
    assert 'value="10am"' in back.content.decode()
    done = team.post(url(day, "move/"), kept | {"sure": "1"}, follow=True)
    day.refresh_from_db()
    assert (day.starts_at, day.room, day.sequence) == (STARTS + timedelta(minutes=75), "Room 2", 1)
    assert "Kept. 1 person is told." in words(done)


def taxi_warning(session: Session) -> list[str]:
    """What a wing would say."""
    return ["The taxi of one person is booked for 8am."]


def test_times_that_cannot_be_are_said_before_anybody_is_asked(world: World, team: Client, day: Session) -> None:
    answer = team.post(url(day, "move/"), MOVED | {"ends": "9am"})
    assert answer.status_code == 422
    assert "The end must be after the start." in words(answer)


def test_two_tabs_the_second_is_answered_kindly_and_keeps_its_words(world: World, team: Client, day: Session) -> None:
    team.post(url(day, "move/"), MOVED | {"seen_sequence": "0", "sure": "1"})
    late = team.post(url(day, "move/"), MOVED | {"room": "Room 9", "seen_sequence": "0", "sure": "1"})
    assert late.status_code == 422
    assert "Somebody else changed this a moment ago" in words(late)
    assert 'value="Room 9"' in late.content.decode()
    assert 'name="seen_sequence" value="1"' in late.content.decode()


def test_moving_to_the_same_time_and_place_changes_nothing(world: World, team: Client, day: Session) -> None:
    same = DATE | {"venue": str(world.venue.pk), "room": "", "arrive": ""}
    answer = team.post(url(day, "move/"), same | {"seen_sequence": "0"}, follow=True)
    assert "Nothing is different, so nothing was changed and nobody was told." in words(answer)


def test_a_date_nobody_has_a_place_for_moves_at_once(world: World, team: Client) -> None:
    session = make_session(make_panel(world), starts_at=STARTS)
    answer = team.post(url(session, "move/"), MOVED | {"seen_sequence": "0"}, follow=True)
    assert "Kept. Nobody had to be told." in words(answer)
    over = team.post(url(session, "move/"), MOVED | {"starts": "4pm", "seen_sequence": "1", "sure": "1"})
    assert over.status_code == 422
    assert team.get(url(session, "move/")).status_code == 200


def test_a_date_is_named_and_cancelled_after_asking(world: World, team: Client, day: Session) -> None:
    team.post(url(day, "name/"), {"name": "Training"})
    assert team.get(url(day, "name/")).status_code == 200
    assert world.rowan.full_name in words(team.get(url(day, "cancel/")))
    team.post(url(day, "cancel/"))
    again = team.post(url(day, "cancel/"), follow=True)
    day.refresh_from_db()
    assert (day.name, day.status) == ("Training", "cancelled")
    assert "so nothing was done twice" in words(again)


INTERVIEW = {
    "candidates": "5", "interview": "45", "scoring": "10", "arrive": "8:45am", "briefing": "9am", "first": "9:30am",
    "pause_after": "2", "pause": "15", "lunch": "45", "lunch_from": "midday", "wash_up": "40",
}  # fmt: skip


def test_the_worked_interview_day_comes_out_exactly(world: World, team: Client, day: Session) -> None:
    """practice.md 6.6"""
    assert team.get(url(day, "day/")).status_code == 200
    team.post(url(day, "day/"), INTERVIEW)
    assert (
        "8:45am Arrive 9am to 9:30am Briefing 9:30am to 10:25am Candidate 1 10:25am to 11:20am Candidate 2 "
        "11:20am to 11:35am Pause 11:35am to 12:30pm Candidate 3 12:30pm to 1:25pm Candidate 4 1:25pm to 2:10pm Lunch "
        "2:10pm to 3:05pm Candidate 5 3:05pm to 3:45pm Talking it over"
    ) in words(team.get(url(day)))
    refused = team.post(url(day, "day/"), INTERVIEW | {"briefing": "10am"})
    assert refused.status_code == 422
    assert "These times do not make a day" in words(refused)
    assert 'value="5"' in team.get(url(day, "day/")).content.decode()


EXAM = {
    "circuits": "Red, Blue", "stations": "10", "patient_stations": "8", "slot": "10", "run": "5", "pause": "15",
    "arrive": "8:30am", "briefing": "8:45am", "run_through": "9:10am", "morning": "9:30am", "afternoon": "1pm",
    "afternoon_arrive": "12:15pm", "debrief_after": "5", "debrief": "30", "stay_all_day": "12",
}  # fmt: skip


def test_the_worked_exam_day_comes_out_exactly_and_is_printed(world: World, team: Client) -> None:
    """practice.md 6.5"""
    session = make_session(make_panel(world, kind="mock_patient", places=24, reserves=4), starts_at=STARTS)
    team.post(url(session, "day/"), EXAM)
    page = words(team.get(url(session)))
    assert (
        "8:30am Arrive 8:45am to 9:10am Briefing 9:10am to 9:30am Run-through with the examiners "
        "9:30am to 10:20am Morning, run 1 10:20am to 10:35am Pause 10:35am to 11:25am Morning, run 2 "
        "11:25am to 1pm Lunch 12:15pm People for the afternoon arrive 1pm to 1:50pm Afternoon, run 1 "
        "1:50pm to 2:05pm Pause 2:05pm to 2:55pm Afternoon, run 2 3pm to 3:30pm Debrief"
    ) in page
    assert "Parts at once 16 Parts in the whole day 32" in page
    assert "24: 12 all day, 4 for each half day, 4 reserves" in page
    sheet = words(team.get(url(session, "sheet/")))
    assert "Station 3" in sheet
    assert "9:30am: 3, 9:40am: 2, 9:50am: 1, 10am: 10, 10:10am: 9" in sheet
    assert team.post(url(session, "day/"), EXAM | {"patient_stations": "11"}).status_code == 422
    team.post(url(session, "day/"), EXAM | {"afternoon": "", "afternoon_arrive": "", "circuits": " , "})
    session.refresh_from_db()
    assert (len(session.day_plan["half_days"]), session.day_plan["circuits"]) == (1, ["Red"])
    assert team.get(url(session, "day/")).status_code == 200


def test_a_forum_has_no_timetable_but_a_sheet(world: World, team: Client) -> None:
    session = make_session(make_panel(world, kind="forum"), starts_at=STARTS)
    assert team.get(url(session, "day/")).status_code == 404
    assert "Nobody has a place yet." in words(team.get(url(session, "sheet/")))


def test_the_sheet_follows_a_reserve_who_is_called_in_on_the_morning(world: World, team: Client, day: Session) -> None:
    """practice.md PS8"""
    held = make_place(day.panel, make_person("Doreen Alcott"), kind="reserve", position=1)
    assert "Doreen Alcott Part Reserve 1" in words(team.get(url(day, "sheet/")))
    team.post(url(held, "promote/"))
    assert "Doreen Alcott Part Member of the public" in words(team.get(url(day, "sheet/")))


def test_who_came_is_asked_afterwards_thanked_once_and_corrected(world: World, team: Client) -> None:
    panel = make_panel(world, status="running")
    session = make_session(panel, starts_at=timezone.now() - timedelta(hours=9))
    place, held = make_place(panel, world.rowan), make_place(panel, world.petra, kind="reserve", position=1)
    missing = team.post(url(session, "attendance/"), {})
    assert missing.status_code == 422
    assert "Say whether Rowan came." in words(missing)
    done = team.post(url(session, "attendance/"), {str(place.pk): "came", str(held.pk): ""}, follow=True)
    assert "Those who came are thanked by letter" in words(done)
    assert "You have said who came" in words(team.get(url(session, "attendance/")))
    team.post(url(session, "attendance/"), {str(place.pk): "did_not_come", str(held.pk): "came"})
    assert {each.place_id: each.presence for each in session.attendances.all()} == {
        place.pk: "did_not_come", held.pk: "came",
    }  # fmt: skip
    assert world.rowan.letters.filter(kind="place.thank_you").count() == 1


def test_before_the_day_and_after_a_cancellation_nobody_is_asked_who_came(
    world: World, team: Client, day: Session
) -> None:
    assert "This has not begun yet" in words(team.get(url(day, "attendance/")))
    early = team.post(url(day, "attendance/"), {str(day.panel.seats.get().pk): "came"})
    assert (early.status_code, day.attendances.count()) == (422, 0)
    actions.cancel_session(day, by=world.tomasz, now=timezone.now())
    assert "This date was cancelled" in words(team.get(url(day, "attendance/")))
    lonely = make_session(make_panel(world), starts_at=timezone.now() - timedelta(hours=9))
    assert "Nobody had a place" in words(team.get(url(lonely, "attendance/")))


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


@pytest.fixture
def full(world: World, day: Session) -> Session:
    """The date with a member of staff and a part on its panel."""
    day.panel.staff_members.create(full_name="Ann", told_on=timezone.localdate())
    day.panel.roles.create(name="Chair")
    return day


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


def test_a_kept_day_warns_when_it_is_hard_on_people(world: World, team: Client, day: Session) -> None:
    actions.plan_day(day, InterviewDay(candidates=6, pause=5), by=world.tomasz, now=timezone.now())
    assert "There are more than two hours without a pause of at least ten minutes." in words(team.get(url(day)))
    with pytest.raises(Exception, match="day"):
        actions.plan_day(day, OsceDay(stations=0, patient_stations=0), by=world.tomasz, now=timezone.now())
