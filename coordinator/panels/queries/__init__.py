"""Reads of panels, sessions, places and who came."""

from coordinator.panels.queries.days import Day, day_of
from coordinator.panels.queries.export import own_rows
from coordinator.panels.queries.lists import (
    NextDate,
    PlaceCard,
    dates_that_need_the_team,
    next_date,
    panels_listed,
    place_cards,
    sessions_to_confirm,
    sessions_with_places,
)
from coordinator.panels.queries.seats import (
    Said,
    affected_by_move,
    attendance_of,
    coming_sessions,
    expected_at,
    fellow_members,
    live_place,
    live_places,
    next_reserve_position,
    people_to_add,
    reserves_in_line,
    steps_of_place,
)
from coordinator.panels.queries.standing import Member, Standing, standing_of
from coordinator.panels.queries.stories import notice_points, place_points
from coordinator.panels.queries.visible import (
    panels_visible_to,
    places_of,
    places_visible_to,
    sessions_visible_to,
)

__all__ = [
    "Day",
    "Member",
    "NextDate",
    "PlaceCard",
    "Said",
    "Standing",
    "affected_by_move",
    "attendance_of",
    "coming_sessions",
    "dates_that_need_the_team",
    "day_of",
    "expected_at",
    "fellow_members",
    "live_place",
    "live_places",
    "next_date",
    "next_reserve_position",
    "notice_points",
    "own_rows",
    "panels_listed",
    "panels_visible_to",
    "people_to_add",
    "place_cards",
    "place_points",
    "places_of",
    "places_visible_to",
    "reserves_in_line",
    "sessions_to_confirm",
    "sessions_visible_to",
    "sessions_with_places",
    "standing_of",
    "steps_of_place",
]
