"""Who sits on a panel: enough members of the public, and early enough (practice.md B-28, PS2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DAYS_BEFORE = {
    "open_role": 42,
    "interview": 21,
    "mock_patient": 35,
    "validation": 21,
    "workshop": 21,
    "forum": 28,
    "review": 14,
    "complaints": 28,
}  # practice.md 2.2, publication to event


@dataclass(frozen=True)
class Composition:
    """How many members of the public sit on the panel, against the fewest that it asks for."""

    lay: int
    minimum: int
    staff: int
    waived_by: str = ""

    @property
    def met(self) -> bool:
        """Are there enough?"""
        return self.lay >= self.minimum

    @property
    def fine(self) -> bool:
        """Enough, or waived by somebody whose name stands beside it."""
        return self.met or bool(self.waived_by)

    @property
    def missing(self) -> int:
        """How many more members of the public the panel asks for."""
        return max(self.minimum - self.lay, 0)


def composition(*, lay: int, minimum: int, staff: int, waived_by: str = "") -> Composition:
    """Members of the public and of staff on a panel, and whether that is enough."""
    return Composition(lay=lay, minimum=minimum, staff=staff, waived_by=waived_by)


def late_addition(*, kind: str, day: date, first_lay: date | None, staff_told: date | None) -> bool:
    """Was the first member of the public added after the staff, and with less notice than the type asks for?

    `day` is the first date of the panel, `first_lay` the day the first lay place was confirmed. Source: B-28.
    """
    if first_lay is None or staff_told is None or first_lay <= staff_told:
        return False
    return (day - first_lay).days < DAYS_BEFORE[kind]
