"""How people want to be reached, and where they begin: plain answers from plain values."""

import pytest

from coordinator.people.rules import (
    days_to_answer,
    home_of,
    in_order,
    named_twice,
    phone_digits,
    refused_but_chosen,
)


def test_first_second_and_third_choice_become_one_order_without_gaps():
    assert in_order(["post", "", "phone"]) == ["post", "phone"]


def test_a_way_that_is_named_twice_counts_where_it_first_stands():
    assert in_order(["phone", "email", "phone"]) == ["phone", "email"]


def test_every_way_that_was_chosen_twice_is_named_once():
    assert named_twice(["phone", "email", "phone", "email", "phone"]) == ["phone", "email"]
    assert named_twice(["phone", "", ""]) == []


@pytest.mark.parametrize(
    ("never_phone", "never_email", "clash"),
    [(True, False, ["phone"]), (False, True, ["email"]), (True, True, ["email", "phone"]), (False, False, [])],
)
def test_ways_that_are_both_chosen_and_forbidden_are_named(never_phone, never_email, clash):
    order = ["email", "post", "phone"]
    assert refused_but_chosen(order, never_phone=never_phone, never_email=never_email) == clash


@pytest.mark.parametrize(("own", "policy", "given"), [(0, 3, 3), (5, 3, 5), (3, 3, 3)])
def test_the_longer_of_own_wish_and_policy_is_given(own, policy, given):
    assert days_to_answer(own, policy) == given


@pytest.mark.parametrize(
    ("typed", "digits"), [("01632 960 117", "01632960117"), (" +44 1632 960117", "01632960117"), ("Doreen", "")]
)
def test_a_phone_number_is_found_however_it_was_spaced(typed, digits):
    assert phone_digits(typed) == digits


@pytest.mark.parametrize(
    ("roles", "home"),
    [
        (set(), "me"),
        ({"volunteer"}, "me"),
        ({"partner"}, "me"),
        ({"volunteer", "coordinator"}, "team"),
        ({"recruiting_manager"}, "team"),
        ({"finance_checker"}, "finance"),
        ({"finance_payer"}, "finance"),
        ({"approver"}, "finance"),
        ({"head"}, "head"),
        ({"auditor"}, "head"),
        ({"head", "coordinator"}, "team"),
    ],
)
def test_everybody_begins_where_their_work_is(roles, home):
    assert home_of(frozenset(roles)) == home
