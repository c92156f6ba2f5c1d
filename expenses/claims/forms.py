"""What people write in a claim. Small forms, one cost at a time, so that a phone shows each question whole."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from coordinator.design.forms import DateField, MilesField, MoneyField
from coordinator.design.moments import money
from coordinator.ids import new_id
from expenses.claims.actions import LineSaid
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.rules import FACTS, LineKind
from expenses.claims.words import kind_label
from expenses.rates.models import MileageRate

ACCEPT = "image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf"


def receipt_file(**options: Any) -> forms.FileField:
    """The box for a photo or PDF; what the file really is, cleaning finds out."""
    return forms.FileField(widget=forms.FileInput(attrs={"accept": ACCEPT}), max_length=255, **options)


class LineForm(forms.Form):
    """One cost of one kind. `key` is the id that the line will have, so that a double press keeps one line."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    pence = MoneyField(label=_("How much was it?"), help_text=_("In pounds, for example 12.50. £0 is welcome too."))
    vehicle = forms.ChoiceField(
        label=_("How did you travel?"), choices=MileageRate.Kind.choices, widget=forms.RadioSelect, initial="car"
    )
    miles = MilesField(label=_("How many miles, there and back?"), help_text=_("For example, 62 or 12.5"))
    day = DateField(label=_("On which day?"))
    supplier = forms.CharField(
        label=_("From whom?"), help_text=_("A firm or a name, if you know it."), max_length=120, required=False
    )
    file = receipt_file(
        label=_("Photo or PDF of the receipt"), help_text=_("Up to 10 MB. You can also add it later."), required=False
    )
    lost_receipt = forms.CharField(
        label=_("Or: why there is no receipt"),
        help_text=_("For example: the machine kept the ticket. Your word counts."), max_length=200, required=False,
    )  # fmt: skip
    note = forms.CharField(label=_("Anything to add?"), max_length=200, required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = LineKind(kind)
        if self.kind == LineKind.MILEAGE:
            left_out = ["pence", "supplier", "file", "lost_receipt"]
            self.fields["vehicle"].widget.hints = {"passenger": _("On top, for each person you took along")}
        else:
            left_out = ["vehicle", "miles"]
        if FACTS[self.kind].receipt_above_pence is None:
            left_out += ["lost_receipt"]
        for name in left_out:
            self.fields.pop(name, None)

    @classmethod
    def of(cls, line: ClaimLine, *args: Any, **kwargs: Any) -> LineForm:
        """The form of a line that is there."""
        initial = {"key": line.pk, "miles": line.tenths_of_miles} | {
            name: getattr(line, name) for name in ("pence", "vehicle", "day", "supplier", "lost_receipt", "note")
        }
        return cls(*args, kind=line.kind, initial=initial, **kwargs)

    @classmethod
    def new(cls, claim: Claim, kind: str, *args: Any, pence: int | None = None, **kwargs: Any) -> LineForm:
        """The form of a line to come, on the day of the claim."""
        initial = {"key": new_id(), "day": claim.event_day, "vehicle": "car", "pence": pence}
        return cls(*args, kind=kind, initial=initial, **kwargs)

    def said(self) -> LineSaid:
        """What the person said, as the action takes it."""
        told = self.cleaned_data
        return LineSaid(
            kind=self.kind, day=told["day"], pence=told.get("pence") or 0, supplier=told.get("supplier", ""),
            tenths_of_miles=told.get("miles"), vehicle=told.get("vehicle", ""),
            lost_receipt=told.get("lost_receipt", ""), note=told["note"],
        )  # fmt: skip


class ReceiptForm(forms.Form):
    """A photo or PDF, for one line or for the claim as a whole."""

    file = receipt_file(label=_("Photo or PDF"), help_text=_("JPEG, PNG, HEIC, WebP or PDF, up to 10 MB."))
    line = forms.ModelChoiceField(
        label=_("Which cost does it show?"), queryset=ClaimLine.objects.none(), required=False,
        empty_label=_("All of them, or I am not sure"),
    )  # fmt: skip

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["line"]
        field.queryset = claim.lines.all()  # type: ignore[attr-defined]
        field.label_from_instance = _line_label  # type: ignore[attr-defined]


def _line_label(line: ClaimLine) -> str:
    return f"{kind_label(line.kind)}, {money(line.pence)}"


class SendForm(forms.Form):
    """The last look: which version was looked at, and for a late claim what kept the person, if they like to say."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    late_reason = forms.CharField(
        label=_("What kept you?"),
        help_text=_("This day is a while ago. A few words help whoever decides; late is not refused."),
        max_length=300, required=False, widget=forms.Textarea(attrs={"rows": "3"}),
    )  # fmt: skip

    def __init__(self, *args: Any, is_late: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_late:
            del self.fields["late_reason"]


class AnswerForm(forms.Form):
    """The answer to an open question. `our_mistake` is the second button of the same form."""

    answer = forms.CharField(
        label=_("Your answer"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": "4"})
    )
    our_mistake = forms.BooleanField(required=False, widget=forms.HiddenInput)


class BeginForm(forms.Form):
    """For which date, where a panel has several; for staff also which person's place, and how they came to know."""

    place = forms.ChoiceField(
        label=_("For which date?"), widget=forms.RadioSelect,
        error_messages={"required": _("Please choose the date it was for")},
    )  # fmt: skip
    source = forms.ChoiceField(
        label=_("How did they tell you?"), widget=forms.RadioSelect, choices=[
            choice for choice in Claim.Source.choices if choice[0] != Claim.Source.ONLINE
        ], initial=Claim.Source.PHONE,
    )  # fmt: skip

    def __init__(self, *args: Any, dates: list[tuple[str, str]], for_them: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = dates  # type: ignore[attr-defined]
        if not for_them:
            del self.fields["source"]

    def chosen(self) -> tuple[UUID, UUID]:
        """The ids of place and session."""
        place, session = self.cleaned_data["place"].split(".")
        return UUID(place), UUID(session)


class ApiBeginForm(forms.Form):
    """What a program says to begin a claim."""

    place = forms.UUIDField()
    session = forms.UUIDField()
    source = forms.ChoiceField(choices=Claim.Source.choices, required=False)
