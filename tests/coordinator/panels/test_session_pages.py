"""The team's pages of one date: set, moved, planned, printed, and who came."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coordinator import hooks
from coordinator.panels import actions
from coordinator.panels.models import Session
from coordinator.panels.rules.interview import InterviewDay
from coordinator.panels.rules.osce import OsceDay
from tests.coordinator.panels.walking import DATE, STARTS, url, words
from tests.making import World, make_panel, make_person, make_place, make_session


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


def test_a_kept_day_warns_when_it_is_hard_on_people(world: World, team: Client, day: Session) -> None:
    actions.plan_day(day, InterviewDay(candidates=6, pause=5), by=world.tomasz, now=timezone.now())
    assert "There are more than two hours without a pause of at least ten minutes." in words(team.get(url(day)))
    with pytest.raises(Exception, match="day"):
        actions.plan_day(day, OsceDay(stations=0, patient_stations=0), by=world.tomasz, now=timezone.now())
