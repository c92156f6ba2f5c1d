"""Finance's answers about money before the day: agreed, not agreed, called off, and what becomes of a rest."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import NotAllowed, Verdict, authorise
from coordinator.letters.actions import post
from coordinator.panels.models import LIVE_PLACES
from coordinator.people.models import Person
from coordinator.workflow.steps import SomebodyWasFaster, Step, take
from coordinator.workflow.trail import record_event
from expenses.advances.letters import ADVANCE_ANSWERED
from expenses.advances.models import Advance, AdvanceApproval
from expenses.advances.rules import AdvanceStatus, may_agree
from expenses.advances.steps import AGREE, CALL_OFF, FIRST_OF_TWO, GIVEN_BACK, LET_GO, NOT_AGREE
from expenses.answers import words as _
from expenses.claims.rules import approvals_needed
from expenses.payments.actions import advance_not_owed, enter_rest, owe_advance
from expenses.rates.queries import policy_of
from expenses.review.queries.facts import why_not_agree
from expenses.review.refusals import AlreadyUsed, NotNow, SayWhy
from expenses.saying import say


@transaction.atomic
def agree_to_advance(advance: Advance, *, by: Person, now: datetime) -> Advance:
    """Agree to pay it beforehand; the last approval needed makes it owed (practice.md TR8, PY1).

    Raises NotAllowed with the rule, NotNow when the place has ended, or SomebodyWasFaster.
    """
    _hold(advance, AGREE, by)
    verdict = why_not_agree(advance, by)
    if not verdict:
        raise NotAllowed(Verdict(False, say(verdict.reason)))
    if advance.place.status not in LIVE_PLACES:
        raise NotNow(_("The place has ended, so there is no day to pay before."))
    AdvanceApproval.objects.create(advance=advance, asker_id=advance.person_id, by=by, at=now)
    if advance.approvals.count() < approvals_needed(advance.pence, _limit(advance)):
        record_event(FIRST_OF_TWO, advance, by=by, now=now)
        return advance
    take(AGREE, advance, by=by, now=now, decided_at=now)
    owe_advance(advance, by=by, now=now)
    _tell(advance, now=now)
    return advance


def _limit(advance: Advance) -> int:
    return policy_of(advance.organisation).approval_limit_pence


def _hold(advance: Advance, step: Step, by: Person) -> None:
    """Take the row until the transaction ends, and look at it as it stands then."""
    authorise(by, step.permission, advance)
    if not Advance.objects.select_for_update().filter(pk=advance.pk, status__in=step.sources).exists():
        raise SomebodyWasFaster(step, advance)
    advance.refresh_from_db()


@transaction.atomic
def not_agree_to_advance(advance: Advance, *, reason: str, by: Person, now: datetime) -> Advance:
    """Answer kindly that it cannot be paid beforehand; they claim afterwards as always. Raises SayWhy."""
    _hold(advance, NOT_AGREE, by)
    _not_ones_own(advance, by)
    if not reason.strip():
        raise SayWhy
    take(NOT_AGREE, advance, by=by, now=now, decided_at=now, decision_note=reason.strip())
    _tell(advance, now=now)
    return advance


@transaction.atomic
def call_off_advance(advance: Advance, *, by: Person, now: datetime) -> Advance:
    """Call off what was agreed and not paid, as when the place has ended. Raises AlreadyUsed, SomebodyWasFaster."""
    _hold(advance, CALL_OFF, by)
    _not_ones_own(advance, by)
    if advance.left_pence < advance.pence:
        raise AlreadyUsed
    advance_not_owed(advance, by=by, now=now)
    take(CALL_OFF, advance, by=by, now=now, decided_at=now)
    _tell(advance, now=now)
    return advance


@transaction.atomic
def settle_rest(advance: Advance, *, given_back: bool, by: Person, now: datetime) -> Advance:
    """Note that the rest was given back, or let it go; nobody is chased for it (expenses.md 9.5).

    Raises SomebodyWasFaster when there is no rest, or a claim uses it at this moment.
    """
    authorise(by, Permission.APPROVE_CLAIM, advance)
    _not_ones_own(advance, by)
    rest, field = advance.left_pence, "given_back_pence" if given_back else "let_go_pence"
    rows = Advance.objects.filter(pk=advance.pk, status=AdvanceStatus.PAID, left_pence=rest)
    if not rest or not rows.update(left_pence=0, **{field: F(field) + rest}):
        raise SomebodyWasFaster(CALL_OFF, advance)
    advance.refresh_from_db()
    enter_rest(advance, rest, given_back=given_back, by=by, now=now)
    record_event(GIVEN_BACK if given_back else LET_GO, advance, by=by, now=now, details={"pence": rest})
    return advance


def _not_ones_own(advance: Advance, by: Person) -> None:
    verdict = may_agree(asker=advance.person_id, approver=by.pk)
    if not verdict:
        raise NotAllowed(Verdict(False, say(verdict.reason)))


def _tell(advance: Advance, *, now: datetime) -> None:
    contact = advance.place.panel.contact
    post(ADVANCE_ANSWERED, to=advance.person, about=advance, contact=contact, now=now, dedupe=advance.status)
