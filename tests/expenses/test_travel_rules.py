"""An estimate is welcome, never demanded; agreed at once when small; and then nobody asks again."""

import pytest

from expenses.travel.rules import (
    DEFAULT_MODE,
    Conditional,
    Estimate,
    EstimateAnswer,
    TravelMode,
    agreed_at_once,
    amount,
    as_last_time,
    between,
    dont_know,
    or_in_all,
    safe_harbour_pence,
    verdict_on_estimate,
    verdict_on_travel_claim,
)

THRESHOLD = 6000
ROWAN = or_in_all(amount(3100), "taxi if wet", 4900)  # practice.md journey (a) 6


def test_nobody_is_asked_to_choose_how_to_travel():
    assert DEFAULT_MODE is TravelMode.SELF_ARRANGED


def test_31_pounds_or_49_if_wet_is_agreed_at_once():
    verdict = verdict_on_estimate(ROWAN, THRESHOLD)
    assert (verdict.agreed, verdict.up_to_pence, bool(verdict)) == (True, 4900, True)
    assert str(verdict.reason) == "Agreed. You can claim up to £49.00 without any question."
    assert ROWAN.conditional == Conditional("taxi if wet", 1800)


@pytest.mark.parametrize("claimed", [0, 3060, 3100, 4900])
def test_a_claim_within_the_plan_or_its_wet_day_is_covered(claimed):
    verdict = verdict_on_travel_claim(ROWAN, claimed)
    assert verdict.allowed is True
    assert str(verdict.reason) == "Covered by the agreed plan."


def test_55_pounds_go_to_a_person_with_the_rule():
    verdict = verdict_on_travel_claim(ROWAN, 5500)
    assert verdict.allowed is False
    assert str(verdict.reason) == (
        "Travel comes to £55.00 and £49.00 was agreed beforehand. A person looks at what is above."
    )


@pytest.mark.parametrize(
    ("estimate", "harbour"),
    [
        (amount(3100), 3100),
        (amount(0), 0),
        (amount(3100, Conditional("taxi if wet", 1800)), 4900),
        (between(2500, 3100), 3100),
        (between(3100, 2500), 3100),
        (between(2500, 3100, Conditional("taxi if wet", 1800)), 4900),
        (as_last_time(2340), 2340),
        (as_last_time(None), None),
        (dont_know(), None),
    ],
)
def test_each_way_of_answering_has_its_safe_harbour(estimate, harbour):
    assert safe_harbour_pence(estimate) == harbour


def test_a_range_may_be_written_either_way_round():
    assert between(3100, 2500) == Estimate(EstimateAnswer.RANGE, 2500, 3100)


@pytest.mark.parametrize(
    ("estimate", "agreed"),
    [
        (amount(6000), True),
        (amount(6001), False),
        (amount(5000, Conditional("taxi if wet", 1001)), False),
        (between(100, 6000), True),
        (dont_know(), False),
        (as_last_time(None), False),
        (as_last_time(2340), True),
    ],
)
def test_agreed_at_once_up_to_the_threshold_with_everything_counted(estimate, agreed):
    assert agreed_at_once(estimate, THRESHOLD) is agreed


def test_not_knowing_is_a_fine_answer():
    verdict = verdict_on_estimate(dont_know(), THRESHOLD)
    assert (verdict.agreed, verdict.up_to_pence) == (False, None)
    assert str(verdict.reason) == ("Thank you. You need not know the cost beforehand: claim afterwards what you spent.")


def test_a_larger_plan_is_read_by_a_person_and_the_place_is_safe():
    verdict = verdict_on_estimate(amount(8000), THRESHOLD)
    assert (verdict.agreed, verdict.up_to_pence) == (False, 8000)
    assert str(verdict.reason) == (
        "Thank you. Plans above £60.00 are agreed by a person, who will write to you. Your place is safe."
    )


def test_without_an_amount_no_claim_is_above_it():
    verdict = verdict_on_travel_claim(dont_know(), 25_000)
    assert verdict.allowed is True
    assert str(verdict.reason) == "No amount was agreed beforehand, so the ordinary rules hold."


def test_a_total_below_the_amount_adds_nothing_and_one_for_no_amount_changes_nothing():
    assert safe_harbour_pence(or_in_all(amount(3100), "lift home", 2000)) == 3100
    assert or_in_all(dont_know(), "taxi if wet", 4900) == dont_know()


@pytest.mark.parametrize("make", [lambda: amount(-1), lambda: between(-1, 5), lambda: amount(5, Conditional("x", -1))])
def test_a_negative_amount_is_told_to_the_programmer(make):
    with pytest.raises(ValueError, match="no negative amount"):
        make()
