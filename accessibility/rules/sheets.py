"""Counts without names: the sheet for a venue, and what the team sees before it opens anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accessibility.rules.audiences import ESSENTIAL, on_venue_sheet
from accessibility.rules.due import Due, Standing, standing


@dataclass(frozen=True)
class Asked:
    """One need as the sheet reads it: which item, how much it matters, who may see it. No name, no own words."""

    code: str
    weight: str
    audience: str


@dataclass(frozen=True)
class SheetLine:
    """How many people one thing is for, and for how many of them nothing works without it."""

    code: str
    people: int
    essential: int


def sheet(asked: Iterable[Asked]) -> list[SheetLine]:
    """One line for each item that people let the venue know of, in the order in which the items come."""
    people: dict[str, list[str]] = {}
    for each in asked:
        if on_venue_sheet(each.audience):
            people.setdefault(each.code, []).append(each.weight)
    return [SheetLine(code, len(weights), weights.count(ESSENTIAL)) for code, weights in people.items()]


@dataclass(frozen=True)
class Outline:
    """What a team knows of a date without opening anybody's needs."""

    people: int = 0
    needs: int = 0
    arranged: int = 0
    at_risk: int = 0
    private: int = 0
    next_due: date | None = None

    @property
    def open(self) -> int:
        """How many things are still to arrange."""
        return self.needs - self.arranged


@dataclass(frozen=True)
class Counted:
    """One need as the outline reads it: whose, by when, arranged or not; `by` is None for one that is kept private."""

    person: object
    by: Due | None
    arranged: bool


def outline(counted: Iterable[Counted], *, today: date) -> Outline:
    """The numbers of one date. Private needs are counted apart, and nothing is due for them."""
    counted = list(counted)
    shown = [(each.by, each.arranged) for each in counted if each.by is not None]
    stands = [standing(by, arranged=arranged, today=today) for by, arranged in shown]
    waiting = [
        by.target if stand is not Standing.AT_RISK else by.least
        for (by, _arranged), stand in zip(shown, stands, strict=True)
        if stand is not Standing.ARRANGED
    ]
    return Outline(
        people=len({each.person for each in counted}),
        needs=len(shown),
        arranged=stands.count(Standing.ARRANGED),
        at_risk=stands.count(Standing.AT_RISK),
        private=len(counted) - len(shown),
        next_due=min(waiting, default=None),
    )
