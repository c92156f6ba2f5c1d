"""What the person is told when a claim arrives."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coordinator.letters.kinds import LetterKind
from coordinator.people.models import Person
from expenses.claims.models import Claim
from expenses.claims.queries import claims_listed, finance_names, who_has_it
from expenses.claims.rules import ClaimStatus


def _claim(pk: UUID) -> Claim | None:
    return claims_listed(Claim.objects.filter(pk=pk)).first()


def _about(claim: Claim, person: Person, now: datetime) -> dict[str, Any]:
    name = who_has_it(claim, finance_names([claim.organisation_id], now=now))
    return {"claim": claim, "panel": claim.place.panel, "name": name}


def _still_with_us(claim: Claim) -> bool:
    return claim.status != ClaimStatus.WITHDRAWN


CLAIM_RECEIVED = LetterKind(
    "claim.received", _("We have the claim"), "letters/claim_received.txt", _claim, _about, _still_with_us
)
KINDS = (CLAIM_RECEIVED,)
