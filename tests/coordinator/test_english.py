"""English is written as Babel writes it, without its tables."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from coordinator import english

FORMS = {
    "{weekday} {day} {month} {year}": "EEEE d MMMM y",
    "{weekday_brief} {day} {month}": "EEE d MMMM",
    "{day} {month_brief} {year}": "d MMM y",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_day_of_four_years_is_written_as_babel_writes_it(form):
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(1461)]
    assert [english.dated(day, form) for day in days] == [format_date(day, FORMS[form], locale="en_GB") for day in days]


@pytest.mark.parametrize("pence", [0, 5, 99, 100, 1250, 123_456, 99_999_99, -5, -300, -123_456])
def test_money_is_written_as_babel_writes_it(pence):
    assert english.pounds(pence) == format_currency(Decimal(pence) / 100, "GBP", locale="en_GB")


@pytest.mark.parametrize(
    "value", [0, 7, -7, 1000, 1_234_567, Decimal("62.0"), Decimal("18.4"), Decimal("0.125"), Decimal("1234.50")]
)
def test_numbers_are_written_as_babel_writes_them(value):
    assert english.number(value) == format_decimal(value, locale="en_GB")


@pytest.mark.parametrize(
    ("name", "number"),
    [("March", 3), ("mar", 3), ("SEPT.", 9), ("Sep", 9), ("sept", 9), ("december", 12), ("marz", None), ("", None)],
)
def test_a_month_is_known_by_its_whole_and_its_brief_name(name, number):
    assert english.month_called(name) == number


@pytest.mark.parametrize(
    ("language", "is_english"),
    [("en", True), ("en-gb", True), ("en_GB", True), ("pl", False), ("ur", False), ("enm", False), ("", False)],
)
def test_which_languages_are_english(language, is_english):
    assert english.is_english(language) is is_english
