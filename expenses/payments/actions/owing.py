"""What is owed once a claim is approved, in the transaction of the approval."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.letters.actions import post
from coordinator.people.models import Person
from expenses.claims.models import Claim
from expenses.payments.actions.journal import enter, undo
from expenses.payments.letters import DETAILS_WANTED
from expenses.payments.models import JournalEntry, Payable
from expenses.payments.queries import has_bank_details
from expenses.payments.rules import entry_for_approval

APPROVAL = "approval"


@transaction.atomic
def owe(claim: Claim, pence: int, *, round_number: int, by: Person, now: datetime) -> Payable:
    """Note that `pence` are owed for this claim, with the entry in the journal; above zero, and once for each claim.

    Somebody whose bank details we lack is asked for them, once, in their own channel.
    """
    authorise(by, Permission.APPROVE_CLAIM, claim)
    payable = Payable.objects.create(
        organisation_id=claim.organisation_id,
        person_id=claim.person_id,
        claim=claim,
        pence=pence,
        due_by=claim.promised_by or claim.organisation.day(now),
        created_at=now,
    )
    enter(APPROVAL, claim, entry_for_approval(pence), key=f"{claim.pk}:{round_number}", by=by, now=now)
    if not has_bank_details(claim.person):
        post(DETAILS_WANTED, to=claim.person, about=claim.person, contact=claim.place.panel.contact, now=now)
    return payable


@transaction.atomic
def no_longer_owed(claim: Claim, *, by: Person, now: datetime) -> None:
    """Take back what was owed because somebody else looks at the claim again: the journal gets an entry against it."""
    authorise(by, Permission.WRITE_CLAIM, claim)
    for entry in JournalEntry.objects.filter(claim=claim, kind=APPROVAL, reversed_by=None).select_related("claim"):
        undo(entry, by=by, now=now)
    Payable.objects.filter(claim=claim).delete()
