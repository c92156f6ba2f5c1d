"""Makes calls that are being written, with a day, ready to open on Monday 2 March 2026."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from coordinator.opportunities.models import CallStatus, Opportunity
from tests.making import World, make_call, make_panel, make_session

SIX_DAYS = datetime(2026, 3, 8, 23, 59, tzinfo=UTC)  # Monday to Sunday (practice.md 6.7)


def make_draft(world: World, **fields: Any) -> Opportunity:
    """A call for 26 March that lacks nothing."""
    panel = fields.pop("panel", None) or make_panel(world)
    if not panel.sessions.exists() and not fields.get("dates_to_agree"):
        make_session(panel, venue=world.venue)
    return make_call(world, panel=panel, **({"status": CallStatus.DRAFT, "published_at": None} | fields))


def make_open_call(world: World, **fields: Any) -> Opportunity:
    """A call that opened on 2 March for 26 March."""
    panel = fields.pop("panel", None) or make_panel(world)
    make_session(panel, venue=world.venue)
    return make_call(world, panel=panel, **fields)


def short_draft(world: World, **fields: Any) -> Opportunity:
    """A call that lacks nothing but days: open from Monday to Sunday."""
    return make_draft(world, **({"closes_at": SIX_DAYS} | fields))
