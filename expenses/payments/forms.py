"""Where money goes, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from coordinator.design.forms import DateField
from expenses.payments.models import PaymentStatus, Trouble
from expenses.payments.rules import account_digits, sort_code_digits

SHORT = {"inputmode": "numeric", "autocomplete": "off", "class": "nhsuk-input--width-10"}


class BankDetailsForm(forms.Form):
    """An account in the United Kingdom. Dashes and spaces are as good as none."""

    account_name = forms.CharField(
        label=lazy("Name on the account"),
        max_length=70,
        help_text=lazy("As it stands on your card or statement. It may be somebody else’s, if you want it there."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sort_code = forms.CharField(
        label=lazy("Sort code"),
        max_length=20,
        help_text=lazy("6 digits, such as 12-34-56"),
        widget=forms.TextInput(attrs=SHORT),
    )
    account_number = forms.CharField(
        label=lazy("Account number"),
        max_length=20,
        help_text=lazy("8 digits. If yours has 6 or 7, type those."),
        widget=forms.TextInput(attrs=SHORT),
    )

    def clean_sort_code(self) -> str:
        """Six digits."""
        digits = sort_code_digits(self.cleaned_data["sort_code"])
        if digits is None:
            raise ValidationError(_("A sort code has 6 digits. It stands on your card and your statement."))
        return digits

    def clean_account_number(self) -> str:
        """Eight digits, or six or seven with zeros in front."""
        digits = account_digits(self.cleaned_data["account_number"])
        if digits is None:
            raise ValidationError(_("An account number has 6 to 8 digits. It stands on your card and your statement."))
        return digits


class BuildForm(forms.Form):
    """One press of the button makes one file."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    organisation = forms.UUIDField(widget=forms.HiddenInput)


class PaidOnForm(forms.Form):
    """The day on which money arrived."""

    paid_on = DateField(label=lazy("Day it left the bank"))

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["paid_on"].initial = today


class TroubleForm(forms.Form):
    """Why a payment did not stay where it was sent."""

    trouble = forms.ChoiceField(label=lazy("What happened"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, status: str, **options: Any) -> None:
        super().__init__(*args, **options)
        # What has arrived was sent: that we never sent it is no answer then.
        left_out = {Trouble.NOT_SENT} if status == PaymentStatus.PAID else set()
        choices = [(each.value, each.label) for each in Trouble if each not in left_out]
        self.fields["trouble"].choices = choices  # type: ignore[attr-defined]
