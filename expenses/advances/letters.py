"""The answer to somebody who asked for money before the day. That it is paid, `payments` tells."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coordinator.letters.kinds import LetterKind
from coordinator.people.models import Person
from expenses.advances.models import Advance
from expenses.advances.queries import READ_WITH
from expenses.advances.rules import AdvanceStatus as S

ANSWERED = (S.AGREED, S.NOT_AGREED, S.CALLED_OFF)


def _advance(pk: UUID) -> Advance | None:
    return Advance.objects.select_related(*READ_WITH).filter(pk=pk).first()


def _about(advance: Advance, person: Person, now: datetime) -> dict[str, Any]:
    return {"advance": advance, "panel": advance.place.panel}


def _still_so(advance: Advance) -> bool:
    return advance.status in ANSWERED


ADVANCE_ANSWERED = LetterKind(
    "advance.answered", _("Answer about money before the day"), "letters/claim_advance_answered.txt", _advance, _about,
    _still_so,
)  # fmt: skip
KINDS = (ADVANCE_ANSWERED,)
