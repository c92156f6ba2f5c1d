"""Where the points of a timeline stand and where their words go. Plain arithmetic; no clock, no Django."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Literal

Kind = Literal["past", "open", "today", "day", "kept"]

WIDTH = 900
LEFT, RIGHT = 26, 874
ROW_HEIGHT = 52
GAP = 14
LETTER = 9.8


@dataclass(frozen=True)
class Point:
    """One moment of a story.

    `kind` is "past" (has happened), "open" (still to come), "today", "day" (the day itself, in marigold) or
    "kept" (a promise that was kept).
    """

    date: date | datetime
    label: Any
    kind: Kind = "open"


@dataclass(frozen=True)
class Placed:
    """A point with its place: `x` of the dot, `text_x` and `anchor` of its words, `row` counted from the line.

    Rows 0, 1, … are above the line, -1, -2, … below; `y` is where the first line of words stands.
    """

    point: Point
    when: str
    x: float
    text_x: float
    anchor: str
    row: int

    @property
    def above(self) -> bool:
        """Do the words stand above the line?"""
        return self.row >= 0


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def in_order(points: Iterable[Point]) -> list[Point]:
    """The points by day; those of one day as they came."""
    return sorted(points, key=lambda point: _day(point.date))


def positions(days: Sequence[date], *, least: float = 34) -> list[float]:
    """Where each day stands on the line: in proportion, but never two dots nearer than `least` units."""
    if len(days) < 2 or days[0] == days[-1]:
        step = (RIGHT - LEFT) / max(len(days) - 1, 1)
        return [LEFT + step * index for index in range(len(days))]
    least = min(least, (RIGHT - LEFT) / (len(days) - 1))
    room = RIGHT - LEFT - least * (len(days) - 1)
    gaps = [(after - before).days for before, after in pairwise(days)]
    found = [float(LEFT)]
    for gap in gaps:
        found.append(found[-1] + least + room * gap / sum(gaps))
    return [round(x, 1) for x in found]


def _span(x: float, width: float) -> tuple[float, str, float, float]:
    """(text_x, anchor, from, to) of words `width` wide at a dot: centred, but never over the picture's edge."""
    if x - width / 2 < LEFT - 20:
        return LEFT - 10, "start", LEFT - 10, LEFT - 10 + width
    if x + width / 2 > RIGHT + 20:
        return RIGHT + 10, "end", RIGHT + 10 - width, RIGHT + 10
    return x, "middle", x - width / 2, x + width / 2


def _free_row(taken: dict[int, float], start: float, preferred: Sequence[int]) -> int:
    return next(row for row in preferred if taken.get(row, float("-inf")) + GAP <= start)


def _rows(count: int, first: int) -> list[int]:
    """Rows to try, nearest the line first, on alternating sides: 0, -1, 1, -2, … or -1, 0, -2, 1, …"""
    above, below = list(range(count)), [-row - 1 for row in range(count)]
    sides = (above, below) if first == 0 else (below, above)
    return [row for pair in zip(*sides, strict=True) for row in pair]


def place(points: Sequence[tuple[Point, str]], *, mirrored: bool = False) -> list[Placed]:
    """Places (point, date as written) pairs in order of date so that no two texts touch.

    `mirrored` runs time from right to left; "start" of a text is then its right end.
    """
    ordered = sorted(points, key=lambda pair: _day(pair[0].date))
    xs = positions([_day(point.date) for point, _when in ordered])
    taken: dict[int, float] = {}
    placed = []
    for index, ((point, when), x) in enumerate(zip(ordered, xs, strict=True)):
        width = LETTER * max(len(str(point.label)), len(when))
        text_x, anchor, start, end = _span(x, width)
        row = _free_row(taken, start, _rows(len(ordered), -(index % 2)))
        taken[row] = end
        flip = (lambda value: WIDTH - value) if mirrored else (lambda value: value)
        placed.append(Placed(point, when, flip(x), flip(text_x), anchor, row))
    return placed


@dataclass(frozen=True)
class Picture:
    """A lying timeline, ready to draw: the line, the part of it that is over, and every placed point."""

    placed: list[Placed]

    @property
    def top(self) -> int:
        """Height above the line."""
        return ROW_HEIGHT * (max((item.row for item in self.placed if item.above), default=-1) + 1) + 22

    @property
    def height(self) -> int:
        """Height of the whole picture."""
        below = -min((item.row for item in self.placed if not item.above), default=0)
        return self.top + ROW_HEIGHT * below + 26

    def text_y(self, item: Placed) -> int:
        """Where the first of the two lines of words stands."""
        if item.above:
            return self.top - 22 - 22 - ROW_HEIGHT * item.row
        return self.top + 38 + ROW_HEIGHT * (-item.row - 1)

    @property
    def segments(self) -> list[tuple[float, float, bool]]:
        """The line in pieces: from x, to x, and whether the piece is over. What begins at a past point is over."""
        pairs = pairwise(self.placed)
        return [(before.x, after.x, before.point.kind == "past") for before, after in pairs]
