"""Another look: which parts of a claim were not agreed, and whether somebody looks at them again (practice.md PY4)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from expenses.claims.models import Claim, ClaimLine
from expenses.claims.rules import ClaimStatus

# Less than all may have been agreed, and what was agreed goes its own way to the person.
DECIDED_FOR_LESS = frozenset(
    {ClaimStatus.PART_APPROVED, ClaimStatus.IN_PAYMENT_RUN, ClaimStatus.PAID, ClaimStatus.REVERSED}
)


def cut_lines(claim: Claim) -> list[ClaimLine]:
    """The lines of which less was agreed than was claimed; none before the decision, and where all or nothing was agreed."""
    if claim.status not in DECIDED_FOR_LESS:
        return []
    return [line for line in claim.lines.all() if (line.approved_pence or 0) < line.pence]


def other_look_at(claim: Claim) -> Claim | None:
    """The claim of these parts that somebody else decides or decided; one that was taken back is none."""
    return claim.other_looks.exclude(status=ClaimStatus.WITHDRAWN).first()


def may_ask_again(claim: Claim) -> bool:
    """Is something of this claim not agreed that nobody was asked to look at again?"""
    if claim.status == ClaimStatus.DECLINED:
        return True
    return bool(cut_lines(claim)) and other_look_at(claim) is None


def done_with(claims: Iterable[Claim]) -> dict[UUID, frozenset[UUID]]:
    """Who leaves the decision about each of these to others: they approved it, or decided before another look was asked
    for. Two queries.
    """
    kept = Claim.objects.filter(pk__in=[claim.pk for claim in claims]).order_by()
    approved = kept.filter(approvals__isnull=False).values_list("pk", "approvals__by")
    asked = kept.filter(appeals__isnull=False).values_list("pk", "appeals__decided_before")
    found: dict[UUID, set[UUID]] = {}
    for pk, by in approved:
        found.setdefault(pk, set()).add(by)
    for pk, people in asked:
        found.setdefault(pk, set()).update(UUID(each) for each in people)
    return {pk: frozenset(people) for pk, people in found.items()}
