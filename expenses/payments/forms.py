"""Where money goes, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from coordinator.design.forms import DateField
from coordinator.people.models import Person
from expenses.payments.models import OF_A_CHEQUE, PaymentStatus, Trouble, Way
from expenses.payments.rules import Rail, account_digits, sort_code_digits

SHORT = {"inputmode": "numeric", "autocomplete": "off", "class": "nhsuk-input--width-10"}


class WayField(forms.ChoiceField):
    """How the money comes. Who says nothing means a bank account, as programs did before there were cheques."""

    def to_python(self, value: Any) -> str:
        """The answer, or the bank."""
        return super().to_python(value) or Way.BANK.value


class BankDetailsForm(forms.Form):
    """An account in the United Kingdom, or a cheque to `person`'s postal address (practice.md PY8).

    Dashes and spaces are as good as none. For a cheque the name is enough: what stands in the boxes for the bank is
    left aside.
    """

    way = WayField(
        label=lazy("How should it come?"), choices=Way.choices, widget=forms.RadioSelect, initial=Way.BANK.value
    )
    account_name = forms.CharField(
        label=lazy("Name on the account or the cheque"),
        max_length=70,
        help_text=lazy("As it stands on the card or statement. It may be somebody else’s, where that is wanted."),
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
    fieldsets = [
        (None, ["way", "account_name"]),
        (lazy("For a bank account only"), ["sort_code", "account_number"]),
    ]

    def __init__(self, *args: Any, person: Person, for_them: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person, self.for_them = person, for_them
        self.by_cheque = self.data.get("way") == Way.CHEQUE
        self.fields["way"].widget.hints = {Way.CHEQUE.value: self._where_a_cheque_goes()}
        for name in ("sort_code", "account_number") if self.by_cheque else ():
            self.fields[name].required, self.fields[name].validators = False, []

    def _where_a_cheque_goes(self) -> str:
        lines = [line.strip(" ,") for line in [*self.person.address.splitlines(), self.person.postcode]]
        if self.person.address.strip():
            return _("It goes to %(address)s") % {"address": ", ".join(filter(None, lines))}
        if self.for_them:
            return self._link("team_person_edit", self.person.pk, _("We have no postal address for them yet:"))
        return self._link("my_profile", None, _("We have no postal address for you yet:"))

    def _link(self, page: str, pk: Any, said: str) -> str:
        address, first = reverse(page, args=[pk] if pk else None), _("write it down first")
        return format_html('{} <a href="{}">{}</a>', said, address, first)

    def clean_way(self) -> str:
        """A cheque needs somewhere to go."""
        way = self.cleaned_data["way"]
        if way == Way.CHEQUE and not self.person.address.strip():
            if self.for_them:
                raise ValidationError(
                    _("For a cheque we need their postal address. Please add it to their page first.")
                )
            raise ValidationError(_("For a cheque we need your postal address. Please add it to your profile first."))
        return way

    def clean_sort_code(self) -> str:
        """Six digits; none for a cheque."""
        if self.by_cheque:
            return ""
        digits = sort_code_digits(self.cleaned_data["sort_code"])
        if digits is None:
            raise ValidationError(_("A sort code has 6 digits. It stands on your card and your statement."))
        return digits

    def clean_account_number(self) -> str:
        """Eight digits, or six or seven with zeros in front; none for a cheque."""
        if self.by_cheque:
            return ""
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


class ChequeForm(forms.Form):
    """What stands on the cheque, and when it went in the post."""

    number = forms.CharField(
        label=lazy("Number of the cheque"),
        max_length=20,
        validators=[RegexValidator(r"^[A-Za-z0-9 ]+$", lazy("Use letters, figures and spaces only."))],
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "nhsuk-input--width-10"}),
    )
    paid_on = DateField(label=lazy("Day it goes in the post"))

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["paid_on"].initial = today


class TroubleForm(forms.Form):
    """Why a payment did not stay where it was sent: what a bank says of files, or what happens to cheques."""

    trouble = forms.ChoiceField(label=lazy("What happened"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, status: str, rail: str, **options: Any) -> None:
        super().__init__(*args, **options)
        by_hand = rail == Rail.BY_HAND
        fitting = [each for each in Trouble if (each in OF_A_CHEQUE) == by_hand]
        # What has arrived was sent: that we never sent it is no answer then.
        left_out = {Trouble.NOT_SENT} if status == PaymentStatus.PAID else set()
        choices = [(each.value, each.label) for each in fitting if each not in left_out]
        self.fields["trouble"].choices = choices  # type: ignore[attr-defined]
