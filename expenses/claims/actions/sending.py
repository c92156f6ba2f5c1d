"""Sending a claim, once, and taking it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coordinator.letters.actions import post
from coordinator.people.models import Person
from coordinator.workflow.steps import take
from expenses.claims.actions.allowed import writes_own
from expenses.claims.letters import CLAIM_RECEIVED
from expenses.claims.models import Claim
from expenses.claims.queries import promise_when_sent
from expenses.claims.refusals import ChangedMeanwhile, NothingInIt
from expenses.claims.rules import ClaimStatus
from expenses.claims.steps import SUBMIT, SUBMIT_FOR, TAKE_BACK, TAKE_BACK_FOR
from expenses.receipts.files import drop_receipts


@transaction.atomic
def send_claim(claim: Claim, *, version: int, late_reason: str = "", by: Person, now: datetime) -> Claim:
    """Send the claim as it was reviewed, and promise a day for the money; the person is told.

    `version` is the claim's as the review showed it. A second press of the same button changes nothing. Raises
    ChangedMeanwhile when another window changed the claim since, NothingInIt, SomebodyWasFaster.
    """
    own = writes_own(claim, by)
    if not Claim.objects.filter(pk=claim.pk, version=version).update(version=version + 1):
        return _sent_or_changed(claim)
    if not claim.lines.exists():
        raise NothingInIt(_("There is nothing in this claim yet. Add what you spent; £0 is welcome too."))
    step, promise = (SUBMIT if own else SUBMIT_FOR), promise_when_sent(claim, now=now)
    take(step, claim, by=by, now=now, submitted_at=now, promised_by=promise, late_reason=late_reason.strip())
    claim.version = version + 1
    post(CLAIM_RECEIVED, to=claim.person, about=claim, contact=claim.place.panel.contact, now=now)
    return claim


def _sent_or_changed(claim: Claim) -> Claim:
    claim.refresh_from_db()
    if claim.status == ClaimStatus.SUBMITTED:
        return claim
    raise ChangedMeanwhile(_("This claim was changed in another window. Please look at it once more, then send it."))


@transaction.atomic
def take_back(claim: Claim, *, by: Person, now: datetime) -> Claim:
    """Take a claim back before it is agreed: no reason is asked, and a new one may be begun.

    An open question needs no answer then. What was never sent leaves no receipts behind. Raises SomebodyWasFaster.
    """
    own, never_sent = writes_own(claim, by), claim.submitted_at is None
    take(TAKE_BACK if own else TAKE_BACK_FOR, claim, by=by, now=now)
    claim.questions.filter(answered_at=None).update(answered_at=now)
    if never_sent:
        drop_receipts(claim.receipts.all())
    return claim
