"""Short forms of a decision: a reason, the numbers of a notice policy."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordinator.opportunities.rules.policies import Policy

LONGEST_NOTICE = 365


class AskShortNoticeForm(forms.Form):
    """Why the notice is short, in words that everybody will read."""

    because = forms.CharField(
        label=_("Why is the notice short?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=600,
        help_text=_("It stands on the call's page with the name of whoever approves it, and the board counts it."),
    )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why a call is withdrawn, in words that its readers will see."""

    because = forms.CharField(
        label=_("Why is it withdrawn?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=600,
        help_text=_("It stands on the call's page, and everybody who applied is told."),
    )  # fmt: skip


def _days(label: Any, *, required: bool) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=LONGEST_NOTICE, required=required)


class PolicyForm(forms.Form):
    """How much notice one type of call gives; an empty box means that the rule does not apply to the type."""

    days_open = _days(_("Fewest days open for applications"), required=False)
    days_before_event = _days(_("Fewest days from opening to the day"), required=True)
    papers_days_before = _days(_("Papers are out, days before"), required=False)
    support_days_before = _days(_("Support is sure if asked for, days before"), required=True)
    times_days_before = _days(_("Times are fixed, days before"), required=False)
    citation = forms.CharField(
        label=_("Where these numbers come from"), max_length=600, widget=forms.Textarea(attrs={"rows": 4})
    )

    def policy(self) -> Policy:
        """The numbers as the rules read them."""
        return Policy(**self.cleaned_data)
