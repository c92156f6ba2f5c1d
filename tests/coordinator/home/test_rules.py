"""What comes first on a home page."""

from datetime import date

from coordinator.home.rules import by_urgency, few_first
from coordinator.hooks import NextStep


def step(what, due=None, order=50):
    return NextStep(what, "/", "See it", due=due, order=order)


def words(steps):
    return [each.what for each in steps]


def test_the_earliest_day_comes_first_and_what_has_none_last():
    steps = [step("any time"), step("later", date(2026, 3, 9)), step("soon", date(2026, 3, 2))]
    assert words(by_urgency(steps)) == ["soon", "later", "any time"]


def test_on_one_day_the_order_of_each_decides_then_how_they_came():
    day = date(2026, 3, 2)
    steps = [step("b", day), step("c", day), step("a", day, order=10)]
    assert words(by_urgency(steps)) == ["a", "b", "c"]


def test_five_are_shown_and_the_rest_folds_away():
    first, rest = few_first([step(str(number)) for number in range(7)])
    assert (words(first), words(rest)) == (["0", "1", "2", "3", "4"], ["5", "6"])
    assert few_first([]) == ([], [])
