"""Who may see one need, and until when (access.md 2.4)."""

from __future__ import annotations

from datetime import datetime, timedelta

ORGANISER, VENUE, NOBODY = "organiser", "venue", "nobody"
ESSENTIAL, HELPFUL = "essential", "helpful"

# Those who get a sheet with counts and no names when the person agrees.
IN_THE_BUILDING = frozenset({"venue", "host", "caterer"})
AFTERWARDS = timedelta(days=1)


def default_audience(need_to_know: str) -> str:
    """Who sees a need until the person says otherwise, from the item's list: "coordinator; venue" → the venue too.

    Nobody beyond the coordinator and a nameless sheet is ever chosen for somebody.
    """
    known = {word.strip() for word in need_to_know.split(";")}
    return VENUE if known & IN_THE_BUILDING else ORGANISER


def coordinator_sees(audience: str) -> bool:
    """May the coordinator of the person's session read this need and the words beside it?"""
    return audience in {ORGANISER, VENUE}


def on_venue_sheet(audience: str) -> bool:
    """Does this need count on the sheet without names?"""
    return audience == VENUE


def still_open(*, ends_at: datetime, going_ahead: bool, now: datetime) -> bool:
    """May the needs of a date still be opened? Until a day after its end, and never of a cancelled one."""
    return going_ahead and now < ends_at + AFTERWARDS


def weighed(weight: str, position: int) -> tuple[bool, int]:
    """The order on a coordinator's page: what somebody cannot do without first, then the order of the list."""
    return weight != ESSENTIAL, position
