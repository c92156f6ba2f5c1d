"""The numbers that a call is measured by: the policy of today, or what it promised when it opened (practice.md 2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coordinator.opportunities.models import NoticePolicy, Opportunity
from coordinator.opportunities.rules.policies import DEFAULT_POLICIES, NUMBERS, Policy
from coordinator.organisations.models import Organisation
from coordinator.panels.models import PanelType


@dataclass(frozen=True)
class Measure:
    """The notice, and the shortest time that people get to answer, in working days (B-01)."""

    policy: Policy
    working_days_to_answer: int


def measure_of(call: Opportunity) -> Measure:
    """A call that has opened is measured by what it promised then, any other by what holds today (RN2, RN7)."""
    return promise_of(call) if call.published_at else measure_today(call)


def measure_today(call: Opportunity) -> Measure:
    """What holds today for calls of this type in this organisation."""
    return Measure(policy_for(call.organisation, call.panel.kind), call.organisation.answer_within_working_days)


def promise_of(call: Opportunity) -> Measure:
    """What a call promised when it opened. Where the numbers came from is not kept: `citation` is empty."""
    kept: dict[str, Any] = {name: getattr(call, f"promised_{name}") for name in NUMBERS}
    days: Any = call.promised_working_days_to_answer  # a constraint sees to it that an open call has them
    return Measure(Policy(**kept, citation=""), days)


def as_promised(measure: Measure) -> dict[str, Any]:
    """The fields in which a call keeps this measure."""
    numbers = {f"promised_{name}": getattr(measure.policy, name) for name in NUMBERS}
    return numbers | {"promised_working_days_to_answer": measure.working_days_to_answer}


def policy_for(organisation: Organisation, kind: str) -> Policy:
    """The notice that this organisation gives for this type of call: its own numbers, else the defaults."""
    own = NoticePolicy.objects.filter(organisation=organisation, kind=kind).first()
    return as_policy(own) if own else DEFAULT_POLICIES[kind]


def as_policy(row: NoticePolicy) -> Policy:
    """The organisation's own numbers as the rules read them."""
    return Policy(**{name: getattr(row, name) for name in NUMBERS}, citation=row.citation)


def policies_of(organisation: Organisation) -> list[tuple[PanelType, Policy, bool]]:
    """(type, its notice, whether the organisation chose the numbers itself) for every type, in one query."""
    own = {row.kind: as_policy(row) for row in NoticePolicy.objects.filter(organisation=organisation)}
    return [(kind, own.get(kind, DEFAULT_POLICIES[kind]), kind in own) for kind in PanelType]
