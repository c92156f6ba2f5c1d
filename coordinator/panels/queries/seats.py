"""Who holds a place, and which dates are still to come."""

from __future__ import annotations

from datetime import datetime

from coordinator.panels.models import LIVE_PLACES, Panel, Place, Session, SessionStatus
from coordinator.people.models import Person


def live_place(panel: Panel, person: Person) -> Place | None:
    """The place or reserve place that this person holds now, if any. There is never more than one."""
    return panel.seats.filter(person=person, status__in=LIVE_PLACES).select_related("panel").first()


def live_places(panel: Panel) -> list[Place]:
    """Everybody who holds a place or a reserve place now, members first, reserves in their order."""
    return list(panel.seats.filter(status__in=LIVE_PLACES).select_related("person", "role", "panel__contact"))


def affected_by_move(session: Session) -> list[Place]:
    """Whose plans change with this date: everybody with a place, for the warning before saving (practice.md TR7)."""
    return live_places(session.panel)


def expected_at(session: Session) -> list[Place]:
    """Who is expected, and which reserves may be called in."""
    return live_places(session.panel)


def coming_sessions(panel: Panel, *, now: datetime) -> list[Session]:
    """The dates of a panel that are still to come, in order."""
    sessions = panel.sessions.filter(status=SessionStatus.SCHEDULED, ends_at__gt=now)
    return list(sessions.select_related("panel__organisation", "panel__contact"))
