"""A date of a panel: the day, the times, the place."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordinator.design.forms import DateField, TimeField
from coordinator.organisations.models import Venue
from coordinator.panels.forms.choices import offered
from coordinator.panels.models import Panel, Session

# What an action calls a moment, the form calls by the box it is typed in.
BOX_OF = {"starts_at": "starts", "ends_at": "ends", "arrive_at": "arrive"}


class SessionForm(forms.Form):
    """A new date. Times are read in the organisation's own time zone."""

    day = DateField(label=_("Day"))
    starts = TimeField(label=_("Starts"))
    ends = TimeField(label=_("Ends"))
    arrive = TimeField(
        label=_("People can arrive from"), required=False, help_text=_("Time to find the room and sit down")
    )
    venue = forms.ModelChoiceField(
        label=_("Venue"), queryset=Venue.objects.none(), required=False, empty_label=_("No venue: online or by post")
    )
    room = forms.CharField(label=_("Room"), max_length=80, required=False)
    online_link = forms.URLField(
        label=_("Video link"), required=False, assume_scheme="https", help_text=_("Also for people who join from home")
    )
    name = forms.CharField(
        label=_("Name of this date"),
        max_length=80,
        required=False,
        help_text=_("Only if there are several, for example: Training evening. It can show in calendars, so no names."),
    )
    TAKEN = [*BOX_OF, "venue", "room", "online_link", "name"]  # what the action takes
    fieldsets = [
        (_("When"), ["day", "starts", "ends", "arrive"]),
        (_("Where"), ["venue", "room", "online_link"]),
        (_("What we call it"), ["name"]),
    ]

    def __init__(self, *args: Any, panel: Panel, **options: Any) -> None:
        super().__init__(*args, **options)
        self.zone = panel.organisation.zone
        offered(self, "venue").queryset = Venue.objects.filter(organisation=panel.organisation_id)

    def clean(self) -> dict[str, Any]:
        """The moments that day and times name, beside what was typed."""
        said = super().clean() or {}
        day = said.get("day")
        for moment, box in BOX_OF.items():
            said[moment] = self._moment(day, said.get(box))
        return said

    def _moment(self, day: date | None, clock: time | None) -> datetime | None:
        if day is None or clock is None:
            return None
        return datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC)

    def answers(self) -> dict[str, Any]:
        """What the actions take: moments and place."""
        return {name: self.cleaned_data[name] for name in self.TAKEN}


class MoveForm(SessionForm):
    """Another time or place for a date that is set. It remembers which revision was on the page."""

    name = None  # type: ignore[assignment]  # Django: the inherited box is left out
    seen_sequence = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    TAKEN = SessionForm.TAKEN[:-1]
    fieldsets = SessionForm.fieldsets[:2]

    def __init__(self, *args: Any, session: Session, **options: Any) -> None:
        options["initial"] = as_typed(session) | options.get("initial", {})
        super().__init__(*args, panel=session.panel, **options)


def as_typed(session: Session) -> dict[str, Any]:
    """How a date stands, box by box, on the organisation's clock."""
    zone = session.panel.organisation.zone
    starts, ends = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    arrive = session.arrive_at.astimezone(zone).time() if session.arrive_at else None
    return {
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "arrive": arrive,
        "venue": session.venue_id,
        "room": session.room,
        "online_link": session.online_link,
        "seen_sequence": session.sequence,
    }


class NameForm(forms.Form):
    """What a date is called."""

    name = forms.CharField(
        label=_("Name of this date"),
        max_length=80,
        required=False,
        help_text=_("For example: Training evening. It can show in calendars, so no names of people."),
    )
