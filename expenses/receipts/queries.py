"""Who may open a receipt, and where the same file stands already."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from coordinator.people.models import Person
from expenses.claims.models import Claim
from expenses.claims.queries import claims_visible_to
from expenses.receipts.models import Receipt


def receipts_visible_to(person: Person | None) -> QuerySet[Receipt]:
    """The receipts of claims that this person may see."""
    return Receipt.objects.filter(claim__in=claims_visible_to(person)).select_related("claim")


def same_file_elsewhere(claim: Claim) -> dict[UUID, list[str]]:
    """For each receipt of this claim, the references of other sent claims here that hold the same file: a hint only."""
    mine = dict(claim.receipts.values_list("received_sha256", "pk"))
    others = Receipt.objects.filter(
        received_sha256__in=mine, claim__organisation=claim.organisation_id, claim__submitted_at__isnull=False
    )
    found: dict[UUID, list[str]] = {}
    for seal, reference in others.exclude(claim=claim).values_list("received_sha256", "claim__reference").distinct():
        found.setdefault(mine[seal], []).append(reference)
    return found
