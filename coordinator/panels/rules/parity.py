"""Parity of notice: did the public get the date as early as the staff? (practice.md B-19, RN8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Parity:
    """Two numbers of calendar days before the day; None where nobody has been told yet."""

    staff_days: int | None
    public_days: int | None

    @property
    def known(self) -> bool:
        """Are both numbers there?"""
        return self.staff_days is not None and self.public_days is not None

    @property
    def fair(self) -> bool:
        """Did the public have at least as much notice as the staff?"""
        return self.known and self.public_days >= self.staff_days  # type: ignore[operator]

    @property
    def behind(self) -> int:
        """By how many days the public was told later than the staff; 0 when fair or not known."""
        return max(self.staff_days - self.public_days, 0) if self.known else 0  # type: ignore[operator]


def parity(*, day: date, staff_told: Iterable[date], public_told: date | None) -> Parity:
    """Calendar days from the first member of staff told, and from the public call, to the day.

    Staff told 2 March, call published 5 March, day 26 March: 24 and 21 (practice.md RN8).
    """
    first = min(staff_told, default=None)
    return Parity(
        staff_days=(day - first).days if first else None,
        public_days=(day - public_told).days if public_told else None,
    )
