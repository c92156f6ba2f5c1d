"""Rates and limits as people keep them."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from coordinator.design.forms import DateField, MoneyField
from expenses.rates.models import ExpensePolicy, MileageRate

AT_MOST_PENCE = Decimal(500)


class RateForm(forms.Form):
    """One rate from one day on, with where the figure comes from."""

    kind = forms.ChoiceField(label=_("For"), choices=MileageRate.Kind.choices, widget=forms.RadioSelect)
    pence_per_mile = forms.DecimalField(
        label=_("Pence a mile"), help_text=_("For example, 55"), max_digits=4, decimal_places=1,
        min_value=Decimal(0), max_value=AT_MOST_PENCE,
    )  # fmt: skip
    from_day = DateField(label=_("For journeys from"))
    after_miles = forms.IntegerField(
        label=_("Only after so many miles in a tax year"), help_text=_("0 for the ordinary rate"), min_value=0,
        max_value=100_000, initial=0,
    )  # fmt: skip
    source = forms.CharField(
        label=_("Where this figure comes from"), help_text=_("Whoever asks “why this much?” finds it here."),
        max_length=200,
    )  # fmt: skip


class EndRateForm(forms.Form):
    """The last day of a rate."""

    last_day = DateField(label=_("Last day for journeys at this rate"))


class LimitsForm(forms.ModelForm):
    """The limits of one organisation."""

    estimate_threshold_pence = MoneyField(label=_("Agreed at once up to, when it is named beforehand"))
    approval_limit_pence = MoneyField(label=_("One approver up to, two above"))
    lost_receipt_up_to_pence = MoneyField(label=_("A lost receipt is settled by the person’s word up to"))
    meal_cap_pence = MoneyField(label=_("A meal up to"))
    advance_let_go_up_to_pence = MoneyField(
        label=_("Of money paid before the day, a rest is let go up to"),
        help_text=_("What is above stays with the person and is taken off their next claim."),
    )
    promise_working_days = forms.IntegerField(label=_("Money within, in working days"), min_value=1, max_value=60)

    class Meta:
        model = ExpensePolicy
        fields = [
            "estimate_threshold_pence", "approval_limit_pence", "promise_working_days", "lost_receipt_up_to_pence",
            "meal_cap_pence", "advance_let_go_up_to_pence", "miles_looked_at", "late_after_days", "receipts_inside_estimate", "taxi_needs_agreement",
        ]  # fmt: skip
