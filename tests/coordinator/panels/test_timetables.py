"""The worked days of practice.md 6.5 and 6.6, to the minute."""

from dataclasses import replace
from datetime import time

import pytest

from coordinator.panels.rules.interview import InterviewDay, interview_timetable
from coordinator.panels.rules.osce import (
    HalfDay,
    Need,
    OsceDay,
    candidates_in_all,
    encounters,
    osce_need,
    osce_timetable,
)
from coordinator.panels.rules.timetable import Part, Row, longest_without_rest, meal_given


def as_text(rows: list[Row]) -> list[str]:
    """Each row as a line of a sheet."""
    return [
        " ".join(
            filter(
                None,
                [
                    f"{row.starts:%H:%M}" + (f"-{row.ends:%H:%M}" if row.ends else ""),
                    row.part.value,
                    str(row.number or ""),
                    row.session,
                ],
            )
        )
        for row in rows
    ]


def test_five_candidates_give_the_sheet_of_the_worked_interview_day() -> None:
    assert as_text(interview_timetable(InterviewDay(candidates=5))) == [
        "08:45 arrive",
        "09:00-09:30 briefing",
        "09:30-10:25 slot 1",
        "10:25-11:20 slot 2",
        "11:20-11:35 pause",
        "11:35-12:30 slot 3",
        "12:30-13:25 slot 4",
        "13:25-14:10 lunch",
        "14:10-15:05 slot 5",
        "15:05-15:45 wash_up",
    ]


def test_there_is_no_pause_after_the_last_candidate_and_one_lunch_only() -> None:
    parts = [row.part for row in interview_timetable(InterviewDay(candidates=8))]
    assert parts.count(Part.LUNCH) == 1
    assert parts.count(Part.PAUSE) == 2
    assert parts[-2:] == [Part.SLOT, Part.WASH_UP]


def test_four_candidates_have_one_pause() -> None:
    assert as_text(interview_timetable(InterviewDay(candidates=4)))[-2:] == [
        "12:30-13:25 slot 4",
        "13:25-14:05 wash_up",
    ]


@pytest.mark.parametrize(
    "day",
    [
        InterviewDay(candidates=0),
        InterviewDay(candidates=2, interview=0),
        InterviewDay(candidates=2, pause_after=0),
        InterviewDay(candidates=2, briefing=time(9, 30)),
        InterviewDay(candidates=2, arrive=time(9, 15)),
        InterviewDay(candidates=30),
    ],
)
def test_a_day_that_cannot_be_is_refused(day: InterviewDay) -> None:
    with pytest.raises(ValueError, match="day|order"):
        interview_timetable(day)


def test_the_worked_exam_day_comes_out_to_the_minute() -> None:
    assert as_text(osce_timetable(OsceDay())) == [
        "08:30 arrive",
        "08:45-09:10 briefing",
        "09:10-09:30 run_through",
        "09:30-10:20 run 1 Morning",
        "10:20-10:35 pause Morning",
        "10:35-11:25 run 2 Morning",
        "11:25-13:00 lunch",
        "12:15 arrive Afternoon",
        "13:00-13:50 run 1 Afternoon",
        "13:50-14:05 pause Afternoon",
        "14:05-14:55 run 2 Afternoon",
        "15:00-15:30 debrief",
    ]


def test_the_worked_exam_needs_32_role_sessions_and_24_people() -> None:
    need = osce_need(OsceDay(), reserves=4)
    assert need == Need(roles_at_once=16, role_sessions=32, full_day=12, each_half_day=4, reserves=4, people=24)
    assert candidates_in_all(OsceDay()) == 40


def test_more_full_day_people_than_parts_are_not_counted() -> None:
    assert osce_need(OsceDay(stay_all_day=20), reserves=0).people == 16


def test_each_part_has_ten_encounters_in_two_runs_of_five() -> None:
    morning = OsceDay().half_days[0]
    sheet = encounters(OsceDay(), morning, 3)
    assert [f"{start:%H:%M}" for start, _candidate in sheet] == [
        "09:30", "09:40", "09:50", "10:00", "10:10", "10:35", "10:45", "10:55", "11:05", "11:15",
    ]  # fmt: skip
    assert [candidate for _start, candidate in sheet] == [3, 2, 1, 10, 9, 8, 7, 6, 5, 4]


def test_no_candidate_is_in_two_stations_at_once() -> None:
    day = OsceDay()
    sheets = [encounters(day, day.half_days[1], station) for station in range(1, 11)]
    for turn in range(10):
        assert sorted(sheet[turn][1] for sheet in sheets) == list(range(1, 11))


def test_a_run_that_is_not_full_comes_last() -> None:
    day = OsceDay(stations=7, patient_stations=5, half_days=(HalfDay("Morning", time(9, 30)),))
    assert as_text(osce_timetable(day))[3:6] == [
        "09:30-10:20 run 1 Morning", "10:20-10:35 pause Morning", "10:35-10:55 run 2 Morning",
    ]  # fmt: skip
    assert len(encounters(day, day.half_days[0], 1)) == 7


def test_lunch_stands_alone_where_everybody_has_come_in_the_morning() -> None:
    halves = (HalfDay("Morning", time(9, 30)), HalfDay("Afternoon", time(13)))
    assert as_text(osce_timetable(OsceDay(half_days=halves)))[6:8] == [
        "11:25-13:00 lunch", "13:00-13:50 run 1 Afternoon",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {"stations": 0, "patient_stations": 0},
        {"run": 0},
        {"half_days": ()},
        {"patient_stations": 11},
        {"half_days": (HalfDay("Morning", time(9, 30)), HalfDay("Afternoon", time(11)))},
    ],
)
def test_an_exam_day_that_cannot_be_is_refused(changes: dict) -> None:
    with pytest.raises(ValueError, match="day|overlap"):
        osce_timetable(replace(OsceDay(), **changes))


def test_the_worked_days_give_a_rest_within_two_hours_and_a_meal() -> None:
    interview, exam = interview_timetable(InterviewDay(candidates=5)), osce_timetable(OsceDay())
    assert (longest_without_rest(interview), longest_without_rest(exam)) == (110, 50)
    assert meal_given(interview)
    assert meal_given(exam)


def test_three_candidates_in_a_row_are_longer_than_two_hours() -> None:
    assert longest_without_rest(interview_timetable(InterviewDay(candidates=3, pause_after=3))) == 165


def test_a_pause_of_five_minutes_is_no_rest() -> None:
    assert longest_without_rest(interview_timetable(InterviewDay(candidates=3, pause=5))) == 170


def test_a_long_day_without_lunch_gives_no_meal_but_a_short_one_needs_none() -> None:
    assert not meal_given(interview_timetable(InterviewDay(candidates=5, lunch_from=time(18))))
    assert meal_given(interview_timetable(InterviewDay(candidates=2)))
