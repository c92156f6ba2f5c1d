"""What people are told about decisions: what changed and why, and what we would like to know."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordinator.letters.kinds import LetterKind
from coordinator.people.models import Channel, Person
from expenses.claims.models import Claim, Question
from expenses.claims.rules import FACTS, ClaimStatus, LineKind
from expenses.saying import say

WITH_DATE = ("session__panel", "place__panel", "person", "organisation")


def _load_claim(pk: UUID) -> Claim | None:
    return Claim.objects.select_related(*WITH_DATE).prefetch_related("lines").filter(pk=pk).first()


def _load_question(pk: UUID) -> Question | None:
    return Question.objects.select_related("asked_by", *(f"claim__{each}" for each in WITH_DATE)).filter(pk=pk).first()


def _about_claim(claim: Claim, person: Person, now: datetime) -> dict[str, Any]:
    cuts = [
        {"what": say(FACTS[LineKind(line.kind)].label), "line": line}
        for line in claim.lines.all()
        if line.approved_pence is not None and line.approved_pence < line.pence
    ]
    return {"claim": claim, "panel": claim.session.panel, "cuts": cuts, "link": _claim_page(claim, person)}


def _about_question(question: Question, person: Person, now: datetime) -> dict[str, Any]:
    claim = question.claim
    return {"question": question, "claim": claim, "panel": claim.session.panel, "link": _claim_page(claim, person)}


def _claim_page(claim: Claim, person: Person) -> str:
    """The path for those who sign in and are written to by email; the others ring."""
    if not person.account_id or person.channel != Channel.EMAIL:
        return ""
    return reverse("my_claim", args=[claim.pk])


def _is_open(question: Question) -> bool:
    return question.answered_at is None


PART_APPROVED = LetterKind(
    "claim.part_approved", _("Approved in part"), "letters/claim_part_approved.txt", _load_claim, _about_claim,
    lambda claim: claim.approved_pence is not None,
)  # fmt: skip
LOOKED_AT_AGAIN = LetterKind(
    "claim.look_again", _("Somebody else looks at it"), "letters/claim_look_again.txt", _load_claim, _about_claim,
    lambda claim: claim.status != ClaimStatus.WITHDRAWN,
)  # fmt: skip
NOT_AGREED = LetterKind(
    "claim.not_agreed", _("Not agreed"), "letters/claim_not_agreed.txt", _load_claim, _about_claim,
    lambda claim: claim.status == ClaimStatus.DECLINED,
)  # fmt: skip
QUESTION = LetterKind(
    "claim.question",
    _("A question about a claim"),
    "letters/claim_question.txt",
    _load_question,
    _about_question,
    _is_open,
)
QUESTION_DROPPED = LetterKind(
    "claim.question_dropped", _("We dropped our question"), "letters/claim_question_dropped.txt", _load_question,
    _about_question,
)  # fmt: skip
KINDS = (PART_APPROVED, LOOKED_AT_AGAIN, NOT_AGREED, QUESTION, QUESTION_DROPPED)
