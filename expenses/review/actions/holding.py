"""Holding a claim while it is decided: the database lets one decision after another through."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F

from coordinator.workflow.steps import SomebodyWasFaster, Step
from expenses.claims.models import Claim
from expenses.review.refusals import QuestionWaits


def hold(claim: Claim, step: Step, *, version: int | None = None, sources: Collection[str] | None = None) -> None:
    """Take the claim's row until the transaction ends, counting its version; whoever comes second waits, then looks anew.

    `version` is what the page was made from. Raises SomebodyWasFaster when the claim has moved on since.
    """
    rows = Claim.objects.filter(pk=claim.pk, status__in=step.sources if sources is None else sources)
    if version is not None:
        rows = rows.filter(version=version)
    if not rows.update(version=F("version") + 1):
        raise SomebodyWasFaster(step, claim)
    claim.refresh_from_db()


def no_question_waits(claim: Claim) -> None:
    """Raises QuestionWaits while one is unanswered or waits for a second person."""
    if claim.questions.filter(answered_at=None).exists():
        raise QuestionWaits
