"""Mileage: the rate of the journey's day, rounded once, and never lowered behind anybody's back."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expenses.rates.rules import (
    SEED_RATES,
    MileageKind,
    Rate,
    RateMissing,
    RatesOverlap,
    mileage_pence,
    rates_on,
    tax_free_limit_note,
    tax_year_start,
)

CAR = MileageKind.CAR
BEFORE, AFTER = date(2026, 4, 5), date(2026, 4, 6)
IN_MAY = date(2026, 5, 6)


def test_the_day_before_and_the_day_of_the_change_each_use_their_own_rate():
    assert mileage_pence(Decimal(62), BEFORE) == 62 * 45
    assert mileage_pence(Decimal(62), AFTER) == 62 * 55


def test_events_on_31_march_and_1_april_use_their_own_rates():
    ours = (
        Rate(CAR, Decimal(45), date(2025, 4, 1), date(2026, 3, 31)),
        Rate(CAR, Decimal(50), date(2026, 4, 1)),
    )
    assert mileage_pence(Decimal(10), date(2026, 3, 31), rates=ours) == 450
    assert mileage_pence(Decimal(10), date(2026, 4, 1), rates=ours) == 500


@pytest.mark.parametrize(
    ("kind", "pence"),
    [(CAR, 550), (MileageKind.MOTORCYCLE, 240), (MileageKind.CYCLE, 200), (MileageKind.PASSENGER, 50)],
)
def test_ten_miles_in_may_2026(kind, pence):
    assert mileage_pence(Decimal(10), IN_MAY, kind=kind) == pence


@pytest.mark.parametrize(
    ("miles", "pence"),
    [("0", 0), ("0.1", 6), ("12.5", 688), ("7.3", 402), ("100", 5500)],  # 5.5, 687.5, 401.5: up from the half
)
def test_a_line_is_rounded_half_up_once(miles, pence):
    assert mileage_pence(Decimal(miles), IN_MAY) == pence


@pytest.mark.parametrize(
    ("told", "pence"),
    [
        ("0", 5500),
        ("9900", 5500),  # the last mile is the ten-thousandth
        ("9940", 60 * 55 + 40 * 25),
        ("10000", 2500),
        ("25000", 2500),
    ],
)
def test_the_lower_rate_begins_only_where_the_person_told_us_it_does(told, pence):
    assert mileage_pence(Decimal(100), IN_MAY, told_miles=Decimal(told)) == pence


def test_our_own_count_keeps_the_full_rate_and_tells_staff():
    note = tax_free_limit_note(Decimal(10_050), IN_MAY)
    assert str(note) == (
        "We count 10,050 miles since 6 April; the tax-free limit is 10,000 for all organisations together. "
        "The full rate is still paid. Please talk with the person about it."
    )
    assert mileage_pence(Decimal(100), IN_MAY) == 5500


def test_up_to_the_limit_there_is_no_note():
    assert tax_free_limit_note(Decimal(10_000), IN_MAY) is None
    assert tax_free_limit_note(Decimal(50_000), IN_MAY, kind=MileageKind.CYCLE) is None


def test_a_missing_rate_says_which_kind_and_day():
    with pytest.raises(RateMissing) as told:
        mileage_pence(Decimal(10), date(2011, 4, 5))
    assert str(told.value) == "There is no mileage rate for car on 5 April yet."
    assert (told.value.kind, told.value.day) == (CAR, date(2011, 4, 5))


def test_a_higher_band_without_an_ordinary_rate_is_a_missing_rate():
    with pytest.raises(RateMissing):
        rates_on(IN_MAY, CAR, [Rate(CAR, Decimal(25), AFTER, None, 10_000)])


def test_two_rates_for_the_same_day_are_not_chosen_between():
    first, second = Rate(CAR, Decimal(45), BEFORE), Rate(CAR, Decimal(55), AFTER)
    with pytest.raises(RatesOverlap) as told:
        mileage_pence(Decimal(10), IN_MAY, rates=[first, second])
    assert str(told.value) == "Two mileage rates for car hold from 6 April on. End one of them first."
    assert told.value.rates == (first, second)


@pytest.mark.parametrize("miles", ["-1", "NaN", "Infinity"])
def test_what_is_no_distance_is_told_to_the_programmer(miles):
    with pytest.raises(ValueError, match="is no distance in miles"):
        mileage_pence(Decimal(miles), IN_MAY)
    with pytest.raises(ValueError, match="is no distance in miles"):
        mileage_pence(Decimal(1), IN_MAY, told_miles=Decimal(miles))


@pytest.mark.parametrize(
    ("day", "start"),
    [(BEFORE, date(2025, 4, 6)), (AFTER, date(2026, 4, 6)), (date(2026, 12, 31), date(2026, 4, 6))],
)
def test_the_tax_year_begins_on_6_april(day, start):
    assert tax_year_start(day) == start


def test_every_seeded_rate_says_where_it_comes_from_and_none_overlap():
    assert [rate for rate in SEED_RATES if not rate.source] == []
    for kind in MileageKind:
        for day in (date(2011, 4, 6), BEFORE, AFTER, date(2030, 1, 1)):
            assert rates_on(day, kind, SEED_RATES)[0].after_miles == 0


MILES = st.decimals(0, 20_000, places=1)


@given(MILES, MILES, MILES)
def test_a_journey_in_two_parts_comes_to_the_same_give_or_take_a_rounding(told, first, second):
    whole = mileage_pence(first + second, IN_MAY, told_miles=told)
    parts = mileage_pence(first, IN_MAY, told_miles=told) + mileage_pence(second, IN_MAY, told_miles=told + first)
    assert abs(whole - parts) <= 1
