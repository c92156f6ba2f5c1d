"""What a head says about the organisation."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from coordinator.design.forms import DateField
from coordinator.keeping.actions import Newcomer
from coordinator.keeping.queries import colleagues, known_here, staff_now
from coordinator.keeping.rules import ONE_DAY
from coordinator.keeping.words import GIVEN, WHAT_FOR
from coordinator.opportunities.rules.contacts import email_problem, name_problem
from coordinator.opportunities.words import in_words
from coordinator.organisations.models import Area, Organisation, Role, Team, check_time_zone
from coordinator.people.models import ContactCard, Person

MOST_DAYS = 30
HERE = ("Europe/London", "Europe/Belfast", "Europe/Dublin", "Europe/Guernsey", "Europe/Isle_of_Man", "Europe/Jersey")
LONGEST_AWAY = timedelta(days=730)


class SettingsForm(forms.ModelForm):
    """What is true of the whole organisation."""

    fields: dict[str, Any]
    answer_within_working_days = forms.IntegerField(
        label=lazy("Shortest time to answer, in working days"), min_value=1, max_value=MOST_DAYS,
        help_text=lazy("Nobody gets less time than this to answer an offer"),
    )  # fmt: skip
    time_zone = forms.ChoiceField(label=lazy("Time zone"))

    class Meta:
        model = Organisation
        fields = ["name", "member_word", "answer_within_working_days", "reference_prefix", "time_zone"]
        help_texts = {
            "name": lazy("As it stands on calls and letters"),
            "member_word": lazy("One of them, for example: volunteer, lay member, patient partner"),
            "reference_prefix": lazy("LM gives LM-0412. Claims that were sent keep the number they have."),
        }
        widgets = {
            "member_word": forms.TextInput(attrs={"class": "nhsuk-input--width-20"}),
            "reference_prefix": forms.TextInput(attrs={"class": "nhsuk-input--width-5"}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        zones = dict.fromkeys([*HERE, self.instance.time_zone])
        self.fields["time_zone"].choices = [(zone, zone.split("/")[-1].replace("_", " ")) for zone in zones]

    def clean_time_zone(self) -> str:
        """One that this machine knows."""
        check_time_zone(self.cleaned_data["time_zone"])
        return self.cleaned_data["time_zone"]

    def validate_unique(self) -> None:
        """The action says it, in our words."""


class AreaForm(forms.ModelForm):
    """The name of an area."""

    class Meta:
        model = Area
        fields = ["name"]
        labels = {"name": lazy("Name of the area")}
        help_texts = {"name": lazy("A federation, a locality, a neighbourhood")}


class PracticeForm(forms.Form):
    """A practice, and the area in which it stands."""

    fields: dict[str, Any]
    name = forms.CharField(label=lazy("Name of the practice"), max_length=200)
    area = forms.ModelChoiceField(Area.objects.none(), label=lazy("Area"), empty_label=lazy("Choose an area"))

    def __init__(self, *args: Any, organisation: Organisation, may_be_nowhere: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["area"].queryset = organisation.areas.all()
        if may_be_nowhere:
            self.fields["area"].required = False
            self.fields["area"].empty_label = _("In no area")


class TeamForm(forms.ModelForm):
    """A team and its mailbox."""

    class Meta:
        model = Team
        fields = ["name", "mailbox"]
        labels = {"name": lazy("Name of the team")}
        help_texts = {"mailbox": lazy("Calendars name it as organiser. A shared mailbox is right here.")}


class CardForm(forms.ModelForm):
    """A named human being whom people can ask; while they are away the panel's cover signs."""

    fields: dict[str, Any]
    person = forms.ModelChoiceField(label=lazy("Who"), queryset=Person.objects.none(), empty_label=lazy("Choose"))
    away_until = DateField(
        label=lazy("Away until"), required=False,
        help_text=lazy("The last day away. Until then the panel’s second contact signs its letters. Empty when they are here."),
    )  # fmt: skip
    field_order = ["person", "job_title", "phone", "email", "working_days", "quote", "away_until"]

    class Meta:
        model = ContactCard
        fields = ["person", "job_title", "phone", "email", "working_days", "quote", "away_until"]
        labels = {"job_title": lazy("Job title")}
        help_texts = {
            "phone": lazy("A direct number that this person answers"),
            "email": lazy("This person’s own, not a shared mailbox"),
            "working_days": lazy("For example: Monday to Thursday, 9am to 4pm"),
            "quote": lazy("For example: If anything here stops you taking part, tell me."),
        }

    def __init__(self, *args: Any, organisation: Organisation, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields["person"].queryset = staff_now(organisation, today=today)
        self.fields["working_days"].required = True
        if self.instance.away_until and self.instance.away_until < today:
            self.initial["away_until"] = None
        if not self.instance._state.adding:
            del self.fields["person"]

    def clean_away_until(self) -> date | None:
        """Today or later, and not by a slip of the keyboard in another century."""
        away = self.cleaned_data["away_until"]
        if away and away < self.today:
            raise forms.ValidationError(_("This day is over. Choose a later one, or leave it empty."))
        if away and away > self.today + LONGEST_AWAY:
            raise forms.ValidationError(_("This is more than two years ahead. Please look at the year."))
        return away

    def validate_unique(self) -> None:
        """One card each: choosing somebody who has a card changes that card."""


class RoleForm(forms.Form):
    """Which role, and who gets it: a colleague, or somebody by name and email."""

    fields: dict[str, Any]
    # Needed, and said so in `clean_role`: a required field would make "optional" of the three of which one is needed.
    role = forms.ChoiceField(
        label=lazy("Which role?"),
        choices=[(role, role.label) for role in GIVEN],
        widget=forms.RadioSelect,
        required=False,
    )
    person = forms.ModelChoiceField(
        Person.objects.none(), label=lazy("A colleague"), required=False, empty_label=lazy("Somebody else, named below")
    )
    full_name = forms.CharField(label=lazy("Full name"), max_length=120, required=False)
    email = forms.EmailField(
        label=lazy("Email"), required=False, help_text=lazy("Their own. They sign in with it, and we write to it.")
    )
    fieldsets = [(None, ["role"]), (lazy("Who gets it?"), ["person", "full_name", "email"])]

    def __init__(self, *args: Any, organisation: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.organisation = organisation
        self.fields["role"].widget.hints = {str(role): text for role, text in WHAT_FOR.items()}
        self.fields["person"].queryset = colleagues(organisation)

    def clean_role(self) -> Role:
        """The role itself."""
        if not self.cleaned_data["role"]:
            raise forms.ValidationError(_("Please choose a role"))
        return Role(self.cleaned_data["role"])

    def clean(self) -> dict[str, Any]:
        """`to`: the colleague, somebody we know by this name and email, or a newcomer."""
        data = super().clean() or {}
        if self.errors:
            return data
        named = data["full_name"] or data["email"]
        if data["person"] and named:
            self.add_error(
                "person", _("You chose a colleague and named somebody too. Which do you mean? Leave one empty.")
            )
        elif not data["person"]:
            self._check_newcomer(data["full_name"], data["email"])
        if not self.errors:
            data["to"] = data["person"] or Newcomer(data["full_name"], data["email"])
        return data

    def _check_newcomer(self, full_name: str, email: str) -> None:
        for name, said in (("full_name", name_problem(full_name)), ("email", email_problem(email))):
            if said is not None:
                self.add_error(name, in_words(said))
        others = known_here(self.organisation, email) if email else Person.objects.none()
        names = [person.full_name for person in others]
        if names and full_name.casefold() not in {name.casefold() for name in names}:
            text = _(
                "We know this email as {name}. Write the name like that; somebody else needs an email of their own."
            )
            self.add_error("full_name", text.format(name=names[0]))


class EndRoleForm(forms.Form):
    """When a role ends."""

    fields: dict[str, Any]
    NOW, DAY = "now", "day"
    when = forms.ChoiceField(
        label=lazy("When does it end?"),
        widget=forms.RadioSelect,
        initial=DAY,
        choices=[(DAY, lazy("At the end of a day")), (NOW, lazy("At once"))],
        required=False,
    )
    last_day = DateField(label=lazy("Last day"), required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields["last_day"].initial = today
        self.fields["when"].widget.hints = {self.NOW: _("From now on they see and do nothing in this role")}

    def clean(self) -> dict[str, Any]:
        """`on`: the last day; yesterday for at once, because the last day itself still counts."""
        data = super().clean() or {}
        if data.get("when") == self.NOW:
            data["on"] = self.today - ONE_DAY
        elif data.get("last_day") is None and "last_day" not in self.errors:
            self.add_error("last_day", _("Please give the last day"))
        else:
            data["on"] = data.get("last_day")
        return data
