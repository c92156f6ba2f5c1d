"""What is kept apart, when a role may end, what is lacking, how much of the map is covered."""

from datetime import date, timedelta

import pytest

from coordinator.keeping import rules
from coordinator.keeping.rules import Coverage, coverage, ending_problem, giving_problem, lacking

TODAY = date(2026, 3, 2)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.mark.parametrize("role", sorted(rules.MONEY))
def test_nobody_takes_a_role_that_looks_after_money(role):
    assert giving_problem(role, held=set(), oneself=True) == rules.ONESELF
    assert giving_problem(role, held=set(), oneself=False) == ""


@pytest.mark.parametrize("role", sorted(rules.MONEY))
def test_whoever_may_claim_decides_about_no_claim(role):
    assert giving_problem(role, held={"volunteer"}, oneself=False) == rules.CLAIMS_HERE


def test_whoever_pays_neither_checks_nor_approves():
    assert giving_problem("approver", held={"finance_payer"}, oneself=False) == rules.PAYS_ALREADY
    assert giving_problem("finance_checker", held={"finance_payer"}, oneself=False) == rules.PAYS_ALREADY
    assert giving_problem("finance_payer", held={"finance_checker"}, oneself=False) == rules.DECIDES_ALREADY
    assert giving_problem("finance_payer", held={"approver"}, oneself=False) == rules.DECIDES_ALREADY
    assert giving_problem("approver", held={"finance_checker"}, oneself=False) == ""


def test_other_roles_go_together():
    assert giving_problem("coordinator", held={"head", "volunteer"}, oneself=True) == ""
    assert giving_problem("head", held={"finance_payer"}, oneself=False) == ""


def ending(role="auditor", on=TODAY, ends_on=None, others=()):
    return ending_problem(role, on=on, ends_on=ends_on, today=TODAY, other_heads=others)


def test_a_role_ends_at_once_today_or_later():
    assert [ending(on=TODAY + timedelta(days=days)) for days in (-2, -1, 0, 9)] == [rules.DAY_IS_OVER, "", "", ""]


def test_what_has_ended_does_not_end_again():
    assert (ending(ends_on=YESTERDAY), ending(ends_on=TODAY)) == (rules.ENDED, "")


def test_a_head_stays_until_another_is_there_for_longer():
    later = TODAY + timedelta(days=5)
    assert ending("head") == rules.LAST_HEAD
    assert ending("head", others=[YESTERDAY]) == rules.LAST_HEAD
    assert ending("head", on=later, others=[later]) == rules.LAST_HEAD
    assert ending("head", on=TODAY, others=[later]) == ""
    assert ending("head", others=[None]) == ""


@pytest.mark.parametrize(("typed", "kept"), [(" lm ", "LM"), ("l m 1", "LM1"), ("LM", "LM")])
def test_a_prefix_is_tidied(typed, kept):
    assert (rules.tidy_prefix(typed), rules.prefix_problem(kept)) == (kept, "")


@pytest.mark.parametrize("prefix", ["", "ABCDEFG", "L-M", "ÄB"])
def test_a_prefix_is_letters_and_figures(prefix):
    assert rules.prefix_problem(prefix) == rules.PREFIX


def test_what_an_organisation_lacks_in_order_of_need():
    assert lacking([], teams=0, cards=0) == list(rules.LACKS)
    assert lacking(["coordinator", "finance_checker", "approver", "finance_payer"], teams=1, cards=2) == []
    assert lacking(["head", "coordinator"], teams=1, cards=1) == ["finance_checker", "approver", "finance_payer"]


def test_27_of_27_in_9_of_9():
    whole = coverage({f"Area {number}": 3 for number in range(9)}, unplaced=0)
    assert (whole, whole.whole) == (Coverage(27, 27, 9, 9, ()), True)


def test_what_is_missing_is_named():
    part = coverage({"Estuary": 3, "Hillside": 0}, unplaced=2)
    assert (part, part.whole) == (Coverage(3, 5, 1, 2, ("Hillside",)), False)
    assert coverage({"Estuary": 3}, unplaced=1).whole is False
