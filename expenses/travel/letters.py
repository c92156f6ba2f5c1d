"""The answer to somebody who named a cost beforehand that a person had to look at."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coordinator.letters.kinds import LetterKind
from coordinator.panels.models import SessionStatus
from coordinator.people.models import Person
from expenses.travel.models import AgreedCost, Agreement, TravelPlan

ANSWERED = (Agreement.AGREED, Agreement.NOT_AGREED)
RELATED = ("person", "organisation", "place__panel__contact__person", "place__panel__organisation")


def _plan(pk: UUID) -> TravelPlan | None:
    return TravelPlan.objects.select_related(*RELATED).filter(pk=pk).first()


def _cost(pk: UUID) -> AgreedCost | None:
    return AgreedCost.objects.select_related(*RELATED).filter(pk=pk).first()


def _about(record: Any, person: Person, now: datetime) -> dict[str, Any]:
    panel = record.place.panel
    session = panel.sessions.exclude(status=SessionStatus.CANCELLED).first()
    return {"record": record, "place": record.place, "panel": panel, "session": session}


def _answered(record: Any) -> bool:
    return record.status in ANSWERED


ESTIMATE_ANSWERED = LetterKind(
    "travel.answered", _("Answer about a journey"), "letters/claim_estimate_answered.txt", _plan, _about, _answered
)
COST_ANSWERED = LetterKind(
    "cost.answered", _("Answer about a cost"), "letters/claim_cost_answered.txt", _cost, _about, _answered
)
KINDS = (ESTIMATE_ANSWERED, COST_ANSWERED)
