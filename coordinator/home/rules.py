"""What comes first on a home page. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

FIRST_FEW = 5


class Due(Protocol):
    """Something that waits for somebody, by a day or any time."""

    due: date | None
    order: int


Waiting = TypeVar("Waiting", bound=Due)


def by_urgency(steps: Iterable[Waiting]) -> list[Waiting]:
    """Earliest day first, what has no day last; on the same day by `order`, then as they came."""
    return sorted(steps, key=lambda step: (step.due is None, step.due or date.max, step.order))


def few_first(steps: Iterable[Waiting]) -> tuple[list[Waiting], list[Waiting]]:
    """The few to show at once, and the rest to unfold."""
    ordered = by_urgency(steps)
    return ordered[:FIRST_FEW], ordered[FIRST_FEW:]
