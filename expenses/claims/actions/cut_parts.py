"""The parts of a claim that were not agreed, claimed once more: what was agreed stays, and is paid without waiting."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from coordinator.people.models import Person
from coordinator.workflow.trail import record_event
from expenses.claims.actions.adding import add_claim
from expenses.claims.actions.allowed import writes_own
from expenses.claims.actions.totals import count_total
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.queries import cut_lines, other_look_at, promise_when_sent
from expenses.claims.refusals import NothingCut
from expenses.claims.rules import ClaimStatus
from expenses.claims.steps import ASK_FOR_THE_REST, ASK_FOR_THE_REST_FOR


@transaction.atomic
def claim_cut_parts(claim: Claim, *, by: Person, now: datetime) -> tuple[Claim, bool]:
    """A claim of what was not agreed in this one, checked as this one was, and True; False where it was asked for before.

    The promise begins today (practice.md PY4). Raises NothingCut when all of it was agreed or nothing is decided yet.
    """
    verb = ASK_FOR_THE_REST if writes_own(claim, by) else ASK_FOR_THE_REST_FOR
    claim = (
        Claim.objects.select_for_update(no_key=True, of=("self",)).select_related("place", "session").get(pk=claim.pk)
    )
    found, cut = other_look_at(claim), cut_lines(claim)
    if found is not None:
        return found, False
    if not cut:
        raise NothingCut
    other, _made = add_claim(
        claim.place, claim.session, added_meanwhile=lambda: other_look_at(claim), now=now, status=ClaimStatus.CHECKED,
        looks_again_at=claim, source=claim.source, submitted_at=now, promised_by=promise_when_sent(claim, now=now),
        checked_by_id=claim.checked_by_id, checked_at=claim.checked_at,
    )  # fmt: skip
    ClaimLine.objects.bulk_create(_once_more(other, cut))
    count_total(other)
    for record in (claim, other):
        record_event(verb, record, by=by, now=now, details={"pence": other.total_pence})
    return other, True


def _once_more(other: Claim, cut: list[ClaimLine]) -> list[ClaimLine]:
    """Each with the pence that were not agreed. Miles stay where they were counted."""
    return [
        ClaimLine(
            claim=other,
            position=position,
            kind=line.kind,
            day=line.day,
            pence=line.pence - (line.approved_pence or 0),
            supplier=line.supplier,
            lost_receipt=line.lost_receipt,
            note=line.note,
        )
        for position, line in enumerate(cut, start=1)
    ]
