"""People on a panel: whom to give a place, which part they play, who came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from coordinator.panels.forms.choices import offered
from coordinator.panels.models import Panel, PanelRole, Place, PlaceKind, Presence
from coordinator.people.models import Person

NOT_NEEDED = ("", _("Was not needed"))


class FindPersonForm(forms.Form):
    """Find somebody who agreed to come."""

    q = forms.CharField(
        label=_("Name, email or phone"), max_length=120, help_text=_("A part of it is enough"), required=True
    )


class PlaceForm(forms.Form):
    """Give a place or a reserve place to somebody who takes part here and has said yes."""

    person = forms.ModelChoiceField(queryset=Person.objects.none())
    kind = forms.ChoiceField(choices=PlaceKind.choices, required=False)

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered(self, "person").queryset = people


class PlaceRoleForm(forms.Form):
    """Which part somebody plays."""

    role = forms.ModelChoiceField(
        label=_("Part"), queryset=PanelRole.objects.none(), required=False, empty_label=_("No part of their own")
    )

    def __init__(self, *args: Any, panel: Panel, **options: Any) -> None:
        super().__init__(*args, **options)
        offered(self, "role").queryset = panel.roles.all()


class AttendanceForm(forms.Form):
    """For each person: came, or did not come. A field is called by the place's id."""

    def __init__(self, *args: Any, places: Sequence[Place], said: Mapping[UUID, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = list(places)
        for place in self.places:
            self.fields[str(place.pk)] = _presence_of(place, said.get(place.pk, ""))

    def presences(self) -> dict[Place, Presence]:
        """What was said, by place. A reserve who was not needed is left out."""
        said = self.cleaned_data
        return {place: Presence(said[str(place.pk)]) for place in self.places if said.get(str(place.pk))}


def _presence_of(place: Place, said: str) -> forms.ChoiceField:
    reserve = place.kind == PlaceKind.RESERVE
    return forms.ChoiceField(
        label=place.person.full_name,
        choices=[*Presence.choices, NOT_NEEDED] if reserve and not said else Presence.choices,
        required=not reserve or bool(said),
        initial=said,
        widget=forms.RadioSelect,
        help_text=_("Reserve") if reserve else (place.role.name if place.role else ""),
        error_messages={"required": _("Say whether {name} came.").format(name=place.person.known_as)},
    )
