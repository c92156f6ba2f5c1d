"""What an organisation pays per mile, and the limits it has set; where it has set none, the defaults of the rules."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.organisations.models import Organisation
from coordinator.people.models import Person
from expenses.claims.rules import ClaimPolicy
from expenses.rates.models import ExpensePolicy, MileageRate
from expenses.rates.rules import SEED_RATES, MileageKind, Rate


def rates_visible_to(person: Person | None) -> QuerySet[MileageRate]:
    """The rows of organisations whose rates this person keeps."""
    return MileageRate.objects.filter(organisation__in=organisations_where(person, Permission.KEEP_RATES))


def organisations_with_rates(person: Person | None) -> QuerySet[Organisation]:
    """The organisations whose rates this person keeps, with their limits, by name."""
    kept = Organisation.objects.filter(pk__in=organisations_where(person, Permission.KEEP_RATES))
    return kept.select_related("expense_policy")


def rates_of(organisation_id: UUID) -> tuple[Rate, ...]:
    """Every rate that holds here: the organisation's own for each kind it has rows of, else the published ones."""
    own = tuple(_rate(row) for row in MileageRate.objects.filter(organisation_id=organisation_id))
    kinds = {rate.kind for rate in own}
    return own + tuple(rate for rate in SEED_RATES if rate.kind not in kinds)


def _rate(row: MileageRate) -> Rate:
    return Rate(MileageKind(row.kind), row.pence_per_mile, row.from_day, row.to_day, row.after_miles, row.source)


def policy_of(organisation: Organisation) -> ExpensePolicy:
    """The organisation's limits; unsaved defaults when it has set none. No query when it was read with them."""
    try:
        return organisation.expense_policy  # type: ignore[attr-defined, no-any-return]
    except ExpensePolicy.DoesNotExist:
        return ExpensePolicy(organisation=organisation)


def claim_policy(organisation: Organisation) -> ClaimPolicy:
    """The same limits as the rules of claims take them."""
    policy = policy_of(organisation)
    return ClaimPolicy(
        lost_receipt_up_to_pence=policy.lost_receipt_up_to_pence,
        receipts_inside_estimate=policy.receipts_inside_estimate,
        meal_cap_pence=policy.meal_cap_pence,
        miles_looked_at=policy.miles_looked_at,
        late_after_days=policy.late_after_days,
        taxi_needs_agreement=policy.taxi_needs_agreement,
    )
