"""Another look: the person does not have to accept a smaller sum in silence (practice.md PY4)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from coordinator.letters.actions import post
from coordinator.people.models import Person
from coordinator.workflow.models import Event
from coordinator.workflow.steps import take
from expenses.claims.actions import claim_cut_parts
from expenses.claims.actions.allowed import writes_own
from expenses.claims.models import Claim
from expenses.claims.queries import promise_when_sent
from expenses.claims.rules import ClaimStatus
from expenses.claims.steps import LOOK_AGAIN, LOOK_AGAIN_FOR, NOT_AGREE
from expenses.review.actions.holding import hold
from expenses.review.letters import LOOKED_AT_AGAIN
from expenses.review.models import Appeal
from expenses.review.queries import decided_before, round_of


@transaction.atomic
def look_again(claim: Claim, *, text: str = "", by: Person, now: datetime) -> Claim:
    """Ask for another look by somebody else, with or without a word why; the claim that they look at. The person is told.

    A claim of which nothing was agreed is decided anew. Where some was agreed, that stays and is paid as it was promised,
    and the rest becomes a claim of its own. The promise begins anew from today. Asked twice it is asked once; raises
    NothingCut where there is nothing to ask for, SomebodyWasFaster.
    """
    if claim.status == ClaimStatus.DECLINED:
        return _decided_anew(claim, text=text, by=by, now=now)
    other, made = claim_cut_parts(claim, by=by, now=now)
    if made:
        _asked(other, text, _who_decided(claim), now)
    return other


def _decided_anew(claim: Claim, *, text: str, by: Person, now: datetime) -> Claim:
    step = LOOK_AGAIN if writes_own(claim, by) else LOOK_AGAIN_FOR
    hold(claim, step)
    _asked(claim, text, _who_decided(claim), now)
    claim.lines.update(approved_pence=None, cut_reason="")
    return take(
        step, claim, by=by, now=now, approved_pence=None, decided_at=None, decision_note="",
        promised_by=promise_when_sent(claim, now=now),
    )  # fmt: skip


def _asked(claim: Claim, text: str, decided: set[UUID], now: datetime) -> None:
    number, contact = round_of(claim), claim.place.panel.contact
    Appeal.objects.create(
        claim=claim, round=number, text=text.strip(), at=now, decided_before=sorted(map(str, decided))
    )
    post(LOOKED_AT_AGAIN, to=claim.person, about=claim, contact=contact, now=now, dedupe=f"round-{number}")


def _who_decided(claim: Claim) -> set[UUID]:
    """Who said yes to this claim or no, and who decided before those."""
    said_yes = claim.approvals.values_list("by", flat=True)
    said_no = Event.objects.filter(record_id=claim.pk, verb=NOT_AGREE.verb).values_list("by_person_id", flat=True)
    return {*decided_before(claim), *said_yes, *(each for each in said_no if each)}
