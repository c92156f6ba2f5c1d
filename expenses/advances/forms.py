"""How much somebody needs before the day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from coordinator.design.forms import MoneyField
from expenses.advances.rules import MOST_PENCE


class AdvanceForm(forms.Form):
    """An amount, and a word on what it is for if they like."""

    pence = MoneyField(label=_("How much before the day?"))
    what = forms.CharField(
        label=_("What for, if you like to say"),
        help_text=_("For example: the childminder wants to be paid first"),
        max_length=160,
        required=False,
    )

    def __init__(self, *args: Any, agreed_pence: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pence"].initial = agreed_pence or None

    def clean_pence(self) -> int:
        """Something, and no slip of the pen."""
        pence: int = self.cleaned_data["pence"]
        if not pence:
            raise ValidationError(said("Say how much you need. If it is nothing after all, leave this page as it is."))
        if pence > MOST_PENCE:
            raise ValidationError(said("This is a large amount. Please look again, or ring your contact about it."))
        return pence
