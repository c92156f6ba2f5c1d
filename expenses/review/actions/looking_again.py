"""Another look: the person does not have to accept a smaller sum in silence (practice.md PY4)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.people.models import Person
from coordinator.workflow.models import Event
from coordinator.workflow.steps import take
from expenses.claims.models import Claim
from expenses.claims.queries import promise_when_sent
from expenses.claims.steps import LOOK_AGAIN, NOT_AGREE
from expenses.payments.actions import no_longer_owed
from expenses.review.actions.holding import hold
from expenses.review.actions.netting import no_longer_netted
from expenses.review.models import Appeal
from expenses.review.queries import decided_before, round_of


@transaction.atomic
def look_again(claim: Claim, *, text: str = "", by: Person, now: datetime) -> Claim:
    """Ask for another look by somebody else, with or without a word why. The promise begins anew from today.

    What was agreed is kept in mind and never taken away; it is paid with the second decision. Raises
    SomebodyWasFaster when the money is on its way already.
    """
    authorise(by, Permission.WRITE_CLAIM, claim)
    hold(claim, LOOK_AGAIN)
    no_longer_owed(claim, by=by, now=now)
    no_longer_netted(claim)
    number = round_of(claim)
    Appeal.objects.create(
        claim=claim, round=number, text=text.strip(), at=now, decided_before=sorted(_who_decided(claim, number)),
        agreed_before={str(line.pk): line.approved_pence or 0 for line in claim.lines.all()},
    )  # fmt: skip
    claim.lines.update(approved_pence=None, cut_reason="")
    return take(
        LOOK_AGAIN, claim, by=by, now=now, approved_pence=None, decided_at=None, decision_note="",
        promised_by=promise_when_sent(claim, now=now),
    )  # fmt: skip


def _who_decided(claim: Claim, number: int) -> set[str]:
    said_yes = claim.approvals.filter(round=number).values_list("by", flat=True)
    said_no = Event.objects.filter(record_id=claim.pk, verb=NOT_AGREE.verb).values_list("by_person_id", flat=True)
    return {str(each) for each in (*decided_before(claim), *said_yes, *said_no)}
