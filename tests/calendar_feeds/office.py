"""A panel with dates, people with calendars, and an independent reader of what a calendar would show."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.test import Client
from icalendar import Calendar

from calendar_feeds import actions
from coordinator.panels.models import Panel
from coordinator.people.models import Person


def subscribe(person: Person, now: datetime, **choices: Any) -> str:
    """The address of a new calendar of this person."""
    return f"/feeds/my/{actions.make_person_feed(person, by=person, now=now, **choices)}.ics"


def subscribe_panel(panel: Panel, by: Person, now: datetime) -> str:
    """The address of a new calendar of this panel."""
    return f"/feeds/panel/{actions.make_panel_feed(panel, by=by, now=now)}.ics"


def shown(address: str) -> list[Any]:
    """The events that somebody else's reader finds at this address, by their start."""
    answer = Client().get(address)
    assert answer.status_code == 200, answer.status_code
    return sorted(Calendar.from_ical(answer.content).walk("VEVENT"), key=lambda event: event["DTSTART"].dt)


def in_short(address: str) -> list[tuple[str, int, str]]:
    """(title, sequence, status) of each event."""
    return [(str(event["SUMMARY"]), int(event["SEQUENCE"]), str(event["STATUS"])) for event in shown(address)]
