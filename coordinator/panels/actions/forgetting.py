"""When somebody is forgotten: seats to come are free again, who came stays as a number (practice.md PO6, GO5)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from coordinator.authorization.verdict import THE_SERVICE
from coordinator.panels.actions.places import end_place
from coordinator.panels.models import Panel, PanelStatus, Place, PlaceStatus, Reminder
from coordinator.panels.steps import GIVE_UP
from coordinator.people.actions.leaving import HAND_OVER
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal


@transaction.atomic
def forget_places(person: Person, now: datetime) -> None:
    """Give up every place the person holds, and promise them nothing more. What is over keeps its count.

    Raises Refusal while a panel that is not over names the person as its contact or cover: somebody must answer there.
    """
    _refuse_while_named(person)
    for place in Place.objects.filter(person=person, status=PlaceStatus.CONFIRMED).select_related("panel"):
        if place.still_to_come(now):
            end_place(GIVE_UP, place, by=THE_SERVICE, now=now)
    Reminder.objects.filter(place__person=person).delete()


def _refuse_while_named(person: Person) -> None:
    named = Q(contact__person=person) | Q(cover_contact__person=person)
    if Panel.objects.filter(named, status__in=[PanelStatus.PLANNING, PanelStatus.RUNNING]).exists():
        raise Refusal(str(HAND_OVER))
