"""What the page of one call needs, for the public, for the preview and for the print."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coordinator import hooks
from coordinator.design.moments import Zone
from coordinator.opportunities.fair_notice import fair_notice
from coordinator.opportunities.letters import short_address_of
from coordinator.opportunities.models import Opportunity, SupportOffered, WayToTakePart
from coordinator.opportunities.queries import dates_of
from coordinator.opportunities.rules.promises import PROMISES
from coordinator.panels.models import Session

# Words for the ways of a call and what it offers; a value that is no longer known is left out.
WAYS, SUPPORT = dict(WayToTakePart.choices), dict(SupportOffered.choices)


def call_context(call: Opportunity, *, now: datetime) -> dict[str, Any]:
    """Everything that stands on the page of a call."""
    dates = dates_of(call)
    zone: Zone = call.organisation.zone
    return {
        "call": call,
        "zone": zone,
        "contact": call.panel.contact,
        "help_contact": call.panel.contact,
        "dates": dates,
        "open_now": call.open_at(now),
        "notice": fair_notice(call, dates, now=now),
        "promise": _(PROMISES[call.level]) if call.level else "",
        "ways": [WAYS[way] for way in call.ways if way in WAYS],
        "support": [SUPPORT[kind] for kind in call.support if kind in SUPPORT],
        "venues": _venues(dates),
        "terms": sorted(hooks.call_terms.ask(call), key=lambda box: box.order),
        "changes": list(call.change_notes.all()),
        "questions": list(call.questions.all()),
        "short_address": short_address_of(call).split("://", 1)[-1],
        "breadcrumbs": [(_("Take part"), reverse("opportunities")), (call.panel.get_kind_display(), None)],
    }


def _venues(dates: list[Session]) -> list[dict[str, Any]]:
    """Each place once: what we know of the way in, and what the wings add."""
    places = {session.venue_id: session.venue for session in dates if session.venue is not None}
    return [
        {"venue": venue, "boxes": sorted(hooks.venue_box.ask(venue, None), key=lambda box: box.order)}
        for venue in places.values()
    ]
