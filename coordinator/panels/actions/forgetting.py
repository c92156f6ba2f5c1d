"""When somebody is forgotten: seats to come are free again, who came stays as a number (practice.md PO6, GO5)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from coordinator.authorization.verdict import THE_SERVICE
from coordinator.panels.actions.places import end_place
from coordinator.panels.models import Place, PlaceStatus, Reminder
from coordinator.panels.steps import GIVE_UP
from coordinator.people.models import Person


@transaction.atomic
def forget_places(person: Person, now: datetime) -> None:
    """Give up every place the person holds, and promise them nothing more. What is over keeps its count."""
    for place in Place.objects.filter(person=person, status=PlaceStatus.CONFIRMED).select_related("panel"):
        if place.still_to_come(now):
            end_place(GIVE_UP, place, by=THE_SERVICE, now=now)
    Reminder.objects.filter(place__person=person).delete()
