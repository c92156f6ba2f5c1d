"""Dates, times and miles as people write them, and what is said when they cannot be read."""

import datetime as dt

import pytest

from coordinator.design.reading import Unreadable, read_date, read_miles, read_time

DATE = "Write the date with day, month and year, for example 26 3 2026"
TIME = "Write the time like 8:45am or 14:30"
MILES = "Write the miles in figures, for example 12 or 12.5"


@pytest.mark.parametrize(
    "typed", [("26", "3", "2026"), ("26", "March", "26"), ("26", "mar", "2026"), ("026", "03", "2026")]
)
def test_a_date_is_read_however_its_month_is_written(typed):
    assert read_date(*typed) == dt.date(2026, 3, 26)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("", "3", "2026"), "Add the day"),
        (("26", "", "2026"), "Add the month"),
        (("26", "3", ""), "Add the year"),
        (("26", "", ""), DATE),
        (("next", "3", "2026"), DATE),
        (("26", "Marsh", "2026"), DATE),
        (("26", "3", "226"), "Write the year with four figures, for example 2026"),
        (("26", "3", "soon"), "Write the year with four figures, for example 2026"),
        (("31", "2", "2026"), "There is no such day in the calendar. Check the day and the month."),
        (("1", "13", "2026"), "There is no such day in the calendar. Check the day and the month."),
    ],
)
def test_a_date_that_cannot_be_read_says_what_to_write(typed, sentence):
    with pytest.raises(Unreadable) as unreadable:
        read_date(*typed)
    assert str(unreadable.value.message) == sentence


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("8:45am", 8, 45), ("08.45", 8, 45), ("1545", 15, 45), ("9 pm", 21, 0), ("9 p.m.", 21, 0), ("12am", 0, 0),
        ("12pm", 12, 0), ("midday", 12, 0), ("Noon", 12, 0), ("midnight", 0, 0), (" 14:30 ", 14, 30), ("0", 0, 0),
        ("14", 14, 0),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(typed, hour, minute):
    assert read_time(typed) == dt.time(hour, minute)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("8", "Add am or pm: 8am or 8pm?"),
        ("after lunch", TIME),
        ("13pm", TIME),
        ("0am", TIME),
        ("25:00", TIME),
        ("8:75", TIME),
        ("", TIME),
    ],
)
def test_a_time_that_cannot_be_read_says_what_to_write(typed, sentence):
    with pytest.raises(Unreadable) as unreadable:
        read_time(typed)
    assert str(unreadable.value.message) == sentence


@pytest.mark.parametrize(
    ("typed", "tenths"),
    [
        ("12", 120),
        ("12.5", 125),
        ("12,5", 125),
        ("12.5 miles", 125),
        ("1 mile", 10),
        ("1,234", 12340),
        ("0", 0),
        ("2000", 20000),
    ],
)
def test_miles_are_read_to_a_tenth(typed, tenths):
    assert read_miles(typed) == tenths


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("twelve", MILES), ("-1", MILES), ("2000.1", MILES), ("NaN", MILES), ("infinity", MILES),
        ("12.55", "Write the miles with one figure after the point at most, for example 12.5"),
    ],
)  # fmt: skip
def test_miles_that_cannot_be_read_say_what_to_write(typed, sentence):
    with pytest.raises(Unreadable) as unreadable:
        read_miles(typed)
    assert str(unreadable.value.message) == sentence
