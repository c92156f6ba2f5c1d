"""What people who applied are told about a call: it changed, it was withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordinator.letters.kinds import LetterKind
from coordinator.opportunities.models import CallStatus, ChangeNote, Opportunity
from coordinator.panels.models import LIVE_PLACES
from coordinator.people.models import Person


def _note(pk: UUID) -> ChangeNote | None:
    return ChangeNote.objects.select_related("opportunity__organisation", "opportunity__panel").filter(pk=pk).first()


def _call(pk: UUID) -> Opportunity | None:
    return Opportunity.objects.select_related("organisation", "panel").filter(pk=pk).first()


def _about_note(note: ChangeNote, person: Person, now: datetime) -> dict[str, Any]:
    return {"note": note, "call": note.opportunity, "link": address_of(note.opportunity)}


def _about_call(call: Opportunity, person: Person, now: datetime) -> dict[str, Any]:
    seats = call.panel.seats.filter(person=person, status__in=LIVE_PLACES)
    return {"call": call, "link": address_of(call), "has_place": seats.exists()}


def address_of(call: Opportunity) -> str:
    """The call's public page, whole, for letters and posters."""
    return settings.PUBLIC_URL + reverse("opportunity", args=[call.slug])


def short_address_of(call: Opportunity) -> str:
    """The address that a person types from a poster."""
    return settings.PUBLIC_URL + reverse("opportunity_short", args=[call.code])


CALL_CHANGED = LetterKind(
    name="call.changed",
    title=_("A call has changed"),
    template="letters/call_changed.txt",
    load=_note,
    context=_about_note,
    still_wanted=lambda note: note.opportunity.status != CallStatus.WITHDRAWN,
)
CALL_WITHDRAWN = LetterKind(
    name="call.withdrawn",
    title=_("A call was withdrawn"),
    template="letters/call_withdrawn.txt",
    load=_call,
    context=_about_call,
)
KINDS = (CALL_CHANGED, CALL_WITHDRAWN)
