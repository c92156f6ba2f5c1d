"""What people may say of a journey. Every answer may be left out; nothing asks for a route, a station or evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from coordinator.design.forms import MoneyField
from coordinator.design.moments import money
from expenses.claims.rules import LineKind
from expenses.claims.words import kind_label, never_asked
from expenses.travel import rules
from expenses.travel.models import TravelPlan, TravelStatement
from expenses.travel.rules import Conditional, Estimate, EstimateAnswer

NOTHING = ""
NAMED_BEFOREHAND = (LineKind.CHILDCARE, LineKind.REPLACEMENT_CARE, LineKind.PERSONAL_ASSISTANT)


class StatementForm(forms.ModelForm):
    """ "About my journeys", in the person's own words."""

    class Meta:
        model = TravelStatement
        fields = ["text"]
        labels = {"text": _("About my journeys")}
        help_texts = {
            "text": _(
                "For example: I plan my own journeys. I book help on the train a day ahead. A taxi when it is wet."
            )
        }
        widgets = {"text": forms.Textarea(attrs={"rows": "5"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False


class PlanForm(forms.Form):
    """How somebody travels to one place, and what it may cost if they like to say."""

    mode = forms.ChoiceField(
        label=_("Who arranges the journey?"), choices=TravelPlan.Mode.choices, widget=forms.RadioSelect,
        initial=TravelPlan.Mode.SELF_ARRANGED,
    )  # fmt: skip
    answer = forms.ChoiceField(label=_("What it may cost"), widget=forms.RadioSelect, required=False)
    low = MoneyField(label=_("How much (for a range: from)"), required=False)
    high = MoneyField(label=_("For a range: up to"), required=False)
    conditional_what = forms.CharField(
        label=_("Something that may come on top"), help_text=_("For example: a taxi if it is wet"), max_length=120,
        required=False,
    )  # fmt: skip
    conditional_pence = MoneyField(label=_("Up to how much, on top?"), required=False)
    note = forms.CharField(label=_("Anything you want to add"), max_length=300, required=False)
    has_booked_assistance = forms.BooleanField(
        label=_("I have booked help for this journey"), required=False,
        help_text=_("On a train, a ramp, somebody who comes along. If the time changes, we ring you first."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    fieldsets = [
        (None, ["mode"]),
        (_("What it may cost (only if you like to say)"), ["answer", "low", "high", "conditional_what", "conditional_pence"]),
        (_("Only if it helps you"), ["has_booked_assistance", "note"]),
    ]  # fmt: skip

    def __init__(self, *args: Any, last_pence: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.last_pence = last_pence
        self.fields["mode"].widget.hints = {
            "self_arranged": _("Nothing else to do. You claim what you spent afterwards."),
            "book_for_me": _("Somebody rings you about it. You pay nothing."),
        }
        self.fields["answer"].choices = self._answers()  # type: ignore[attr-defined]

    def _answers(self) -> list[tuple[str, Any]]:
        last = TravelPlan.Answer.AS_LAST_TIME
        answers = [(NOTHING, _("I say nothing now")), *TravelPlan.Answer.choices]
        if self.last_pence is None:
            return [answer for answer in answers if answer[0] != last]
        text = _("About the same as last time: {amount}").format(amount=money(self.last_pence))
        return [(value, text if value == last else label) for value, label in answers]

    @classmethod
    def of(cls, plan: TravelPlan | None, *args: Any, **kwargs: Any) -> PlanForm:
        """The form as the plan stands."""
        initial: dict[str, Any] = {"mode": TravelPlan.Mode.SELF_ARRANGED, "answer": NOTHING, "version": 0}
        if plan is not None:
            names = [
                "mode",
                "answer",
                "conditional_what",
                "conditional_pence",
                "note",
                "has_booked_assistance",
                "version",
            ]
            ranged = plan.answer == TravelPlan.Answer.RANGE
            last = plan.answer == TravelPlan.Answer.AS_LAST_TIME
            amounts = {"low": None if last else plan.low_pence, "high": plan.high_pence if ranged else None}
            initial = {name: getattr(plan, name) for name in names} | amounts
        return cls(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        """An amount needs its figure, a range both, and something on top needs its words and its figure."""
        told = super().clean() or {}
        needed = {EstimateAnswer.AMOUNT: ["low"], EstimateAnswer.RANGE: ["low", "high"]}.get(told.get("answer", ""), [])
        for name in needed:
            self._need(
                told, name, said("Write how much you think it may be, for example 31. Or choose another answer.")
            )
        if told.get("conditional_what"):
            self._need(told, "conditional_pence", said("Write up to how much this may be, for example 18."))
        if told.get("conditional_pence"):
            self._need(
                told, "conditional_what", said("Say in a few words what this is for, for example: a taxi if it is wet.")
            )
        return told

    def _need(self, told: dict[str, Any], name: str, text: str) -> None:
        if name not in self.errors and told.get(name) in (None, ""):
            self.add_error(name, text)

    def estimate(self) -> Estimate | None:
        """What the answers come to; None when nothing was said of the cost."""
        told = self.cleaned_data
        on_top = Conditional(told["conditional_what"], told["conditional_pence"]) if told["conditional_what"] else None
        match told["answer"]:
            case EstimateAnswer.AMOUNT:
                return rules.amount(told["low"], on_top)
            case EstimateAnswer.RANGE:
                return rules.between(told["low"], told["high"], on_top)
            case EstimateAnswer.AS_LAST_TIME:
                last = rules.as_last_time(self.last_pence)
                return Estimate(last.answer, last.low_pence, last.high_pence, on_top)
            case EstimateAnswer.DONT_KNOW:
                return Estimate(EstimateAnswer.DONT_KNOW, conditional=on_top)
            case _:
                return Estimate(EstimateAnswer.DONT_KNOW, conditional=on_top) if on_top else None


class CostForm(forms.Form):
    """A cost besides travel, named beforehand. Of a child or of somebody cared for nothing is asked."""

    kind = forms.ChoiceField(label=_("What for?"), widget=forms.RadioSelect)
    what = forms.CharField(
        label=_("In your words"), help_text=_("For example: my usual childminder, 2.30 to 6 pm. No names needed."),
        max_length=160, required=False,
    )  # fmt: skip
    pence = MoneyField(label=_("About how much?"), least=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, kind_label(kind)) for kind in NAMED_BEFOREHAND
        ]


class DecideForm(forms.Form):
    """The team's answer: agreed up to an amount, or a kind line."""

    agree = forms.TypedChoiceField(
        label=_("Your answer"), widget=forms.RadioSelect, choices=[("yes", _("Agreed")), ("no", _("Not beforehand"))],
        coerce=lambda answer: answer == "yes", empty_value=None,
    )  # fmt: skip
    up_to_pence = MoneyField(label=_("Agreed up to"), help_text=_("Leave it as named, or write more."), required=False)
    note = forms.CharField(
        label=_("A line to the person"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("They read it as you write it. Needed when you cannot agree: say what you can offer, or whom to ring."),
        validators=[never_asked],
    )  # fmt: skip
