"""What is owed once a claim is approved or an advance agreed, in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.letters.actions import post
from coordinator.people.models import Person
from expenses.advances.models import Advance
from expenses.advances.rules import Use
from expenses.claims.models import Claim
from expenses.payments.actions.journal import enter, undo
from expenses.payments.letters import DETAILS_WANTED
from expenses.payments.models import JournalEntry, Payable
from expenses.payments.queries import has_bank_details
from expenses.payments.rules import entry_for_advance, entry_for_approval, entry_for_rest

APPROVAL, ADVANCE, REST = "approval", "advance", "rest"


@transaction.atomic
def owe(claim: Claim, pence: int, uses: Sequence[Use], *, round_number: int, by: Person, now: datetime) -> int:
    """Enter that a claim of `pence` above zero is approved, and owe what its advances do not cover: so many pence.

    Once for each claim and round. Somebody whose bank details we lack is asked for them, once, in their own channel.
    """
    authorise(by, Permission.APPROVE_CLAIM, claim)
    netted, let_go = sum(use.pence for use in uses), sum(use.let_go_pence for use in uses)
    legs = entry_for_approval(pence, netted_pence=netted, let_go_pence=let_go)
    enter(APPROVAL, claim, legs, key=f"{claim.pk}:{round_number}", by=by, now=now)
    rest = pence - netted
    if rest:
        due_by = claim.promised_by or claim.organisation.day(now)
        _owed(claim, rest, claim=claim, due_by=due_by, created_at=now)
    return rest


@transaction.atomic
def owe_advance(advance: Advance, *, by: Person, now: datetime) -> None:
    """Note that the money before the day is owed, with the entry in the journal."""
    authorise(by, Permission.APPROVE_CLAIM, advance)
    enter(ADVANCE, advance, entry_for_advance(advance.pence), key=str(advance.pk), by=by, now=now)
    _owed(advance, advance.pence, advance=advance, due_by=advance.due_by, created_at=now)


def _owed(owed_for: Claim | Advance, pence: int, **values: Any) -> None:
    person = owed_for.person
    Payable.objects.create(organisation_id=owed_for.organisation_id, person=person, pence=pence, **values)
    if not has_bank_details(person):
        contact, now = owed_for.place.panel.contact, values["created_at"]
        post(DETAILS_WANTED, to=person, about=person, contact=contact, now=now)


@transaction.atomic
def advance_not_owed(advance: Advance, *, by: Person, now: datetime) -> None:
    """Take back what was owed before any of it was paid. What was tried and came back keeps its payments."""
    authorise(by, Permission.APPROVE_CLAIM, advance)
    for entry in JournalEntry.objects.filter(advance=advance, kind=ADVANCE, reversed_by=None).select_related("advance"):
        undo(entry, by=by, now=now)
    Payable.objects.filter(advance=advance, payments=None).delete()


@transaction.atomic
def enter_rest(advance: Advance, pence: int, *, given_back: bool, by: Person, now: datetime) -> None:
    """Enter that the rest of an advance came back to us, or is let go; read after it was noted on the advance."""
    authorise(by, Permission.APPROVE_CLAIM, advance)
    settled = advance.given_back_pence + advance.let_go_pence
    enter(REST, advance, entry_for_rest(pence, given_back=given_back), key=f"{advance.pk}:{settled}", by=by, now=now)
