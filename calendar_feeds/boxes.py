"""What this wing shows on other pages, and what it adds to a person's export."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from calendar_feeds.queries import feeds_of
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may
from coordinator.hooks import Box
from coordinator.panels.models import LIVE_PLACES, Place, Session
from coordinator.people.models import Person


def place_box(place: Place, person: Person) -> Box | None:
    """On the person's page of one place: each date to add, and the way to the whole calendar."""
    if place.person_id != person.pk or place.status not in LIVE_PLACES:
        return None
    sessions = list(place.panel.sessions.filter(status="scheduled"))
    context = {"place": place, "sessions": sessions}
    return Box(_("Calendar"), "calendar_feeds/place_box.html", context, order=60)


def session_box(session: Session, person: Person) -> Box | None:
    """On the team's page of a session: the way to the panel's calendar address."""
    if not may(person, Permission.KEEP_PANEL_FEED, session):
        return None
    return Box(_("Calendar"), "calendar_feeds/session_box.html", {"session": session}, order=90)


def person_export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """The person's addresses, without their secrets, which nobody knows."""
    feeds = feeds_of(person).values("titles", "created_at", "changed_at", "ended_at")
    return {"calendar_addresses": [dict(row) for row in feeds]}
