"""What finance says about claims, and what people say who would like another look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from coordinator.design.forms import MoneyField
from coordinator.design.moments import day_short, money
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.words import kind_label, never_asked
from expenses.review.rules import WAY_OUT, Cut, Offer
from expenses.saying import say


class VersionForm(forms.Form):
    """Which version of the claim the page was made from, so that a newer one is not decided unseen."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class TogetherForm(forms.Form):
    """Several claims of the straight lane. `known` is understood, whatever is drawn."""

    claims = forms.ModelMultipleChoiceField(
        Claim.objects.none(), error_messages={"required": lazy("Tick the claims that you approve.")}
    )

    def __init__(self, *args: Any, known: QuerySet[Claim], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["claims"].queryset = known  # type: ignore[attr-defined]


class PartForm(VersionForm):
    """What is agreed for each line, and why it is less."""

    note = forms.CharField(
        label=lazy("A line to the person"),
        required=False,
        max_length=300,
        help_text=lazy("It stands in their letter."),
        validators=[never_asked],
    )
    field_order = ["version"]

    def __init__(self, *args: Any, lines: Iterable[ClaimLine], **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines, self.fieldsets = list(lines), []
        for line in self.lines:
            self.fields[f"pence_{line.pk}"] = MoneyField(label=_("We agree to"), initial=line.pence)
            self.fields[f"reason_{line.pk}"] = forms.CharField(
                label=_("Why it is less"),
                required=False,
                max_length=300,
                help_text=_("The person reads this."),
                validators=[never_asked],
            )
            claimed = _("%(what)s, %(day)s: %(amount)s claimed")
            what = {"what": kind_label(line.kind), "day": day_short(line.day), "amount": money(line.pence)}
            self.fieldsets.append((claimed % what, [f"pence_{line.pk}", f"reason_{line.pk}"]))

    def cuts(self) -> dict[UUID, Cut]:
        """What the action takes: for each line the amount in pence and the reason."""
        data = self.cleaned_data
        return {line.pk: Cut(data[f"pence_{line.pk}"], data[f"reason_{line.pk}"]) for line in self.lines}


class RestForm(forms.Form):
    """What becomes of money before the day that nobody used."""

    rest = forms.ChoiceField(
        label=lazy("What becomes of it"),
        choices=[("let_go", lazy("We let it go")), ("given_back", lazy("They gave it back"))],
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Say what becomes of it. Nothing is asked back.")},
    )


class AnswerForm(forms.Form):
    """Why something is not paid before the day, and what can be done instead."""

    reason = forms.CharField(
        label=lazy("A line to the person"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("It stands in their letter as you write it."),
        validators=[never_asked],
        error_messages={"required": lazy("Say in a line why, and what you can offer instead. The person reads it.")},
    )


class ReasonForm(VersionForm):
    """Why we do not agree."""

    reason = forms.CharField(
        label=lazy("The reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("The person reads this as it stands, with how to ask for another look."),
        validators=[never_asked],
    )


class AskForm(VersionForm):
    """One of the reviewed questions that fit; each is shown as the person will read it."""

    question = forms.ChoiceField(label=lazy("The question"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, offers: Sequence[Offer], lines: Sequence[ClaimLine], **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines = {str(line.pk): line for line in lines}
        named = [(_value(offer, lines), offer) for offer in offers]
        field = self.fields["question"]
        field.choices = [(value, _name(offer, lines)) for value, offer in named]  # type: ignore[attr-defined]
        field.widget.hints = {value: f"{say(offer.text)} {say(WAY_OUT)}" for value, offer in named}
        field.error_messages["required"] = _("Choose the question you would like to ask.")

    def chosen(self) -> dict[str, Any]:
        """The template and the line, as the action takes them."""
        template, _colon, line = self.cleaned_data["question"].partition(":")
        return {"template": template, "line": self.lines.get(line)}


def _name(offer: Offer, lines: Sequence[ClaimLine]) -> str:
    label = say(offer.template.label)
    if offer.line is None:
        return label
    line = lines[offer.line]
    return f"{label}: {kind_label(line.kind)}, {money(line.pence)}"


def _value(offer: Offer, lines: Sequence[ClaimLine]) -> str:
    return offer.template.key if offer.line is None else f"{offer.template.key}:{lines[offer.line].pk}"


class OwnWordsForm(VersionForm):
    """A question in one's own words."""

    text = forms.CharField(
        label=lazy("Your question"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=lazy("Name the rule and what would settle it. How somebody travelled is theirs."),
    )


class LookAgainForm(forms.Form):
    """A wish for another look."""

    text = forms.CharField(
        label=lazy("What should we know?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=lazy("You can leave this empty. Another look is yours either way."),
    )
