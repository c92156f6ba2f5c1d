"""What people are told about dates and places."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coordinator.letters.kinds import LetterKind
from coordinator.panels.models import (
    LIVE_PLACES,
    Attendance,
    Place,
    PlaceKind,
    PlaceStatus,
    Presence,
    Reminder,
    Session,
    SessionStatus,
)
from coordinator.people.models import Person

Context = dict[str, Any]


def _session(pk: UUID) -> Session | None:
    return Session.objects.select_related("panel__organisation", "venue").filter(pk=pk).first()


def _place(pk: UUID) -> Place | None:
    return Place.objects.select_related("panel__organisation", "person").filter(pk=pk).first()


def _reminder(pk: UUID) -> Reminder | None:
    related = ("place", "session__panel__organisation", "session__venue")
    return Reminder.objects.select_related(*related).filter(pk=pk).first()


def _attendance(pk: UUID) -> Attendance | None:
    related = ("place", "session__panel__organisation", "session__venue")
    return Attendance.objects.select_related(*related).filter(pk=pk).first()


def _about_session(session: Session, person: Person, now: datetime) -> Context:
    """The facts of a date, and the page of the person's own place where there is one."""
    place = session.panel.seats.filter(person=person, status__in=LIVE_PLACES).first()
    return {
        "session": session,
        "panel": session.panel,
        "zone": session.panel.organisation.zone,
        "place": place,
        "is_reserve": place is not None and place.kind == PlaceKind.RESERVE,
    }


def _about_place(place: Place, person: Person, now: datetime) -> Context:
    return {"place": place, "panel": place.panel, "zone": place.panel.organisation.zone}


def _about_free_place(place: Place, person: Person, now: datetime) -> Context:
    return _about_place(place, person, now) | {
        "who": place.person.full_name,
        "is_reserve": place.kind == PlaceKind.RESERVE,
    }


def _about_reminder(reminder: Reminder, person: Person, now: datetime) -> Context:
    return _about_session(reminder.session, person, now) | {"place": reminder.place}


def _about_attendance(attendance: Attendance, person: Person, now: datetime) -> Context:
    return _about_session(attendance.session, person, now) | {"place": attendance.place}


def _going_ahead(session: Session) -> bool:
    return session.status == SessionStatus.SCHEDULED


SESSION_ADDED = LetterKind(
    "session.added", _("A new date"), "letters/session_added.txt", _session, _about_session, _going_ahead
)
SESSION_MOVED = LetterKind(
    "session.moved", _("A date has changed"), "letters/session_moved.txt", _session, _about_session, _going_ahead
)
SESSION_CANCELLED = LetterKind(
    "session.cancelled", _("A date is cancelled"), "letters/session_cancelled.txt", _session, _about_session
)
PLACE_CANCELLED = LetterKind(
    "place.cancelled",
    _("A place is cancelled"),
    "letters/place_cancelled.txt",
    _place,
    _about_place,
    lambda place: place.status == PlaceStatus.CANCELLED,
)
PLACE_GIVEN_UP = LetterKind(
    "place.given_up",
    _("A place is free again"),
    "letters/place_given_up.txt",
    _place,
    _about_free_place,
    lambda place: place.status == PlaceStatus.GIVEN_UP,
)


def _reminder_kind(name: str, title: Any) -> LetterKind:
    template = f"letters/{name.replace('.', '_')}.txt"
    return LetterKind(name, title, template, _reminder, _about_reminder, lambda reminder: reminder.still_fits)


REMINDERS = {
    "seven_days": _reminder_kind("place.reminder_week", _("Reminder, a week before")),
    "one_day": _reminder_kind("place.reminder_day", _("Reminder, the day before")),
    "by_post": _reminder_kind("place.reminder_post", _("Reminder by post")),
}
THANK_YOU = LetterKind(
    "place.thank_you",
    _("Thank you for coming"),
    "letters/place_thank_you.txt",
    _attendance,
    _about_attendance,
    lambda attendance: attendance.presence == Presence.CAME,
)
KINDS = (
    SESSION_ADDED,
    SESSION_MOVED,
    SESSION_CANCELLED,
    PLACE_CANCELLED,
    PLACE_GIVEN_UP,
    *REMINDERS.values(),
    THANK_YOU,
)
