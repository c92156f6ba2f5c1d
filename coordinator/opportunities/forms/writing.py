"""Writing a call, a few questions at a time: sections that fit a phone and can be left and taken up again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.models import modelform_factory
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coordinator.design.forms import DateField, MomentField, MoneyField
from coordinator.design.words import please
from coordinator.opportunities.models import (
    Level,
    Opportunity,
    Payment,
    SelectionMethod,
    SupportOffered,
    WayToTakePart,
)
from coordinator.opportunities.rules.promises import PROMISES


@dataclass(frozen=True)
class Section:
    """A part of a call that is written on one page."""

    slug: str
    title: str | Promise
    fields: tuple[str, ...]


SECTIONS = (
    Section(
        "what", _("What it is"),
        ("title", "summary", "what_you_do", "level", "what_can_change", "already_decided"),
    ),
    Section("who", _("Who it is for"), ("who_we_look_for", "who_cannot", "new_people_welcome", "skills", "checks")),
    Section(
        "time", _("Time and ways to take part"),
        ("dates_to_agree", "hours", "hours_about", "ways", "demands", "training", "bring"),
    ),
    Section(
        "money", _("Money and support"),
        ("costs_covered", "payment", "payment_pence", "support", "support_by"),
    ),
    Section("apply", _("How to apply and by when"), ("closes_at", "answer_by", "how_to_apply", "return_address")),
    Section("choose", _("How you choose"), ("selection", "selection_steps")),
)  # fmt: skip
BY_SLUG = {section.slug: section for section in SECTIONS}
HINTS = {
    "title": _("Say what people do: “Help choose our next community respiratory nurse”"),
    "summary": _("What people do and how long it takes. Nothing about your organisation yet."),
    "what_you_do": _("In plain words, as you would say it on the phone"),
    "already_decided": _("If nothing is, write “nothing yet”"),
    "who_cannot": _("With the reason. If nobody is left out, write so"),
    "hours_about": _("For example: one day, plus an hour to read"),
    "demands": _("For example: about 1 km of walking; may be upsetting. If nothing, write “nothing special”"),
    "costs_covered": _("What, how, and when the money comes"),
    "how_to_apply": _("Whom to ring and where to write. The online form is there by itself."),
    "return_address": _("Stands on the printed form"),
    "selection_steps": _("What happens after the closing day, with dates"),
    "skills": _("If any"),
    "training": _("If any"),
    "checks": _("If any. For example a DBS check, and why this role needs it"),
    "bring": _("If there is anything to say"),
}
LARGE = (
    "what_you_do", "what_can_change", "already_decided", "who_we_look_for", "who_cannot", "demands", "costs_covered",
    "how_to_apply", "return_address", "selection_steps", "skills", "training", "checks", "bring",
)  # fmt: skip


class CallForm(forms.ModelForm):
    """Some fields of a call. Gaps may stay while it is written: `rules.gaps` names them before it opens.

    `version` is what the page showed, so that nobody's text is lost; a program may leave it out.
    """

    fields: dict[str, Any]
    hours = forms.DecimalField(
        label=_("Hours in all, with preparation and debrief"), min_value=Decimal("0.5"), max_digits=5, decimal_places=1,
        required=False,
    )  # fmt: skip
    level = forms.ChoiceField(
        label=_("How far people's word goes"), choices=Level.choices, widget=forms.RadioSelect, required=False
    )
    ways = forms.MultipleChoiceField(
        label=_("Ways to take part"),
        choices=WayToTakePart.choices, widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    support = forms.MultipleChoiceField(
        label=_("Support you offer"),
        choices=SupportOffered.choices, widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    payment = forms.ChoiceField(label=_("Payment"), choices=Payment.choices, widget=forms.RadioSelect, required=False)
    payment_pence = MoneyField(label=_("Amount, if there is a payment"), required=False)
    selection = forms.ChoiceField(
        label=_("How you choose"), choices=SelectionMethod.choices, widget=forms.RadioSelect, required=False
    )
    support_by = DateField(label=_("Support is sure if asked for by"), required=False)
    answer_by = DateField(label=_("Everybody hears by"), required=False)
    closes_at = MomentField(
        label=_("Closing day and time"), required=False, help_text=_("For example, 15 3 2026 and 11:59pm")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Opportunity
        fields = [name for section in SECTIONS for name in section.fields]
        help_texts = HINTS
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("summary", *LARGE)}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "title" in self.fields:
            self.fields["title"].required = False
        if "level" in self.fields:
            self.fields["level"].widget.hints = PROMISES
        if "closes_at" in self.fields:
            self.fields["closes_at"].zone = self.instance.organisation.zone
        self.initial["version"] = self.instance.version

    def clean_title(self) -> str:
        """The one thing that even a draft has. (Marked as needed, all else would read "optional", which it is not.)"""
        return self._said("title")

    def _said(self, name: str) -> str:
        text = self.cleaned_data[name].strip()
        if not text:
            raise forms.ValidationError(please(self.fields[name], str(self.fields[name].label)), code="required")
        return text

    def clean_payment_pence(self) -> int | None:
        """No payment, no amount: what was typed for the other answer is not kept."""
        return self.cleaned_data["payment_pence"] if self.cleaned_data.get("payment") != Payment.NONE else None

    def answers(self) -> dict[str, Any]:
        """The call's own fields as `edit_call` takes them, with the version that was on the page."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "note"}


class OpenCallForm(CallForm):
    """The same for a call that is open: what changes is said in a dated note."""

    note = forms.CharField(
        label=_("What changed, in one sentence"), max_length=300, required=False,
        help_text=_("It stands on the call's page with today's date, and everybody who applied gets it."),
    )  # fmt: skip

    def clean_note(self) -> str:
        """No change of an open call without a word about it."""
        return self._said("note")


@lru_cache(maxsize=64)
def _form_class(names: tuple[str, ...], base: type[CallForm]) -> Any:
    declared = [name for name in base.base_fields if name not in {*names, "version", "note"}]
    return modelform_factory(Opportunity, form=type(base.__name__, (base,), dict.fromkeys(declared)), fields=names)


def call_form(names: Iterable[str], *, is_open: bool) -> type[CallForm]:
    """A form for these fields of a call."""
    return _form_class(tuple(names), OpenCallForm if is_open else CallForm)


class QuestionForm(forms.Form):
    """One of the call's own questions; left empty, there is none."""

    text = forms.CharField(label=_("Question"), max_length=200, required=False)
    hint = forms.CharField(label=_("Hint under it"), max_length=200, required=False)
    needed = forms.BooleanField(label=_("Needs an answer"), required=False)


class QuestionForms(forms.BaseFormSet):
    """Up to five questions, in order."""

    def questions(self) -> list[dict[str, Any]]:
        """Those that were written, as `set_questions` takes them."""
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get("text", "").strip()]
