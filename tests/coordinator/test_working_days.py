"""Working days as a person would count them on a British calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.working_days import (
    ENGLAND_AND_WALES,
    add_working_days,
    bank_holidays_known,
    day_off_name,
    is_working_day,
    next_working_day,
    previous_working_day,
    working_days_between,
)

DAYS = st.dates(date(2010, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 3, 8), "Sunday"),
        (date(2026, 3, 7), "Saturday"),
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 4, 6), "Easter Monday"),
        (date(2026, 12, 26), "Saturday"),
        (date(2026, 12, 28), "Boxing Day (substitute day)"),
        (date(2023, 5, 8), "Bank holiday for the coronation of King Charles III"),
        (date(2026, 3, 9), None),
        (date(2026, 8, 3), None),  # a bank holiday in Scotland only
    ],
)
def test_a_day_off_has_its_name_and_a_working_day_none(day, name):
    assert day_off_name(day) == name
    assert is_working_day(day) == (name is None)


@pytest.mark.parametrize(
    ("day", "n", "result"),
    [
        (date(2026, 3, 6), 1, date(2026, 3, 9)),  # Friday to Monday
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # Saturday to Monday
        (date(2026, 3, 26), 10, date(2026, 4, 13)),  # over Easter
        (date(2026, 12, 24), 1, date(2026, 12, 29)),  # Christmas Day, a weekend, the substitute day
        (date(2026, 3, 7), 0, date(2026, 3, 7)),  # no days: the day itself, even a Saturday
        (date(2026, 3, 26), -3, date(2026, 3, 23)),
        (date(2026, 4, 7), -1, date(2026, 4, 2)),  # back over Easter
    ],
)
def test_adding_working_days_steps_over_weekends_and_bank_holidays(day, n, result):
    assert add_working_days(day, n) == result


def test_without_easter_ten_days_from_26_march_are_9_april():
    assert add_working_days(date(2026, 3, 26), 10, holidays={}) == date(2026, 4, 9)


def test_the_next_and_previous_working_day_leave_the_day_itself_out():
    wednesday = date(2026, 3, 11)
    assert next_working_day(wednesday) == date(2026, 3, 12)
    assert previous_working_day(wednesday) == date(2026, 3, 10)
    assert next_working_day(date(2026, 4, 2)) == date(2026, 4, 7)
    assert previous_working_day(date(2026, 4, 7)) == date(2026, 4, 2)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2026, 3, 6), date(2026, 3, 9), 1),
        (date(2026, 3, 9), date(2026, 3, 6), -1),
        (date(2026, 3, 26), date(2026, 4, 13), 10),
        (date(2026, 3, 9), date(2026, 3, 9), 0),
        (date(2026, 1, 1), date(2026, 12, 31), 253),
        (date.min, date.min, 0),
    ],
)
def test_the_days_between_are_counted_after_the_start_up_to_the_end(start, end, count):
    assert working_days_between(start, end) == count


@given(DAYS, st.integers(-60, 60))
def test_counting_undoes_adding(day, n):
    assert working_days_between(day, add_working_days(day, n)) == n


@given(DAYS, st.integers(-400, 400))
def test_counting_agrees_with_walking_day_by_day(start, distance):
    end = start + timedelta(days=distance)
    if distance >= 0:
        walked = [start + timedelta(days=step) for step in range(1, distance + 1)]
    else:
        walked = [end + timedelta(days=step) for step in range(-distance)]
    count = sum(is_working_day(day) for day in walked)
    assert working_days_between(start, end) == (count if distance >= 0 else -count)


def test_beyond_the_data_only_weekends_count():
    christmas_2035 = date(2035, 12, 25)  # a Tuesday
    assert bank_holidays_known(christmas_2035) is False
    assert is_working_day(christmas_2035) is True
    assert day_off_name(date(2035, 12, 23)) == "Sunday"


def test_the_data_that_comes_with_the_package_reach_the_years_we_promise_in():
    assert bank_holidays_known(date(2026, 1, 1)) is True
    assert bank_holidays_known(date(2028, 12, 31)) is True
    assert bank_holidays_known(date(2011, 12, 31)) is False


def test_the_holidays_cannot_be_changed_by_accident():
    with pytest.raises(TypeError):
        ENGLAND_AND_WALES[date(2026, 3, 9)] = "A day off for all"
