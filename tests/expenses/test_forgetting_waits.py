"""Nobody is forgotten while money would not find them any more (practice.md PO6)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coordinator.ids import new_id
from coordinator.people.actions import forget
from coordinator.people.queries import waits_before_forgetting
from coordinator.workflow.refusals import Refusal
from expenses.claims.actions import take_back
from expenses.payments import actions as payments
from tests.expenses.before_the_day import asked
from tests.expenses.office import LATER, NOW, approved, make_claim
from tests.making import make_panel, make_place, make_session, signed_in

PAID_ON = NOW.date()
OWED = "£9.00 is owed and has not arrived yet. Once it has, everything else can be forgotten."


def test_money_that_is_owed_arrives_first_also_while_it_is_on_its_way(world):
    claim = approved(world, 900)
    assert waits_before_forgetting(claim.person) == [OWED]
    batch = payments.build_batch(world.organisation, form_key=new_id(), by=world.paula, now=NOW)
    with pytest.raises(Refusal) as refused:
        forget(claim.person, by=claim.person, now=NOW)
    assert str(refused.value) == OWED
    payments.mark_all_paid(batch, paid_on=PAID_ON, by=world.paula, now=LATER)
    assert waits_before_forgetting(claim.person) == []
    assert forget(claim.person, by=claim.person, now=LATER).full_name == "Somebody who asked to be forgotten"


def test_a_claim_with_finance_is_taken_back_or_paid_first(world):
    claim = make_claim(world, 900)
    said = f"Claim {claim.reference} is with finance. It can be taken back; otherwise it is paid first."
    assert waits_before_forgetting(claim.person) == [said]
    take_back(claim, by=claim.person, now=NOW)
    assert waits_before_forgetting(claim.person) == []


def test_money_before_the_day_is_answered_or_taken_back_first(world):
    session = make_session(make_panel(world), starts_at=datetime(2026, 4, 23, 9, tzinfo=UTC))
    advance = asked(make_place(session.panel, world.rowan))
    said = f"Money before the day, {advance.reference}, was asked for. It can be taken back; otherwise finance answers first."
    assert waits_before_forgetting(world.rowan) == [said]


@pytest.mark.parametrize(("who", "address"), [("own", "/me/privacy/forget/"), ("tomasz", "/team/people/{pk}/forget/")])
def test_the_page_says_so_and_has_no_button(world, who, address):
    claim = approved(world, 900)
    client = signed_in(claim.person if who == "own" else world.tomasz)
    page = client.get(address.format(pk=claim.person_id)).text
    assert (OWED in page, "I understand that this cannot be undone" in page) == (True, False)
