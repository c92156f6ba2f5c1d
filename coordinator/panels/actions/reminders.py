"""Reminders: promised with the place, at the times that suit how the person is told."""

from __future__ import annotations

from datetime import datetime

from coordinator.letters.actions import post
from coordinator.letters.rules import reminder_times
from coordinator.panels.letters import REMINDERS
from coordinator.panels.models import Place, Reminder, Session
from coordinator.panels.queries import coming_sessions


def promise_reminders(place: Place, session: Session, *, now: datetime) -> list[Reminder]:
    """Post the reminders of this date that are still to come; asked twice, they are promised once."""
    panel = session.panel
    promised = []
    for name, at in reminder_times(session.starts_at, panel.organisation.zone, place.person.channel, after=now):
        reminder, _made = Reminder.objects.get_or_create(
            place=place, session=session, sequence=session.sequence, name=name
        )
        post(REMINDERS[name], to=place.person, about=reminder, contact=panel.contact, now=now, send_after=at)
        promised.append(reminder)
    return promised


def promise_all_reminders(place: Place, *, now: datetime) -> None:
    """The reminders of every date still to come."""
    for session in coming_sessions(place.panel, now=now):
        promise_reminders(place, session, now=now)
