"""Claims in bulk, to measure with: one for each place until there are as many as wanted."""

from __future__ import annotations

from itertools import islice
from typing import Any

from expenses.claims.models import Claim, ClaimLine
from expenses.claims.rules import ClaimStatus, LineKind

AT_ONCE = 1000
STATES = (ClaimStatus.SUBMITTED, ClaimStatus.CHECKED, ClaimStatus.DRAFT)
DEAREST = 60_00


def seed(scale: Any) -> None:
    """Make `scale.claims` claims of two lines each, or as many as there are places (coordinator.demo.scale.Scale)."""
    sessions = {session.panel_id: session for session in scale.sessions}
    claims = [_claim(scale, place, sessions[place.panel_id], number) for number, place in _numbered(scale)]
    Claim.objects.bulk_create(claims, batch_size=AT_ONCE)
    ClaimLine.objects.bulk_create([line for claim in claims for line in _lines(claim)], batch_size=AT_ONCE)


def _numbered(scale: Any) -> Any:
    return enumerate(islice(scale.places, scale.claims), start=1)


def _claim(scale: Any, place: Any, session: Any, number: int) -> Claim:
    status = scale.chance.choice(STATES)
    sent = status != ClaimStatus.DRAFT
    return Claim(
        organisation=scale.organisation, person_id=place.person_id, place=place, session=session, number=number,
        reference=f"{scale.organisation.reference_prefix}-{number:05}", status=status,
        event_day=session.starts_at.date(), total_pence=scale.chance.randrange(2, DEAREST) * 2, begun_at=scale.now,
        submitted_at=scale.now if sent else None, promised_by=scale.now.date() if sent else None,
    )  # fmt: skip


def _lines(claim: Claim) -> list[ClaimLine]:
    half = claim.total_pence // 2
    kinds = (LineKind.TRAIN, LineKind.CHILDCARE)
    return [
        ClaimLine(claim=claim, position=position, kind=kind, day=claim.event_day, pence=half)
        for position, kind in enumerate(kinds, start=1)
    ]
