"""Checking a claim: are the facts there?"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import NotAllowed, Verdict, authorise
from coordinator.people.models import Person
from coordinator.workflow.steps import take
from expenses.claims.models import Claim
from expenses.claims.steps import CHECK
from expenses.review.actions.holding import hold, no_question_waits
from expenses.review.queries import presence_of, why_not_check
from expenses.review.refusals import NotNow
from expenses.saying import say


@transaction.atomic
def check_claim(claim: Claim, *, by: Person, now: datetime, version: int | None = None) -> Claim:
    """Say that a claim is in order: the person came, or we cancelled. Never one's own (practice.md PY1).

    Raises NotNow with the rule, QuestionWaits, NotAllowed, or SomebodyWasFaster.
    """
    authorise(by, Permission.CHECK_CLAIM, claim)
    hold(claim, CHECK, version=version)
    no_question_waits(claim)
    verdict = why_not_check(claim, by, presence_of(claim))
    if not verdict:
        own = by.pk == claim.person_id
        raise NotAllowed(Verdict(False, say(verdict.reason))) if own else NotNow(verdict.reason)
    return take(CHECK, claim, by=by, now=now, checked_by=by, checked_at=now)
