"""What a panel asks of dates, numbers and people: composition, parity, readiness, times, the kept day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from coordinator.panels import rules
from coordinator.panels.rules.day_plan import day_warnings, kept, plan_of, timetable
from coordinator.panels.rules.interview import InterviewDay
from coordinator.panels.rules.osce import HalfDay, OsceDay
from coordinator.panels.rules.readiness import Date, Facts, Missing, Part, missing

THE_DAY = date(2026, 3, 26)
NINE = datetime(2026, 3, 26, 9, 0, tzinfo=UTC)


def test_one_member_of_the_public_where_two_are_asked_for_is_not_enough() -> None:
    panel = rules.composition(lay=1, minimum=2, staff=3)
    assert (panel.met, panel.fine, panel.missing) == (False, False, 1)


def test_a_name_beside_it_makes_fewer_fine_but_not_met() -> None:
    panel = rules.composition(lay=1, minimum=2, staff=3, waived_by="Tomasz Okafor")
    assert (panel.met, panel.fine, panel.missing) == (False, True, 1)


def test_more_than_asked_for_miss_nobody() -> None:
    panel = rules.composition(lay=3, minimum=2, staff=0)
    assert (panel.met, panel.fine, panel.missing) == (True, True, 0)


def test_staff_told_2_march_and_a_call_of_5_march_are_24_and_21_days() -> None:
    found = rules.parity(day=THE_DAY, staff_told=[date(2026, 3, 4), date(2026, 3, 2)], public_told=date(2026, 3, 5))
    assert (found.staff_days, found.public_days, found.fair, found.behind) == (24, 21, False, 3)


def test_a_public_told_before_the_staff_is_fair() -> None:
    found = rules.parity(day=THE_DAY, staff_told=[date(2026, 3, 6)], public_told=date(2026, 3, 5))
    assert (found.fair, found.behind) == (True, 0)


def test_nobody_told_is_neither_fair_nor_behind() -> None:
    found = rules.parity(day=THE_DAY, staff_told=[], public_told=None)
    assert (found.staff_days, found.public_days, found.known, found.fair, found.behind) == (None, None, False, False, 0)


@pytest.mark.parametrize(
    ("first_lay", "staff_told", "late"),
    [
        (date(2026, 3, 18), date(2026, 3, 2), True),  # 8 days before, after the staff
        (date(2026, 3, 5), date(2026, 3, 2), False),  # after the staff, but 21 days before
        (date(2026, 3, 2), date(2026, 3, 2), False),  # with the staff
        (None, date(2026, 3, 2), False),
        (date(2026, 3, 18), None, False),
    ],
)
def test_the_first_of_the_public_after_the_staff_with_little_notice_is_late(
    first_lay: date | None, staff_told: date | None, late: bool
) -> None:
    assert rules.late_addition(kind="interview", day=THE_DAY, first_lay=first_lay, staff_told=staff_told) is late


READY = Facts(
    kind="interview",
    composition=rules.composition(lay=2, minimum=2, staff=3),
    places=2,
    taken=2,
    dates=[Date("26 March", True)],
    parts=[Part("Chair", 1, 1)],
)


def said(facts: Facts) -> list[str]:
    """Every missing item as it is read."""
    return [str(item) for item in missing(facts)]


def test_a_panel_with_people_a_date_and_a_room_is_ready() -> None:
    assert missing(READY) == []


def test_every_missing_item_is_named_at_once() -> None:
    facts = replace(
        READY,
        composition=rules.composition(lay=1, minimum=2, staff=3),
        taken=1,
        dates=[Date("26 March", False), Date("27 March", True)],
        parts=[Part("Chair", 0, 1), Part("Scorer", 2, 2)],
        busy_elsewhere=["Rowan Ellery"],
    )
    assert said(facts) == [
        "Members of the public: 1 of at least 2",
        "Places filled: 1 of 2",
        "Rowan Ellery is needed somewhere else at the same time",
        "26 March: no venue and no video link yet",
        "Chair: 0 of 1 people",
    ]


def test_no_date_is_missing_but_not_where_dates_are_agreed_later() -> None:
    assert said(replace(READY, dates=[])) == ["No date is set"]
    assert said(replace(READY, dates=[], kind="open_role")) == []


def test_reading_at_home_needs_no_room() -> None:
    assert said(replace(READY, kind="review", dates=[Date("26 March", False)])) == []


def test_a_missing_item_keeps_its_words_apart_from_its_names() -> None:
    assert missing(replace(READY, taken=1)) == [
        Missing("Places filled: {taken} of {places}", {"taken": 1, "places": 2})
    ]


def test_times_that_fit_have_no_gaps() -> None:
    arrive = NINE - timedelta(minutes=15)
    assert rules.time_gaps(starts_at=NINE, ends_at=NINE + timedelta(hours=1), arrive_at=arrive, now=arrive) == {}


def test_an_end_before_the_start_says_so_beside_the_end() -> None:
    assert rules.time_gaps(starts_at=NINE, ends_at=NINE) == {"ends_at": "The end must be after the start."}


def test_arriving_after_the_start_or_hours_before_is_asked_about() -> None:
    ends = NINE + timedelta(hours=1)
    late = rules.time_gaps(starts_at=NINE, ends_at=ends, arrive_at=NINE + timedelta(minutes=1))
    early = rules.time_gaps(starts_at=NINE, ends_at=ends, arrive_at=NINE - timedelta(hours=4, minutes=1))
    assert late == {"arrive_at": "People must be able to arrive before the start, or at the start."}
    assert early == {"arrive_at": "This is more than four hours before the start. Check the day and the time."}


def test_a_day_that_is_over_is_not_set() -> None:
    gaps = rules.time_gaps(starts_at=NINE, ends_at=NINE + timedelta(hours=1), now=NINE + timedelta(minutes=1))
    assert gaps == {"starts_at": "This is over already. Give a day and time that are still to come."}


@pytest.mark.parametrize(
    ("places", "minimum_lay", "gaps"),
    [
        (2, 2, {}),
        (0, 0, {"places": "A panel needs at least one place."}),
        (1, 2, {"minimum_lay": "There are fewer places than this. Add places, or ask for fewer people."}),
    ],
)
def test_numbers_that_do_not_fit_are_named(places: int, minimum_lay: int, gaps: dict[str, str]) -> None:
    assert rules.number_gaps(places=places, minimum_lay=minimum_lay) == gaps


def booking(person: str, where: str, starts: int, ends: int) -> rules.Booking:
    return rules.Booking(person, where, NINE + timedelta(hours=starts), NINE + timedelta(hours=ends))


def test_the_same_person_in_two_circuits_at_once_is_a_clash() -> None:
    red, blue, later = booking("Alan", "Red", 0, 2), booking("Alan", "Blue", 1, 3), booking("Alan", "Green", 2, 4)
    assert rules.clashes([later, red, blue]) == [(red, blue), (blue, later)]


def test_two_people_or_one_after_the_other_do_not_clash() -> None:
    assert (
        rules.clashes([booking("Alan", "Red", 0, 1), booking("Alan", "Blue", 1, 2), booking("Rowan", "Red", 0, 1)])
        == []
    )


ONE_HALF = OsceDay(circuits=("Red",), half_days=(HalfDay("Morning", time(9, 30)),))


@pytest.mark.parametrize(
    ("kind", "plan"),
    [("interview", InterviewDay(candidates=5)), ("mock_patient", OsceDay()), ("mock_patient", ONE_HALF)],
)
def test_a_day_that_is_kept_is_read_back_as_it_was(kind: str, plan: InterviewDay | OsceDay) -> None:
    assert plan_of(kind, kept(plan)) == plan
    assert timetable(plan_of(kind, kept(plan))) == timetable(plan)


def test_the_kept_day_holds_times_as_people_write_them() -> None:
    assert kept(InterviewDay(candidates=5))["arrive"] == "08:45"
    assert kept(OsceDay())["half_days"][1] == {"name": "Afternoon", "first": "13:00", "arrive": "12:15"}


def test_a_type_without_a_timetable_or_a_day_without_a_plan_has_none() -> None:
    assert plan_of("forum", {"candidates": 5}) is None
    assert plan_of("interview", {}) is None


def test_a_hard_day_is_warned_about_and_a_kind_one_is_not() -> None:
    hard = timetable(InterviewDay(candidates=6, pause=5, lunch=20))
    assert day_warnings(hard) == [
        "There are more than two hours without a pause of at least ten minutes.",
        "The day is longer than five hours and has no meal of at least 30 minutes.",
    ]
    assert day_warnings(timetable(InterviewDay(candidates=5))) == []
