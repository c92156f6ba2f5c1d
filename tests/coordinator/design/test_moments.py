"""How dates, times and money read."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import translation

from coordinator.design import moments

LONDON_MORNING = dt.datetime(2026, 3, 26, 8, 45, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _in_march():
    with time_machine.travel(dt.datetime(2026, 3, 2, 15, tzinfo=dt.UTC), tick=False):
        yield


def test_a_day_of_this_year_needs_no_year():
    assert moments.day(LONDON_MORNING) == "Thursday 26 March"
    assert moments.day_brief(LONDON_MORNING) == "Thu 26 March"
    assert moments.day_short(LONDON_MORNING) == "26 Mar"


def test_a_day_of_another_year_names_it():
    later = dt.date(2027, 1, 4)
    assert [moments.day(later), moments.day_brief(later), moments.day_short(later)] == [
        "Monday 4 January 2027", "Mon 4 January 2027", "4 Jan 2027",
    ]  # fmt: skip


def test_nothing_reads_as_nothing():
    assert [moments.day(None), moments.day_brief(None), moments.day_short(None), moments.time(None)] == [""] * 4
    assert [moments.datetime(None), moments.when(None), moments.money(None), moments.miles(None)] == [""] * 4


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [(8, 45, "8:45am"), (9, 0, "9am"), (12, 0, "midday"), (0, 0, "midnight"), (15, 5, "3:05pm"), (0, 30, "12:30am")],
)
def test_times_read_as_people_say_them(hour, minute, words):
    assert moments.time(dt.time(hour, minute)) == words


def test_a_summer_time_is_shown_on_the_clock_on_the_wall():
    july = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)
    assert moments.datetime(july) == "Thursday 2 July, 12:30am"
    assert moments.datetime(july, "UTC") == "Wednesday 1 July, 11:30pm"
    assert moments.datetime(july, ZoneInfo("Europe/Paris")) == "Thursday 2 July, 1:30am"


def test_a_span_names_the_second_day_only_when_it_is_another():
    assert moments.when(LONDON_MORNING) == "Thursday 26 March, 8:45am"
    assert moments.when(LONDON_MORNING, LONDON_MORNING.replace(hour=15)) == "Thursday 26 March, 8:45am to 3:45pm"
    assert moments.when(LONDON_MORNING, LONDON_MORNING + dt.timedelta(days=1)) == (
        "Thursday 26 March, 8:45am to Friday 27 March, 8:45am"
    )


def test_plain_dates_and_times_without_a_zone_stay_as_they_are():
    naive = dt.datetime(2026, 3, 26, 8, 45)
    assert (moments.local(naive), moments.local(dt.date(2026, 3, 26))) == (naive, dt.date(2026, 3, 26))


@pytest.mark.parametrize(("pence", "words"), [(1250, "£12.50"), (0, "£0.00"), (123456, "£1,234.56"), (-500, "-£5.00")])
def test_pence_read_as_pounds(pence, words):
    assert moments.money(pence) == words


@pytest.mark.parametrize(
    ("tenths", "words"), [(125, "12.5 miles"), (10, "1 mile"), (120, "12 miles"), (5, "0.5 miles")]
)
def test_tenths_read_as_miles(tenths, words):
    assert moments.miles(tenths) == words


def test_one_and_many_are_told_apart():
    assert [moments.pluralised(number, "day", "days") for number in (0, 1, 3)] == ["0 days", "1 day", "3 days"]


def test_another_language_writes_days_and_times_its_own_way():
    with translation.override("fr"):
        assert (moments.day(LONDON_MORNING), moments.time(LONDON_MORNING)) == ("jeu. 26 mars", "08:45")
