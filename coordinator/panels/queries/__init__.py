"""Reads of panels, sessions, places and who came."""

from coordinator.panels.queries.lists import (
    panels_listed,
    place_cards,
    sessions_to_confirm,
    sessions_with_places,
)
from coordinator.panels.queries.seats import (
    affected_by_move,
    coming_sessions,
    expected_at,
    live_place,
    live_places,
)
from coordinator.panels.queries.standing import Member, Standing, standing_of
from coordinator.panels.queries.visible import (
    panels_visible_to,
    places_of,
    places_visible_to,
    sessions_visible_to,
)

__all__ = [
    "Member",
    "Standing",
    "affected_by_move",
    "coming_sessions",
    "expected_at",
    "live_place",
    "live_places",
    "panels_listed",
    "panels_visible_to",
    "place_cards",
    "places_of",
    "places_visible_to",
    "sessions_to_confirm",
    "sessions_visible_to",
    "sessions_with_places",
    "standing_of",
]
