"""The total of a claim stands in one place and is the sum of its lines."""

from django.db.models import Sum

from expenses.claims.models import Claim


def count_total(claim: Claim) -> None:
    """Write the sum of the lines, in pence, on the claim."""
    claim.total_pence = claim.lines.aggregate(total=Sum("pence"))["total"] or 0
    Claim.objects.filter(pk=claim.pk).update(total_pence=claim.total_pence)
