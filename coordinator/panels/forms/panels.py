"""The plan of a panel, its staff members and its parts."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.design.forms import DateField
from coordinator.organisations.models import Team
from coordinator.panels.forms.choices import ContactChoice, TeamChoice, fitting, offered, say_whose
from coordinator.panels.models import Panel, PanelType
from coordinator.people.models import ContactCard, Person
from coordinator.people.queries import contacts_to_ask

MOST_PEOPLE = 300
PLANNED = ["title", "kind", "team", "contact", "cover_contact", "places", "minimum_lay", "reserves"]


class PanelForm(forms.Form):
    """A panel to plan, or to change. Offers the teams and contacts of the organisations where one may."""

    title = forms.CharField(
        label=_("What is it for?"),
        max_length=160,
        help_text=_("For example: Community respiratory nurse. People read this."),
    )
    kind = forms.ChoiceField(label=_("Type"), choices=PanelType.choices)
    team = TeamChoice(label=_("Team"), queryset=Team.objects.none(), empty_label=None)
    contact = ContactChoice(
        label=_("Whom people ring"),
        queryset=ContactCard.objects.none(),
        empty_label=None,
        help_text=_("A named person. The name and phone stand on every letter."),
    )
    cover_contact = ContactChoice(
        label=_("Who covers for them"), queryset=ContactCard.objects.none(), required=False, empty_label=_("Nobody yet")
    )
    places = forms.IntegerField(
        label=_("Places for members of the public"), min_value=1, max_value=MOST_PEOPLE, initial=2
    )
    minimum_lay = forms.IntegerField(
        label=_("Fewest members of the public"),
        min_value=0,
        max_value=MOST_PEOPLE,
        initial=2,
        help_text=_("Below this the panel is not ready. Two or more, so that nobody sits there alone."),
    )
    reserves = forms.IntegerField(label=_("Reserve places"), min_value=0, max_value=MOST_PEOPLE, initial=0)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    fieldsets = [
        (_("What it is"), ["title", "kind"]),
        (_("Who looks after it"), ["team", "contact", "cover_contact"]),
        (_("How many people"), ["places", "minimum_lay", "reserves"]),
    ]

    def __init__(self, *args: Any, by: Person, panel: Panel | None = None, **options: Any) -> None:
        if panel is not None:
            options["initial"] = {name: getattr(panel, name) for name in PLANNED} | options.get("initial", {})
        super().__init__(*args, **options)
        where = [panel.organisation_id] if panel else _where(by)
        teams = Team.objects.filter(organisation__in=where).select_related("organisation")
        cards = contacts_to_ask(where).select_related("organisation").order_by("person__full_name", "pk")
        offered(self, "team").queryset = teams
        for name in ("contact", "cover_contact"):
            offered(self, name).queryset = cards
        say_whose(self, where)
        if panel is None and not self.is_bound:
            self.initial = {**fitting(teams, cards, by), **self.initial}

    def clean(self) -> dict[str, Any]:
        """The contacts belong to the organisation of the team."""
        said = super().clean() or {}
        team = said.get("team")
        for name in ("contact", "cover_contact"):
            card = said.get(name)
            if team and card and card.organisation_id != team.organisation_id:
                self.add_error(name, _("This person works for another organisation. Choose somebody of this team."))
        return said


def _where(by: Person) -> list[Any]:
    return [*organisations_where(by, Permission.RUN_PANEL), *organisations_where(by, Permission.REQUEST_CALL)]


class WaiveForm(forms.Form):
    """Why fewer members of the public are right this time."""

    because = forms.CharField(
        label=_("Why are fewer members of the public right this time?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence that people may read. Your name stands beside it."),
    )


class StaffMemberForm(forms.Form):
    """A member of staff, with the day they were told: notice is compared from it."""

    full_name = forms.CharField(label=_("Name"), max_length=120)
    job_title = forms.CharField(label=_("What they do"), max_length=120, required=False)
    told_on = DateField(
        label=_("When were they first given the date?"),
        help_text=_("We compare it with the day the public was told. For example, 2 3 2026"),
    )


class RoleForm(forms.Form):
    """A part to play."""

    name = forms.CharField(label=_("Part"), max_length=120, help_text=_("For example: Knee pain after a fall"))
    about = forms.CharField(
        label=_("What it asks of a person"),
        max_length=200,
        required=False,
        help_text=_("For example: upper body is examined, 55 to 75 years"),
    )
    people_needed = forms.IntegerField(
        label=_("People needed in each session"), min_value=1, max_value=MOST_PEOPLE, initial=1
    )
