"""What readers of calls send: what they look for, and why a call is not for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from coordinator.ids import new_id
from coordinator.opportunities.models import NotForMe, Opportunity, WayToTakePart
from coordinator.opportunities.queries.public import PAID, WHEN

ANY = ("", _("Any"))


class FindCallsForm(forms.Form):
    """Narrows the list of open calls. What is not understood narrows nothing: a list is never an error page."""

    fields: dict[str, Any]
    area = forms.ChoiceField(label=_("Area"), required=False)
    way = forms.ChoiceField(label=_("How you take part"), choices=[ANY, *WayToTakePart.choices], required=False)
    when = forms.ChoiceField(label=_("When it happens"), choices=[ANY, *WHEN], required=False)
    paid = forms.ChoiceField(label=_("Payment"), choices=[ANY, *PAID], required=False)

    def __init__(self, data: Any = None, *, areas: Sequence[tuple[str, str, str]] = (), **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["area"].choices = [ANY, *((pk, f"{name} ({whose})") for pk, name, whose in areas)]

    def wanted(self) -> dict[str, str]:
        """What was chosen, without the rest."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def boxes(self) -> list[tuple[str, Any, list[tuple[str, Any]], str]]:
        """(name, label, choices, chosen) of each list, for a template that draws them without the form's machinery."""
        chosen = self.wanted()
        return [(name, field.label, field.choices, chosen.get(name, "")) for name, field in self.fields.items()]


SIGNER = Signer(salt="not for me")


class NotForMeForm(forms.Form):
    """One reason, sent without a cookie.

    The form's key is signed for its call, so that only a form of ours counts, and counts once. It guards no session:
    there is none, and nothing but an anonymous number changes.
    """

    reason = forms.ChoiceField(
        choices=NotForMe.choices, error_messages={"required": _("Please press one of the reasons.")}
    )
    key = forms.CharField()

    def __init__(self, data: Any = None, *, call: Opportunity, **options: Any) -> None:
        super().__init__(data, **options)
        self.call = call

    @staticmethod
    def new_key(call: Opportunity) -> str:
        """A key for one form of this call."""
        return SIGNER.sign(f"{call.pk}:{new_id()}")

    def clean_key(self) -> UUID:
        """The form's own id; a key of another call or of nobody is not taken."""
        try:
            call, _colon, key = SIGNER.unsign(self.cleaned_data["key"]).partition(":")
        except BadSignature:
            call, key = "", ""
        if call != str(self.call.pk):
            raise forms.ValidationError(_("This page was open for a long time. Please press a reason once more."))
        return UUID(key)
