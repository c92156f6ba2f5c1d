"""Approving a claim, whole or in part, and not agreeing to one. What is owed comes about in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import NotAllowed, Verdict, authorise
from coordinator.letters.actions import post
from coordinator.people.models import Person
from coordinator.workflow.steps import take
from coordinator.workflow.trail import record_event
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.rules import approvals_needed
from expenses.claims.steps import APPROVE, APPROVE_IN_PART, NOT_AGREE, NOTHING_TO_PAY
from expenses.payments.actions import owe
from expenses.rates.queries import policy_of
from expenses.review.actions.holding import hold, no_question_waits
from expenses.review.actions.netting import net
from expenses.review.letters import NOT_AGREED, PART_APPROVED
from expenses.review.models import Approval
from expenses.review.queries import decided_before, presence_of, round_of, why_not_decide
from expenses.review.queries.facts import approvals_now
from expenses.review.refusals import AmountsDoNotFit, NotNow, SayWhy, somebody_has_agreed
from expenses.review.rules import NOT_WITHOUT, SOMEBODY_ELSE, Cut, cut_problem
from expenses.saying import say

FIRST_OF_TWO = "claim.second_approval"


@transaction.atomic
def approve_claim(claim: Claim, *, by: Person, now: datetime, version: int | None = None) -> Claim:
    """Agree to the claim as it stands: all that was claimed, or the amounts that the first of two approvers named.

    One approval up to the organisation's limit, two above; the last one makes what is owed. Raises NotAllowed with
    the rule, QuestionWaits, or SomebodyWasFaster.
    """
    _begin(claim, by, version)
    if not approvals_now(claim):
        claim.lines.update(approved_pence=F("pence"), cut_reason="")
    return _agree(claim, by=by, now=now)


@transaction.atomic
def approve_in_part(
    claim: Claim, *, cuts: Mapping[UUID, Cut], by: Person, now: datetime, note: str = "", version: int | None = None
) -> Claim:
    """Agree to less in some lines, each with its reason. `cuts` by line id; lines left out are agreed as claimed.

    Raises AmountsDoNotFit, which says it beside each line, and what `approve_claim` raises.
    """
    _begin(claim, by, version)
    for approval in approvals_now(claim):
        raise somebody_has_agreed(approval.by.full_name)
    lines = list(claim.lines.all())
    _check_cuts(claim, lines, cuts)
    for line in lines:
        cut = cuts.get(line.pk, Cut(line.pence))
        line.approved_pence, line.cut_reason = cut.pence, cut.reason.strip() if cut.pence < line.pence else ""
        line.save(update_fields=["approved_pence", "cut_reason"])
    claim.decision_note = note.strip()
    claim.save(update_fields=["decision_note"])
    return _agree(claim, by=by, now=now)


@transaction.atomic
def not_agree(claim: Claim, *, reason: str, by: Person, now: datetime, version: int | None = None) -> Claim:
    """Agree to nothing, with the reason, which the person reads with how to ask for another look. Raises SayWhy."""
    authorise(by, Permission.APPROVE_CLAIM, claim)
    hold(claim, NOT_AGREE, version=version)
    no_question_waits(claim)
    _not_about_oneself(claim, by)
    if not reason.strip():
        raise SayWhy
    claim.lines.update(approved_pence=0, cut_reason="")
    take(NOT_AGREE, claim, by=by, now=now, approved_pence=0, decided_at=now, decision_note=reason.strip())
    _tell(NOT_AGREED, claim, now=now)
    return claim


def _begin(claim: Claim, by: Person, version: int | None) -> None:
    authorise(by, Permission.APPROVE_CLAIM, claim)
    hold(claim, APPROVE, version=version)
    no_question_waits(claim)
    known = presence_of(claim)
    verdict = why_not_decide(claim, by, known)
    if not verdict and known.presence in NOT_WITHOUT:
        raise NotNow(verdict.reason)
    if not verdict:
        raise NotAllowed(Verdict(False, say(verdict.reason)))


def _not_about_oneself(claim: Claim, by: Person) -> None:
    if by.pk == claim.person_id:
        raise NotAllowed(Verdict(False, _("This is your own claim, so somebody else decides.")))
    if by.pk in decided_before(claim):
        raise NotAllowed(Verdict(False, say(SOMEBODY_ELSE)))


def _check_cuts(claim: Claim, lines: list[ClaimLine], cuts: Mapping[UUID, Cut]) -> None:
    problems = {}
    for line in lines:
        cut = cuts.get(line.pk, Cut(line.pence))
        problem = cut_problem(claimed=line.pence, cut=cut)
        if problem:
            field = "reason" if cut.pence <= line.pence and not cut.reason.strip() else "pence"
            problems[f"{field}_{line.pk}"] = [say(problem)]
    if problems:
        raise AmountsDoNotFit(problems)
    _check_sum(sum(cuts.get(line.pk, Cut(line.pence)).pence for line in lines), claim)


def _check_sum(pence: int, claim: Claim) -> None:
    if pence == claim.total_pence:
        raise AmountsDoNotFit(message=_("Nothing is changed here. To agree to all of it, approve the claim."))
    if pence == 0:
        raise AmountsDoNotFit(message=_("Nothing would be left. If that is meant, do not agree to the claim."))


def _agree(claim: Claim, *, by: Person, now: datetime) -> Claim:
    """Write this person's yes; with the last one needed, the claim is approved and the money is owed."""
    pence = sum(line.approved_pence or 0 for line in claim.lines.all())
    number = round_of(claim)
    Approval.objects.create(claim=claim, claimant_id=claim.person_id, by=by, round=number, pence=pence, at=now)
    needed = approvals_needed(claim.total_pence, policy_of(claim.organisation).approval_limit_pence)
    if claim.approvals.filter(round=number).count() < needed:
        record_event(FIRST_OF_TWO, claim, by=by, now=now, details={"pence": pence})
        return claim
    step = APPROVE if pence == claim.total_pence else APPROVE_IN_PART
    take(step, claim, by=by, now=now, approved_pence=pence, decided_at=now, details={"pence": pence})
    rest = owe(claim, pence, net(claim, pence, now=now), round_number=number, by=by, now=now) if pence else 0
    if not rest:
        take(NOTHING_TO_PAY, claim, by=by, now=now, paid_on=claim.organisation.day(now))
    if step is APPROVE_IN_PART:
        _tell(PART_APPROVED, claim, now=now)
    return claim


def _tell(kind: Any, claim: Claim, *, now: datetime) -> None:
    contact = claim.place.panel.contact
    post(kind, to=claim.person, about=claim, contact=contact, now=now, dedupe=f"round-{round_of(claim)}")
