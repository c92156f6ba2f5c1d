"""What this slice shows on other pages: money before the day on the page of a place, and on the team's page of a person."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may
from coordinator.hooks import Box
from coordinator.panels.models import LIVE_PLACES, Place
from coordinator.people.models import Person
from expenses.advances.models import Advance, AdvanceUse
from expenses.advances.queries import advance_of
from expenses.advances.rules import AdvanceStatus, said_to_person
from expenses.saying import say


def said_of(advance: Advance) -> str:
    """What the person reads of it, in the reader's language."""
    return say(
        said_to_person(
            AdvanceStatus(advance.status), pence=advance.pence, left_pence=advance.left_pence, by=advance.due_by,
            paid_on=advance.paid_on,
        )
    )  # fmt: skip


def place_box(place: Place, person: Person) -> Box | None:
    """On the person's page of one place: how it stands, or the way to ask while the day is still to come."""
    if place.person_id != person.pk:
        return None
    advance = advance_of(place)
    may_ask = advance is None and place.status in LIVE_PLACES and place.still_to_come(timezone.now())
    if advance is None and not may_ask:
        return None
    context = {"place": place, "said": said_of(advance) if advance else ""}
    return Box(_("Money before the day"), "advances/place_box.html", context, order=25)


def person_box(person: Person, viewer: Person) -> Box | None:
    """On the team's page of a person: each place to come, with the way to ask for them."""
    if not may(viewer, Permission.WRITE_CLAIM_FOR, person):
        return None
    held = Place.objects.filter(person=person, status__in=LIVE_PLACES).select_related("panel", "organisation")
    coming = [
        place
        for place in held.prefetch_related("panel__sessions")
        if may(viewer, Permission.WRITE_CLAIM_FOR, place) and place.still_to_come(timezone.now())
    ]
    return Box(_("Money before the day"), "advances/person_box.html", {"places": coming}, order=46) if coming else None


def not_forgotten_yet(person: Person) -> list[str]:
    """hooks.not_forgotten_yet: money before a day that waits for finance's answer."""
    asked = Advance.objects.filter(person=person, status=AdvanceStatus.ASKED)
    text = _(
        "Money before the day, %(reference)s, was asked for. It can be taken back; otherwise finance answers first."
    )
    return [text % {"reference": reference} for reference in asked.values_list("reference", flat=True)]


def person_export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """hooks.person_export: what was asked for before the day, and what claims used of it."""
    uses = AdvanceUse.objects.filter(advance__person=person).values("advance_id", "claim_id", "pence", "let_go_pence")
    return {
        "advances": [dict(row) for row in Advance.objects.filter(person=person).values()],
        "advances_used": [dict(row) for row in uses],
    }
