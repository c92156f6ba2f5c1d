"""When somebody asks to be forgotten: words and receipts go, the sums stay for the accounts (practice.md PO6)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from coordinator.people.models import Person
from expenses.claims.models import Claim, ClaimLine, Question
from expenses.receipts.files import drop_receipts
from expenses.receipts.models import Receipt


@transaction.atomic
def forget_claims(person: Person, now: datetime) -> None:
    """hooks.person_erasure: what was never sent goes altogether, of the rest the words and the receipts."""
    drop_receipts(Receipt.objects.filter(claim__person=person))
    Claim.objects.filter(person=person, submitted_at=None).delete()
    Claim.objects.filter(person=person).update(late_reason="", decision_note="")
    ClaimLine.objects.filter(claim__person=person).update(supplier="", lost_receipt="", note="", cut_reason="")
    Question.objects.filter(claim__person=person).update(text="", answer="")
