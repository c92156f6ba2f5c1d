"""Taking money that somebody had before the day off a claim."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from coordinator.workflow.steps import SomebodyWasFaster
from expenses.advances.models import Advance, AdvanceUse
from expenses.advances.queries import held_for, nothing_more_comes
from expenses.advances.rules import USABLE, Use, netted
from expenses.claims.models import Claim
from expenses.claims.steps import APPROVE
from expenses.rates.queries import policy_of


def net(claim: Claim, pence: int, *, now: datetime) -> list[Use]:
    """Use up the claimant's advances for a claim of so many pence; which, and how much of each (practice.md TR8).

    Raises SomebodyWasFaster when another claim uses the same money at the same moment.
    """
    uses = netted(
        pence, held_for(claim), today=claim.organisation.day(now), is_last_claim=nothing_more_comes(claim, pence),
        let_go_up_to=policy_of(claim.organisation).advance_let_go_up_to_pence,
    )  # fmt: skip
    for use in uses:
        use_up(claim, use)
    return uses


def use_up(claim: Claim, use: Use) -> None:
    """Take this much off what is left of one advance. The database decides: what is left is taken only once."""
    gone = use.pence + use.let_go_pence
    rows = Advance.objects.filter(pk=use.key, status__in=USABLE, left_pence__gte=gone)
    if not rows.update(left_pence=F("left_pence") - gone, let_go_pence=F("let_go_pence") + use.let_go_pence):
        raise SomebodyWasFaster(APPROVE, claim)
    AdvanceUse.objects.create(claim=claim, advance_id=use.key, pence=use.pence, let_go_pence=use.let_go_pence)
