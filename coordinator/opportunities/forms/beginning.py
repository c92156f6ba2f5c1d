"""Beginning a call: for a panel that is there, or with a new one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordinator.design.forms import DateField, TimeField
from coordinator.opportunities.queries import organisations_for_new_call, panels_for_new_call
from coordinator.organisations.models import Team, Venue
from coordinator.panels.forms.choices import ContactChoice, OfOrganisations, TeamChoice, fitting, say_whose
from coordinator.panels.models import Panel, PanelType
from coordinator.people.models import ContactCard, Person
from coordinator.people.queries import contacts_to_ask


class NewCallForm(forms.Form):
    """A title, and the panel that the call recruits for."""

    fields: dict[str, Any]
    title = forms.CharField(
        label=_("Title"), max_length=120, help_text=_("Say what people do: “Help choose our next …”")
    )
    panel = forms.ModelChoiceField(label=_("Panel"), queryset=Panel.objects.none(), empty_label=_("Choose"))
    what_you_do = forms.CharField(
        label=_("What you know already"), widget=forms.Textarea(attrs={"rows": 4}), required=False,
        help_text=_("What people will do, in plain words. More can come later."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, by: Person, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["panel"].queryset = panels_for_new_call(by).select_related("organisation")


class PlanForm(forms.Form):
    """A panel as it is planned: what it is, for how many, and who answers questions about it."""

    fields: dict[str, Any]
    kind = forms.ChoiceField(label=_("Type"), choices=PanelType.choices)
    team = TeamChoice(label=_("Team that asks"), queryset=Team.objects.none(), empty_label=None)
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=500)
    reserves = forms.IntegerField(label=_("Reserve places"), min_value=0, max_value=100)
    minimum_lay = forms.IntegerField(
        label=_("Fewest members of the public"), min_value=1, max_value=500,
        help_text=_("With how many it still goes ahead. Two or more keep anybody from standing alone."),
    )  # fmt: skip


class NewPanelCallForm(PlanForm):
    """A call with a new panel, and its first day when it is known."""

    title = NewCallForm.base_fields["title"]
    what_you_do = NewCallForm.base_fields["what_you_do"]
    contact = ContactChoice(label=_("Whom readers can ask"), queryset=ContactCard.objects.none(), empty_label=None)
    day = DateField(label=_("Day"), required=False)
    begins = TimeField(label=_("Begins"), required=False)
    ends = TimeField(label=_("Ends"), required=False)
    venue = OfOrganisations(
        label=_("Place"), queryset=Venue.objects.none(), required=False, empty_label=_("Not known yet, or no place")
    )
    fieldsets = [
        (_("The call"), ["title", "what_you_do"]),
        (_("The panel"), ["kind", "team", "contact", "places", "reserves", "minimum_lay"]),
        (_("The day, if you know it"), ["day", "begins", "ends", "venue"]),
    ]

    def __init__(self, data: Any = None, *, by: Person, **options: Any) -> None:
        super().__init__(data, initial={"places": 2, "reserves": 1, "minimum_lay": 2}, **options)
        where = [organisation.pk for organisation in organisations_for_new_call(by)]
        teams = Team.objects.filter(organisation__in=where).select_related("organisation")
        cards = contacts_to_ask(where).select_related("organisation")
        self.fields["team"].queryset = teams
        self.fields["venue"].queryset = Venue.objects.filter(organisation__in=where).select_related("organisation")
        self.fields["contact"].queryset = cards
        say_whose(self, where)
        if not self.is_bound:
            self.initial = {**self.initial, **fitting(teams, cards, by)}

    def clean(self) -> dict[str, Any]:
        """The contact and the place are the team's; a day has a beginning before its end."""
        data = super().clean() or {}
        team = data.get("team")
        for name in ("contact", "venue"):
            chosen = data.get(name)
            if team and chosen and chosen.organisation_id != team.organisation_id:
                self.add_error(name, _("This belongs to another organisation than the team. Choose again."))
        self._check_day(data)
        return data

    def _check_day(self, data: dict[str, Any]) -> None:
        times = [name for name in ("begins", "ends") if data.get(name) is None and name not in self.errors]
        if data.get("day") is None:
            return
        for name in times:
            self.add_error(name, _("Give the time too, so that people can plan the day."))
        if not times and "begins" in data and "ends" in data and data["ends"] <= data["begins"]:
            self.add_error("ends", _("This is before it begins. Please look at both times."))

    def panel_fields(self) -> dict[str, Any]:
        """What `plan_panel` takes."""
        names = ("team", "contact", "title", "kind", "places", "reserves", "minimum_lay")
        return {name: self.cleaned_data[name] for name in names} | {
            "organisation": self.cleaned_data["team"].organisation
        }

    def session_fields(self) -> dict[str, Any] | None:
        """What `schedule_session` takes; None while the day is not known."""
        told = self.cleaned_data
        if told["day"] is None:
            return None
        zone = told["team"].organisation.zone
        begins, ends = (datetime.combine(told["day"], told[name], tzinfo=zone) for name in ("begins", "ends"))
        return {"starts_at": begins, "ends_at": ends, "venue": told["venue"]}


class PanelForm(PlanForm):
    """What the panel of a call is, changed from the call."""

    def __init__(self, data: Any = None, *, panel: Panel, **options: Any) -> None:
        names = ("kind", "team", "places", "reserves", "minimum_lay")
        super().__init__(data, initial={name: getattr(panel, name) for name in names}, **options)
        self.fields["team"].queryset = Team.objects.filter(organisation=panel.organisation_id)
