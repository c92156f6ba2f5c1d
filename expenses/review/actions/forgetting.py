"""When somebody asks to be forgotten: why they wanted another look goes, that they did stays (practice.md PO6)."""

from __future__ import annotations

from datetime import datetime

from coordinator.people.models import Person
from expenses.review.models import Appeal


def forget_appeals(person: Person, now: datetime) -> None:
    """hooks.person_erasure: the words go."""
    Appeal.objects.filter(claim__person=person).update(text="")
