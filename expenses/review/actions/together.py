"""Several claims in one press. Each is checked and approved by itself, and each gets its own line in the history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import NotAllowed, authorise
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster
from expenses.claims.models import Claim
from expenses.claims.queries import findings_of
from expenses.claims.rules import ClaimStatus, approvals_needed
from expenses.claims.steps import DECIDED
from expenses.rates.queries import policy_of
from expenses.review.actions.approving import approve_claim
from expenses.review.actions.checking import check_claim
from expenses.saying import say


@dataclass
class Outcome:
    """What became of each claim: approved for good, taken on and now with others, or left as it was and why."""

    approved: list[Claim] = field(default_factory=list)
    passed_on: list[Claim] = field(default_factory=list)
    left: list[tuple[Claim, str]] = field(default_factory=list)


def approve_together(claims: Iterable[Claim], *, by: Person, now: datetime) -> Outcome:
    """Check and approve those that go straight through. One that no longer does is left, and the others go on.

    Raises NotAllowed for somebody who may approve nowhere.
    """
    authorise(by, Permission.APPROVE_CLAIM)
    outcome = Outcome()
    for claim in sorted(claims, key=_by_id):
        try:
            _take_on(claim, by=by, now=now)
        except (Refusal, SomebodyWasFaster, NotAllowed) as reason:
            outcome.left.append((claim, str(reason)))
        else:
            done = claim.status in DECIDED or claim.status == ClaimStatus.PAID
            (outcome.approved if done else outcome.passed_on).append(claim)
    return outcome


def _by_id(claim: Claim) -> str:
    return str(claim.pk)


@transaction.atomic
def _take_on(claim: Claim, *, by: Person, now: datetime) -> None:
    found = findings_of(claim, now=now)
    if found:
        raise Refusal(say(found[0].rule))
    was_submitted = claim.status == ClaimStatus.SUBMITTED
    if was_submitted:
        check_claim(claim, by=by, now=now)
    limit = policy_of(claim.organisation).approval_limit_pence
    # Above the limit whoever checked does not approve: the check is what this person can give.
    if not was_submitted or approvals_needed(claim.total_pence, limit) == 1:
        approve_claim(claim, by=by, now=now)
