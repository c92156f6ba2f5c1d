"""Answering finance: the claim goes back to them, and the promise moves by the time the question stood."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coordinator.people.models import Person
from coordinator.workflow.steps import SomebodyWasFaster, take
from expenses.claims.actions.allowed import writes_own
from expenses.claims.models import Claim, Question
from expenses.claims.queries import promise_after_questions
from expenses.claims.refusals import LineNotTaken
from expenses.claims.steps import ANSWER, ANSWER_FOR


@transaction.atomic
def answer_question(
    claim: Claim, *, answer: str = "", our_mistake: bool = False, by: Person, now: datetime
) -> Question:
    """Answer the open question, or say with one press that the mistake is ours (practice.md B-14).

    Raises LineNotTaken for an answer without words, SomebodyWasFaster when it was answered or dropped meanwhile.
    """
    step = ANSWER if writes_own(claim, by) else ANSWER_FOR
    if not our_mistake and not answer.strip():
        text = _("Please write a few words, or press the button that says it is our mistake.")
        raise LineNotTaken(text, {"answer": [text]})
    question = claim.questions.filter(answered_at=None, released_by__isnull=False).first()
    said = {"answered_at": now, "answer": answer.strip(), "our_mistake": our_mistake}
    if question is None or not claim.questions.filter(pk=question.pk, answered_at=None).update(**said):
        raise SomebodyWasFaster(step, claim)
    details = {"our_mistake": our_mistake, "question": str(question.pk)}
    take(step, claim, by=by, now=now, details=details, promised_by=promise_after_questions(claim, now=now))
    question.refresh_from_db()
    return question
