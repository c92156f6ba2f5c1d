"""Amounts as people write them, and as they read them."""

import pytest
from babel import UnknownLocaleError
from hypothesis import given
from hypothesis import strategies as st

from coordinator.money import (
    IN_FIGURES,
    LARGEST_PENCE,
    NO_MINUS,
    TOO_LARGE,
    TWO_DECIMALS,
    MoneyNotUnderstood,
    format_pence,
    parse_pence,
)

AMOUNTS = st.integers(0, LARGEST_PENCE)


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("12.50", 1250),
        ("£12.50", 1250),
        ("£12.5", 1250),
        ("12,50", 1250),
        ("12,5", 1250),
        ("£ 1234,50", 123450),
        ("1,234.50", 123450),
        ("1,234", 123400),
        ("12,345.6", 1234560),
        (" £ 12 ", 1200),
        ("\u00a3\u00a012.50\n", 1250),
        ("1250", 125000),
        ("012.50", 1250),
        (".50", 50),
        ("£.5", 50),
        ("12p", 12),
        ("50P", 50),
        ("150 p", 150),
        ("0", 0),
        ("£0.00", 0),
        ("0p", 0),
        ("99,999.99", LARGEST_PENCE),
    ],
)
def test_an_amount_is_understood_as_it_was_meant(text, pence):
    assert parse_pence(text) == pence


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("twelve", IN_FIGURES),
        ("", IN_FIGURES),
        ("£", IN_FIGURES),
        (".", IN_FIGURES),
        ("12.", IN_FIGURES),
        ("12.50.50", IN_FIGURES),
        ("1.234,50", IN_FIGURES),
        ("1,23.4", IN_FIGURES),
        ("0,500", IN_FIGURES),
        ("1,2345", IN_FIGURES),
        ("1 234", IN_FIGURES),
        ("££5", IN_FIGURES),
        ("£50p", IN_FIGURES),
        ("12.5p", IN_FIGURES),
        ("$5", IN_FIGURES),
        ("5 or 6", IN_FIGURES),
        ("1e3", IN_FIGURES),
        ("0x10", IN_FIGURES),
        ("1_000", IN_FIGURES),
        ("NaN", IN_FIGURES),
        ("１２", IN_FIGURES),
        ("١٢", IN_FIGURES),
        ("1²", IN_FIGURES),
        ("½", IN_FIGURES),
        ("12\u200b50", IN_FIGURES),
        ("\u202e05.21", IN_FIGURES),
        ("12\x0050", IN_FIGURES),
        ("=12.50", IN_FIGURES),
        ("-5", NO_MINUS),
        ("£-5.00", NO_MINUS),
        ("−12,50", NO_MINUS),
        ("(5.00)", NO_MINUS),
        ("12.345", TWO_DECIMALS),
        ("£1,234.567", TWO_DECIMALS),
        ("100000", TOO_LARGE),
        ("100,000.00", TOO_LARGE),
        ("9" * 40, TOO_LARGE),
        ("9" * 41, IN_FIGURES),
        ("9" * 10_000, IN_FIGURES),
    ],
)
def test_what_we_cannot_be_sure_of_is_answered_with_how_to_write_it(text, hint):
    with pytest.raises(MoneyNotUnderstood) as told:
        parse_pence(text)
    assert (str(told.value), told.value.hint, told.value.text) == (hint, hint, text)


def test_the_hint_shows_an_amount_in_figures():
    assert IN_FIGURES == "Write the amount in figures, for example 12.50."


@pytest.mark.parametrize(
    ("pence", "locale", "text"),
    [
        (1250, "en_GB", "£12.50"),
        (1250, "en-gb", "£12.50"),
        (0, "en_GB", "£0.00"),
        (5, "en_GB", "£0.05"),
        (-300, "en_GB", "-£3.00"),
        (123450, "en_GB", "£1,234.50"),
        (123450, "cy", "£1,234.50"),
        (1250, "pl", "12,50\u00a0GBP"),
    ],
)
def test_money_is_shown_in_the_readers_way(pence, locale, text):
    assert format_pence(pence, locale) == text


def test_a_language_nobody_knows_is_told_to_the_programmer():
    with pytest.raises(UnknownLocaleError):
        format_pence(1250, "xx_YY")


@given(AMOUNTS)
def test_what_we_show_can_be_typed_back(pence):
    assert parse_pence(format_pence(pence)) == pence


@given(AMOUNTS)
def test_a_point_and_a_comma_mean_the_same(pence):
    pounds, rest = divmod(pence, 100)
    assert parse_pence(f"{pounds}.{rest:02}") == parse_pence(f"{pounds},{rest:02}") == pence


@given(st.text())
def test_any_text_is_an_amount_within_bounds_or_a_kind_answer(text):
    try:
        pence = parse_pence(text)
    except MoneyNotUnderstood as told:
        assert told.hint in {IN_FIGURES, NO_MINUS, TWO_DECIMALS, TOO_LARGE}
    else:
        assert 0 <= pence <= LARGEST_PENCE
        assert all(sign in "0123456789.,£pP \t\r\n\u00a0\u202f" for sign in text)


@given(st.text("0123456789.,£p -", max_size=12))
def test_no_mix_of_figures_and_signs_is_read_in_two_ways(text):
    try:
        pence = parse_pence(text)
    except MoneyNotUnderstood:
        return
    assert parse_pence(format_pence(pence)) == pence
    assert parse_pence(f" {text} ") == pence
