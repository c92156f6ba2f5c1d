"""Asking a person about a claim: one question at a time, from a reviewed text or past a second pair of eyes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import NotAllowed, Verdict, authorise
from coordinator.letters.actions import post
from coordinator.letters.writing import language_of
from coordinator.people.models import ContactCard, Person
from coordinator.workflow.steps import SomebodyWasFaster, take
from coordinator.workflow.trail import record_event
from expenses.claims.models import Claim, ClaimLine, Question
from expenses.claims.queries import facts_for_rules, findings_of, promise_after_questions
from expenses.claims.rules import query_text_problems
from expenses.claims.steps import ASK, DROP_QUESTION
from expenses.rates.queries import claim_policy
from expenses.review.actions.holding import hold, no_question_waits
from expenses.review.letters import QUESTION, QUESTION_DROPPED
from expenses.review.refusals import NotAQuestion
from expenses.review.rules import OWN_WORDS, WAY_OUT, Offer, questions_that_fit
from expenses.saying import say

WRITTEN = "claim.write_question"
RELEASED = "claim.release_question"
SET_ASIDE = "claim.set_question_aside"


@transaction.atomic
def ask(
    claim: Claim, template: str, *, line: ClaimLine | None = None, by: Person, now: datetime, version: int | None = None
) -> Question:
    """Ask one of the reviewed questions that fit this claim as it stands; the clock of the promise stops until they answer.

    Raises NotAQuestion when it does not fit, QuestionWaits while another is open, NotAllowed, SomebodyWasFaster.
    """
    _begin(claim, by, version)
    offer = _fitting(claim, template, line, now)
    with translation.override(language_of(claim.person)):
        text = f"{say(offer.text)} {say(WAY_OUT)}"
    question = Question.objects.create(
        claim=claim, line=line, template=template, text=text, asked_by=by, asked_at=now, released_by=by
    )
    take(ASK, claim, by=by, now=now, details={"template": template})
    _tell(QUESTION, question, by, now=now)
    return question


@transaction.atomic
def write_own_question(
    claim: Claim, text: str, *, line: ClaimLine | None = None, by: Person, now: datetime, version: int | None = None
) -> Question:
    """Write a question in one's own words. Nothing goes out until a second person releases it (practice.md B-10).

    Raises NotAQuestion with what is never asked, and what `ask` raises.
    """
    _begin(claim, by, version)
    plain = text.strip()
    problems = [say(problem) for problem in query_text_problems(plain)]
    if problems or not plain:
        raise NotAQuestion(*(problems or [_("Write what you would like to know.")]))
    with translation.override(language_of(claim.person)):
        way_out = say(WAY_OUT)
    question = Question.objects.create(
        claim=claim, line=line, template=OWN_WORDS, text=f"{plain} {way_out}", asked_by=by, asked_at=now
    )
    record_event(WRITTEN, claim, by=by, now=now)
    return question


@transaction.atomic
def release_question(question: Question, *, by: Person, now: datetime) -> Question:
    """Send what somebody else wrote. Raises NotAllowed for the writer and the claimant."""
    claim = question.claim
    authorise(by, Permission.ASK_ABOUT_CLAIM, claim)
    _not_about_oneself(claim, by)
    if by.pk == question.asked_by_id:
        raise NotAllowed(Verdict(False, _("You wrote this question, so somebody else releases it.")))
    waiting = Question.objects.filter(pk=question.pk, released_by=None, answered_at=None)
    if not waiting.update(released_by=by, asked_at=now):
        raise SomebodyWasFaster(ASK, claim)
    question.refresh_from_db()
    record_event(RELEASED, claim, by=by, now=now)
    take(ASK, claim, by=by, now=now, details={"template": OWN_WORDS})
    _tell(QUESTION, question, by, now=now)
    return question


@transaction.atomic
def drop_question(question: Question, *, by: Person, now: datetime) -> Question:
    """Drop it because it was a mistake of ours. It is noted against the team, never the person (practice.md B-14).

    The person is told to forget it, and the clock of the promise runs as if it had never been asked.
    """
    claim = question.claim
    authorise(by, Permission.ASK_ABOUT_CLAIM, claim)
    if not Question.objects.filter(pk=question.pk, answered_at=None).update(answered_at=now, our_mistake=True):
        raise SomebodyWasFaster(DROP_QUESTION, claim)
    question.refresh_from_db()
    if question.released_by_id is None:
        record_event(SET_ASIDE, claim, by=by, now=now)
        return question
    take(DROP_QUESTION, claim, by=by, now=now, details={"our_mistake": True, "template": question.template})
    claim.promised_by = promise_after_questions(claim, now=now)
    claim.save(update_fields=["promised_by"])
    _tell(QUESTION_DROPPED, question, by, now=now)
    return question


def _begin(claim: Claim, by: Person, version: int | None) -> None:
    authorise(by, Permission.ASK_ABOUT_CLAIM, claim)
    _not_about_oneself(claim, by)
    hold(claim, ASK, version=version)
    no_question_waits(claim)


def _not_about_oneself(claim: Claim, by: Person) -> None:
    if by.pk == claim.person_id:
        raise NotAllowed(Verdict(False, _("This is your own claim, so somebody else asks about it.")))


def offers(claim: Claim, *, now: datetime) -> list[Offer]:
    """The reviewed questions that fit this claim now."""
    policy = claim_policy(claim.organisation)
    return questions_that_fit(facts_for_rules(claim, now=now), findings_of(claim, now=now), policy)


def _fitting(claim: Claim, template: str, line: ClaimLine | None, now: datetime) -> Offer:
    ids = [each.pk for each in claim.lines.all()]
    place = ids.index(line.pk) if line is not None and line.pk in ids else None
    for offer in offers(claim, now=now):
        if offer.template.key == template and offer.line == place:
            return offer
    raise NotAQuestion


def _tell(kind: Any, question: Question, by: Person, *, now: datetime) -> None:
    """The letter is signed by whoever asks, where they have a card; else by the person's own contact."""
    claim = question.claim
    card = ContactCard.objects.filter(organisation=claim.organisation_id, person=by).first()
    post(kind, to=claim.person, about=question, contact=card or claim.place.panel.contact, now=now)
