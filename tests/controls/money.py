"""Deliberately naive ways to approve and to pay: read, decide, write. The races must catch them (quality.md R4)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from coordinator.ids import new_id
from coordinator.people.models import Person
from coordinator.workflow.models import Event
from coordinator.workflow.trail import record_event
from expenses.advances.models import Advance, AdvanceUse
from expenses.claims.models import Claim
from expenses.claims.steps import ASK_FOR_THE_REST
from expenses.payments.actions.journal import enter
from expenses.payments.rules import Rail, entry_for_approval, entry_for_payment


def approve(pk: UUID, *, by: Person, now: datetime) -> None:
    """Approves what looks unapproved. Nothing holds the row between the look and the write."""
    claim = Claim.objects.get(pk=pk)
    if claim.status == "checked":
        enter("approval", claim, entry_for_approval(claim.total_pence), key=str(new_id()), by=by, now=now)
        claim.status = "approved"
        claim.save()


def put_in_file(pk: UUID, *, by: Person, now: datetime) -> None:
    """Puts in a file what looks unpaid. Nothing holds the row between the look and the write."""
    claim = Claim.objects.get(pk=pk)
    if claim.status == "approved":
        legs = entry_for_payment(claim.total_pence, Rail.BACS_FILE)
        enter("payment", claim, legs, key=str(new_id()), by=by, now=now)
        claim.status = "in_payment_run"
        claim.save()


def use_beforehand(pk: UUID) -> None:
    """Takes what seems to be left off a claim. Nothing holds the row between the look and the write."""
    claim = Claim.objects.get(pk=pk)
    advance = Advance.objects.get(place=claim.place_id)
    used = min(claim.total_pence, advance.left_pence)
    if used and not AdvanceUse.objects.filter(claim=claim).exists():
        AdvanceUse.objects.create(claim=claim, advance=advance, pence=used)
        advance.left_pence -= used
        advance.save()


def ask_for_the_rest(pk: UUID, *, by: Person, now: datetime) -> None:
    """Asks where nobody seems to have asked. Nothing holds the row between the look and the write."""
    claim = Claim.objects.get(pk=pk)
    if not Event.objects.filter(record_id=pk, verb=ASK_FOR_THE_REST).exists():
        record_event(ASK_FOR_THE_REST, claim, by=by, now=now)
