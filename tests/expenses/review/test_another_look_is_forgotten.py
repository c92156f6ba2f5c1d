"""Why somebody wanted another look is theirs: in their export, and gone when they ask to be forgotten."""

from __future__ import annotations

import pytest

from coordinator.authorization.verdict import NotAllowed
from coordinator.people.queries import export_of
from expenses.review import actions
from expenses.review.actions.forgetting import forget_appeals
from expenses.review.models import Appeal
from tests.expenses.office import NOW, make_claim


def test_the_words_are_exported_and_then_forgotten_and_that_it_was_asked_stays(world):
    claim = make_claim(world, 420, status="declined")
    Appeal.objects.create(claim=claim, round=1, text="It was two buses.", at=NOW)
    assert [row["text"] for row in export_of(claim.person)["other_looks"]] == ["It was two buses."]
    forget_appeals(claim.person, NOW)
    assert [(each.round, each.text) for each in claim.appeals.all()] == [(1, "")]


def test_who_may_only_pay_approves_nothing_together(world):
    claim = make_claim(world, 420)
    with pytest.raises(NotAllowed):
        actions.approve_together([claim], by=world.paula, now=NOW)
    claim.refresh_from_db()
    assert claim.status == "submitted"
