"""Where every read begins: what this person may see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.panels.models import Panel, Place, Session
from coordinator.people.models import Person


def panels_visible_to(person: Person | None) -> QuerySet[Panel]:
    """Panels of the organisations in which this person may see panels."""
    return Panel.objects.filter(organisation__in=organisations_where(person, Permission.SEE_PANELS))


def sessions_visible_to(person: Person | None) -> QuerySet[Session]:
    """Dates of the panels that this person may see as staff."""
    return Session.objects.filter(organisation__in=organisations_where(person, Permission.SEE_PANELS))


def places_visible_to(person: Person | None) -> QuerySet[Place]:
    """The person's own places, and those of the organisations in which they may see panels."""
    if person is None:
        return Place.objects.none()
    seen = organisations_where(person, Permission.SEE_PANELS)
    return Place.objects.filter(Q(person=person) | Q(organisation__in=seen))


def places_of(person: Person | None) -> QuerySet[Place]:
    """The person's own places, as they see them."""
    return Place.objects.filter(person=person) if person else Place.objects.none()
