"""What an organisation pays per mile, by date, and the limits it sets itself. Without rows the defaults of the rules serve."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordinator.ids import new_id


class MileageRate(models.Model):
    """Pence per mile for journeys from `from_day` to `to_day`, both included (expenses.md finding 1).

    An organisation with rows of a kind uses only its own for that kind; one without uses `rules.SEED_RATES`.
    """

    class Kind(models.TextChoices):
        CAR = "car", _("Car or van")
        MOTORCYCLE = "motorcycle", _("Motorcycle")
        CYCLE = "cycle", _("Bicycle")
        PASSENGER = "passenger", _("Each passenger")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="+")
    kind = models.CharField(_("vehicle"), max_length=12, choices=Kind.choices)
    pence_per_mile = models.DecimalField(_("pence a mile"), max_digits=5, decimal_places=1)
    from_day = models.DateField(_("for journeys from"))
    to_day = models.DateField(_("up to and including"), null=True, blank=True)
    after_miles = models.PositiveIntegerField(_("after so many miles in a tax year"), default=0)
    source = models.CharField(_("where this figure comes from"), max_length=200)

    class Meta:
        ordering = ["kind", "from_day", "after_miles", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "from_day", "after_miles"], name="one_rate_from_a_day"
            ),
            models.CheckConstraint(condition=Q(pence_per_mile__gte=0), name="rate_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pence_per_mile}p"


class ExpensePolicy(models.Model):
    """The limits one organisation sets; pence, working days and miles (claims.rules.ClaimPolicy says what each does)."""

    organisation = models.OneToOneField(
        "organisations.Organisation", models.CASCADE, primary_key=True, related_name="expense_policy"
    )
    estimate_threshold_pence = models.PositiveIntegerField(_("estimates agreed at once up to"), default=60_00)
    approval_limit_pence = models.PositiveIntegerField(_("one approver up to"), default=100_00)
    promise_working_days = models.PositiveSmallIntegerField(_("money within, in working days"), default=10)
    lost_receipt_up_to_pence = models.PositiveIntegerField(_("a lost receipt is settled up to"), default=50_00)
    receipts_inside_estimate = models.BooleanField(_("receipts are needed inside an agreed estimate too"), default=True)
    meal_cap_pence = models.PositiveIntegerField(_("a meal up to"), default=15_00)
    miles_looked_at = models.PositiveIntegerField(_("a person looks at lines above so many miles"), default=100)
    advance_let_go_up_to_pence = models.PositiveIntegerField(_("rest of an advance let go up to"), default=5_00)
    late_after_days = models.PositiveSmallIntegerField(_("late after so many days"), default=90)
    taxi_needs_agreement = models.BooleanField(_("a person looks at taxis that nobody agreed"), default=True)

    class Meta:
        ordering = ["organisation_id"]

    def __str__(self) -> str:
        return f"limits of {self.organisation_id}"
