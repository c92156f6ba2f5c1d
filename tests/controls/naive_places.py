"""How places must not be given: read how many are taken, then write. It overfills as soon as two press at once."""

from __future__ import annotations

from datetime import datetime

from coordinator.panels.models import Panel, Place
from coordinator.people.models import Person


def take_place_naively(panel_id: object, person: Person, now: datetime) -> bool:
    """Give a place if there seems to be one; False when there seems to be none."""
    panel = Panel.objects.get(pk=panel_id)
    if panel.places_taken >= panel.places:
        return False
    Place.objects.create(organisation_id=panel.organisation_id, panel=panel, person=person, confirmed_at=now)
    panel.places_taken += 1
    panel.save(update_fields=["places_taken"])
    return True
