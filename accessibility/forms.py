"""What people say about what helps, what staff find at a venue, and what is agreed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accessibility.actions import Checked, Said
from accessibility.models import Audience, FactAnswer, NeedItem, PersonNeed, VenueFact, Weight
from accessibility.rules.costs import COST_KINDS
from accessibility.rules.groups import Group
from accessibility.rules.venues import Section
from coordinator.design.forms import DateField
from coordinator.organisations.models import Organisation, Venue

NO_DIAGNOSIS = _("You do not need to tell us about a condition or diagnosis.")
LONGEST_WORDS = 1000
LONGEST_DETAIL = 200


class AnythingForm(forms.Form):
    """The one question that opens a group or skips it."""

    answer = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No, go on"))], widget=forms.RadioSelect)

    def __init__(self, *args: Any, group: Group, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["answer"].label = _now(group.question)


class TickForm(forms.Form):
    """The list of one group: tick what helps. Under each stands what we do about it."""

    ticked = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, help_text=NO_DIAGNOSIS)

    def __init__(self, *args: Any, items: Sequence[NeedItem], label: str, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["ticked"]
        field.label = label
        field.choices = [(item.code, _now(item.label)) for item in items]
        field.widget.hints = {item.code: _("We: {action}").format(action=_now(item.organiser_action)) for item in items}

    def said(self) -> dict[str, Said]:
        """The ticked items; how much and who sees it stay as they are, or as is usual."""
        return {code: Said() for code in self.cleaned_data["ticked"]}


def _weight() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("How much does it matter?"), choices=Weight.choices, widget=forms.RadioSelect)


def _audience() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Who may see it?"), choices=Audience.choices, widget=forms.RadioSelect)


def _own_words() -> forms.CharField:
    return forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=LONGEST_WORDS,
        help_text=_(
            "For example a size, a language or a time. Those who may see it read this too, but never the venue."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class NeedForm(forms.Form):
    """How much one need matters and who may see it."""

    weight = _weight()
    audience = _audience()
    own_words = _own_words()


class DetailsForm(forms.Form):
    """The same three questions for each need of a group, one under the other."""

    def __init__(self, *args: Any, needs: Sequence[PersonNeed], **options: Any) -> None:
        super().__init__(*args, **options)
        self.codes = [need.item_id for need in needs]
        self.fieldsets = [(_now(need.item.label), self._ask(need)) for need in needs]

    def _ask(self, need: PersonNeed) -> list[str]:
        """Add the questions of one need; the names of their fields."""
        questions = {"weight": _weight(), "audience": _audience(), "own_words": _own_words()}
        names = []
        for name, field in questions.items():
            field.initial = getattr(need, name)
            self.fields[_field(need.item_id, name)] = field
            names.append(_field(need.item_id, name))
        return names

    def said(self) -> dict[str, Said]:
        """What was said of each need."""
        return {
            code: Said(**{name: self.cleaned_data[_field(code, name)] for name in ("weight", "audience", "own_words")})
            for code in self.codes
        }


def _field(code: str, name: str) -> str:
    return f"{code.replace('.', '-')}-{name}"


class VenueForm(forms.ModelForm):
    """A place where people meet."""

    class Meta:
        model = Venue
        fields = ["organisation", "name", "address", "postcode", "way_in"]
        widgets = {
            "address": forms.Textarea(attrs={"rows": 3}),
            "postcode": forms.TextInput(attrs={"class": "nhsuk-input--width-10"}),
            "way_in": forms.Textarea(attrs={"rows": 4}),
        }
        labels = {"organisation": _("Kept by")}
        help_texts = {
            "way_in": _("As you would tell somebody on the phone: from the bus stop or car park to the door, and on to the room")
        }  # fmt: skip

    def __init__(self, *args: Any, organisations: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["organisation"]
        field.queryset = organisations
        if not self.instance._state.adding:
            del self.fields["organisation"]
            return
        only = list(organisations[:2])
        if len(only) == 1:
            field.initial = only[0]
            field.widget = forms.HiddenInput()


class FactsForm(forms.Form):
    """What was found in one part of a venue, on one day."""

    checked_on = DateField(label=_("Day you checked"), help_text=_("Leave what you did not check at “Not known yet”."))

    def __init__(self, *args: Any, section: Section, found: dict[str, VenueFact], today: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today, self.section = today, section
        self.fields["checked_on"].initial = today
        self.fieldsets = [(_now(fact.question), [fact.code, f"{fact.code}-detail"]) for fact in section.facts]
        for fact in section.facts:
            row = found.get(fact.code)
            self.fields[fact.code] = forms.ChoiceField(
                label=_("Is it so?"),
                choices=FactAnswer.choices,
                initial=row.answer if row else FactAnswer.UNKNOWN,
            )
            self.fields[f"{fact.code}-detail"] = forms.CharField(
                label=_now(fact.measure) if fact.measure else _("Anything to add"),
                required=False,
                max_length=LONGEST_DETAIL,
                initial=row.detail if row else "",
            )

    def clean_checked_on(self) -> Any:
        """Nobody has checked anything tomorrow."""
        day = self.cleaned_data["checked_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come. Write the day on which you checked."))
        return day

    def checked(self) -> dict[str, Checked]:
        """The answer and the measure of each fact."""
        told = self.cleaned_data
        return {fact.code: Checked(told[fact.code], told[f"{fact.code}-detail"]) for fact in self.section.facts}


class OneFactForm(forms.Form):
    """One fact of a venue, as a program sends it."""

    code = forms.CharField(max_length=40)
    answer = forms.ChoiceField(choices=FactAnswer.choices)
    detail = forms.CharField(required=False, max_length=LONGEST_DETAIL)
    checked_on = DateField()


class AdjustmentForm(forms.Form):
    """A kind of cost that is covered from now on."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Agreed by"))
    cost_kind = forms.ChoiceField(
        label=_("Kind of cost"),
        choices=[("", _("Choose one")), *((kind, _(name)) for kind, name in COST_KINDS.items())],
        help_text=_("Finance sees this word and nothing more."),
    )

    def __init__(self, *args: Any, organisations: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["organisation"]
        field.queryset = organisations
        only = list(organisations[:2])
        if len(only) == 1:
            field.initial = only[0]
            field.widget = forms.HiddenInput()


class Ids(forms.MultipleChoiceField):
    """Ids of records that stood on the page; what is no id is passed over."""

    def to_python(self, value: Any) -> Any:
        """The ids among what was sent."""
        return [found for found in map(_uuid, super().to_python(value)) if found is not None]

    def validate(self, value: Any) -> None:
        """Any ids: the action looks at those it may."""


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class ArrangedForm(forms.Form):
    """Which needs are seen to, of all that were `shown`."""

    shown = Ids()
    arranged = Ids()
