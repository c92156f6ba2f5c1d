"""Reminders: promised with the place, a week and a day before each date."""

from __future__ import annotations

from datetime import datetime

from coordinator.letters.actions import post
from coordinator.panels import rules
from coordinator.panels.letters import REMINDERS
from coordinator.panels.models import Place, Reminder, Session
from coordinator.panels.queries import coming_sessions


def promise_reminders(place: Place, session: Session, *, now: datetime) -> list[Reminder]:
    """Post the reminders of this date that are still to come; asked twice, they are promised once."""
    zone = session.panel.organisation.zone
    promised = []
    for days, at in rules.reminder_times(session.starts_at, zone=zone, now=now):
        reminder, _made = Reminder.objects.get_or_create(
            place=place, session=session, sequence=session.sequence, days_before=days
        )
        contact = session.panel.contact
        post(REMINDERS[days], to=place.person, about=reminder, contact=contact, now=now, send_after=at)
        promised.append(reminder)
    return promised


def promise_all_reminders(place: Place, *, now: datetime) -> None:
    """The reminders of every date still to come."""
    for session in coming_sessions(place.panel, now=now):
        promise_reminders(place, session, now=now)
