"""What finance and the team write to a person about money never doubts how they travelled (practice.md B-10)."""

from __future__ import annotations

import pytest

from expenses.review.forms import AnswerForm, PartForm, ReasonForm
from expenses.travel.forms import DecideForm
from tests.expenses.office import make_claim

STATION = "Are you sure that was the nearest station?"
SAID = [
    "People know their own station, so we never ask about it. Name the rule and what would settle it.",
    "“Are you sure” doubts the person. Say what you see, which rule it meets and what would settle it.",
]


@pytest.mark.parametrize("form", [ReasonForm({"reason": STATION}), AnswerForm({"reason": STATION})])
def test_a_reason_that_asks_about_the_station_is_not_sent(form):
    assert form.errors["reason"] == SAID


def test_nor_is_the_teams_answer_to_an_estimate():
    assert DecideForm({"agree": "no", "note": STATION}).errors["note"] == SAID


@pytest.mark.parametrize("field", ["note", "reason"])
def test_nor_is_a_line_about_less(world, field):
    claim = make_claim(world, 900)
    line = claim.lines.get()
    name = "note" if field == "note" else f"reason_{line.pk}"
    form = PartForm({f"pence_{line.pk}": "5.00", name: STATION}, lines=[line])
    assert form.errors == {name: SAID}


def test_a_rule_is_named_freely():
    assert ReasonForm({"reason": "We pay parking up to £5 without a ticket."}).errors == {}
