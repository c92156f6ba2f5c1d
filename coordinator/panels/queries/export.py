"""This slice's part of everything we hold about a person (practice.md PO6)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from coordinator.panels.models import Attendance, Place, Reminder
from coordinator.people.models import Person

Rows = list[dict[str, Any]]


def own_rows(person: Person) -> dict[str, Rows]:
    """The person's places, who came as far as it is about them, and the reminders they were promised."""
    return {
        "places": _rows(Place.objects.filter(person=person), "panel__title", "role__name"),
        "attendance": _rows(Attendance.objects.filter(place__person=person), "session__starts_at"),
        "reminders": _rows(Reminder.objects.filter(place__person=person), "session__starts_at"),
    }


def _rows(records: QuerySet[Any], *more: str) -> Rows:
    names = [field.attname for field in records.model._meta.concrete_fields]
    return list(records.values(*names, *more))
