"""Keeping venues and what was checked there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accessibility.models import FactAnswer, VenueFact
from accessibility.refusals import NotOnTheList
from accessibility.rules.venues import FACTS
from coordinator import hooks
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.organisations.models import Venue
from coordinator.people.models import Person
from coordinator.workflow.trail import record_event


@dataclass(frozen=True)
class Checked:
    """What somebody found: yes, no or not known, with what they measured."""

    answer: str
    detail: str = ""


@transaction.atomic
def save_venue(venue: Venue, *, by: Person, now: datetime, **fields: Any) -> Venue:
    """Add a venue, or keep its new name, address and way in; calendars follow. Raises NotAllowed."""
    is_new = venue._state.adding
    for name, value in fields.items():
        setattr(venue, name, value)
    authorise(by, Permission.KEEP_VENUES, venue)
    venue.save()
    record_event("venue.add" if is_new else "venue.change", venue, by=by, now=now)
    list(hooks.details_changed.ask(venue, now=now))
    return venue


@transaction.atomic
def keep_facts(venue: Venue, checked: Mapping[str, Checked], *, checked_on: date, by: Person, now: datetime) -> None:
    """Keep what was found at a venue on one day. What is not known has no day.

    Raises NotAllowed, and NotOnTheList for a fact that nobody asks for.
    """
    authorise(by, Permission.KEEP_VENUES, venue)
    if not set(checked) <= set(FACTS):
        raise NotOnTheList(_("This is not among the things we check. Please look at the page again."))
    rows = [
        VenueFact(
            venue=venue,
            code=code,
            answer=found.answer,
            detail=found.detail.strip(),
            checked_on=checked_on if found.answer != FactAnswer.UNKNOWN else None,
        )
        for code, found in checked.items()
    ]
    VenueFact.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["venue", "code"],
        update_fields=["answer", "detail", "checked_on"],
    )
    record_event("venue.check", venue, by=by, now=now, details={"facts": len(rows)})
