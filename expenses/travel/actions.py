"""The only writers of travel plans, statements and costs named beforehand.

There is no action by which anybody asks a person for details of a journey (practice.md B-03, TR1): whoever says
nothing arranges their own and claims afterwards.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.letters.actions import post
from coordinator.panels.models import Place
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import Step, take
from coordinator.workflow.trail import record_event
from expenses.rates.queries import policy_of
from expenses.travel.letters import COST_ANSWERED, ESTIMATE_ANSWERED
from expenses.travel.models import AgreedCost, Agreement, TravelPlan, TravelStatement
from expenses.travel.rules import Estimate, EstimateVerdict, TravelMode, verdict_on_estimate
from expenses.travel.steps import (
    AGREE,
    BY_STATUS,
    COST_AGREE,
    COST_AGREE_AT_ONCE,
    COST_ASK,
    COST_NOT_AGREE,
    NOT_AGREE,
)


class NotTaken(Refusal):
    """What somebody said cannot be kept as it stands; says why, and beside which box."""


@transaction.atomic
def save_statement(person: Person, text: str, *, by: Person, now: datetime) -> None:
    """Keep "about my journeys" in the person's own words; empty words take it away (practice.md B-04).

    The team writes down what somebody says who is not online (practice.md journey c).
    """
    own = by == person
    authorise(by, Permission.EDIT_OWN_PROFILE if own else Permission.WRITE_CLAIM_FOR, person)
    if text.strip():
        values = {"text": text.strip(), "changed_at": now}
        TravelStatement.objects.update_or_create(person=person, defaults=values)
    else:
        TravelStatement.objects.filter(person=person).delete()
    record_event("travel.statement" if own else "travel.statement_for", person, by=by, now=now)


@transaction.atomic
def save_plan(
    place: Place,
    *,
    mode: str = TravelMode.SELF_ARRANGED,
    estimate: Estimate | None = None,
    note: str = "",
    has_booked_assistance: bool = False,
    version: int | None = None,
    by: Person,
    now: datetime,
) -> tuple[TravelPlan, EstimateVerdict | None]:
    """Keep what the person said of this journey, and answer an estimate at once (practice.md B-06, TR2, TR3).

    The place is never touched. `version` is the plan's as the form showed it. Raises NotTaken when it was changed
    in another window meanwhile.
    """
    authorise(by, Permission.GIVE_ESTIMATE, place)
    plan = _plan_to_write(place, version, now=now)
    threshold = policy_of(place.organisation).estimate_threshold_pence
    verdict = verdict_on_estimate(estimate, threshold) if estimate else None
    status = _status(mode, verdict)
    said = _said(estimate) | {"mode": mode, "note": note, "has_booked_assistance": has_booked_assistance}
    undecided: dict[str, Any] = {"decided_by": None, "decided_at": None, "decision_note": ""}
    agreed = verdict.up_to_pence if verdict and status == Agreement.AGREED else None
    take(BY_STATUS[status], plan, by=by, now=now, **said, **undecided, agreed_pence=agreed, changed_at=now)
    return plan, verdict


def _plan_to_write(place: Place, version: int | None, *, now: datetime) -> TravelPlan:
    """The place's plan, held for this change and counted up; made when there is none."""
    owner = {"organisation_id": place.organisation_id, "person_id": place.person_id, "changed_at": now, "version": 0}
    plan, _made = TravelPlan.objects.get_or_create(place=place, defaults=owner)
    known = plan.version if version is None else version
    if not TravelPlan.objects.filter(pk=plan.pk, version=known).update(version=known + 1):
        raise NotTaken(_("This was changed in another window a moment ago. Here is how it stands now."))
    plan.version = known + 1
    return plan


def _status(mode: str, verdict: EstimateVerdict | None) -> Agreement:
    """A journey to be booked waits for the team; an estimate waits only above the threshold; the rest is noted."""
    if mode == TravelMode.BOOK_FOR_ME:
        return Agreement.WAITING
    if verdict is None or verdict.up_to_pence is None:
        return Agreement.NOTED
    return Agreement.AGREED if verdict.agreed else Agreement.WAITING


def _said(estimate: Estimate | None) -> dict[str, Any]:
    conditional = estimate.conditional if estimate else None
    return {
        "answer": estimate.answer if estimate else "",
        "low_pence": estimate.low_pence if estimate else None,
        "high_pence": estimate.high_pence if estimate else None,
        "conditional_what": conditional.what if conditional else "",
        "conditional_pence": conditional.up_to_pence if conditional else None,
    }


@transaction.atomic
def decide_plan(
    plan: TravelPlan, *, agree: bool, up_to_pence: int | None = None, note: str = "", by: Person, now: datetime
) -> TravelPlan:
    """Agree a journey up to so many pence (None: all that was named), or answer kindly with a line; they are told.

    Raises NotTaken for one's own journey or an answer without a line, SomebodyWasFaster when it was answered.
    """
    estimate = plan.high_pence
    named = None if estimate is None else estimate + (plan.conditional_pence or 0)
    agreed = (named if up_to_pence is None else up_to_pence) if agree else None
    _decide(AGREE if agree else NOT_AGREE, plan, note=note, by=by, now=now, agreed_pence=agreed)
    _tell(ESTIMATE_ANSWERED, plan, now=now)
    return plan


@transaction.atomic
def name_cost(place: Place, kind: str, pence: int, *, what: str = "", by: Person, now: datetime) -> AgreedCost:
    """Name a cost besides travel: agreed at once under the threshold, else a person looks (practice.md SU4).

    Named again, the new amount counts; one that is not above what was agreed before stays agreed.
    """
    authorise(by, Permission.GIVE_ESTIMATE, place)
    owner = {"organisation_id": place.organisation_id, "person_id": place.person_id}
    named = {"pence": pence, "named_at": now}
    cost, made = AgreedCost.objects.get_or_create(place=place, kind=kind, defaults=owner | named)
    at_once = pence <= policy_of(place.organisation).estimate_threshold_pence
    agreed_before = not made and cost.status == Agreement.AGREED and pence <= cost.pence
    step = COST_AGREE_AT_ONCE if at_once or agreed_before else COST_ASK
    undecided = {"decided_by": None, "decided_at": None, "decision_note": ""}
    take(step, cost, by=by, now=now, details={"kind": kind}, what=what, **named, **undecided)
    return cost


@transaction.atomic
def drop_cost(cost: AgreedCost, *, by: Person, now: datetime) -> None:
    """The person no longer expects this cost."""
    authorise(by, Permission.GIVE_ESTIMATE, cost)
    record_event("cost.drop", cost, by=by, now=now, details={"kind": cost.kind})
    cost.delete()


@transaction.atomic
def decide_cost(
    cost: AgreedCost, *, agree: bool, up_to_pence: int | None = None, note: str = "", by: Person, now: datetime
) -> AgreedCost:
    """Agree a cost up to so many pence (None: as named), or answer kindly with a line; they are told.

    Raises NotTaken for one's own cost or an answer without a line, SomebodyWasFaster when it was answered.
    """
    agreed = {"pence": up_to_pence} if agree and up_to_pence is not None else {}
    _decide(COST_AGREE if agree else COST_NOT_AGREE, cost, note=note, by=by, now=now, **agreed)
    _tell(COST_ANSWERED, cost, now=now)
    return cost


def _decide(step: Step, record: Any, *, note: str, by: Person, now: datetime, **changes: Any) -> None:
    if by.pk == record.person_id:
        raise NotTaken(_("This is your own, so somebody else answers it."))
    if step in {NOT_AGREE, COST_NOT_AGREE} and not note.strip():
        text = _("Please write a line to the person: what you can offer instead, or whom to ring.")
        raise NotTaken(text, {"note": [text]})
    take(step, record, by=by, now=now, decided_by=by, decided_at=now, decision_note=note.strip(), **changes)


def _tell(kind: Any, record: Any, *, now: datetime) -> None:
    contact = record.place.panel.contact
    post(kind, to=record.person, about=record, contact=contact, now=now, dedupe=now.isoformat())


@transaction.atomic
def forget_travel(person: Person, now: datetime) -> None:
    """hooks.person_erasure: the words go, the agreed sums stay with the organisation's accounts (practice.md PO6)."""
    TravelStatement.objects.filter(person=person).delete()
    TravelPlan.objects.filter(person=person).update(note="", conditional_what="", decision_note="")
    AgreedCost.objects.filter(person=person).update(what="", decision_note="")
