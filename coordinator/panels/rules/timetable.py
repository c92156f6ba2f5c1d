"""Rows of a day, for an interview panel and for an exam with mock patients (practice.md PS6, PS7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from enum import StrEnum


class Part(StrEnum):
    """What a row of a day is."""

    ARRIVE = "arrive"
    BRIEFING = "briefing"
    RUN_THROUGH = "run_through"
    SLOT = "slot"  # one candidate of an interview day
    RUN = "run"  # several stations in a row without a pause
    PAUSE = "pause"
    LUNCH = "lunch"
    WASH_UP = "wash_up"
    DEBRIEF = "debrief"


RESTS = frozenset({Part.PAUSE, Part.LUNCH})
WORK = frozenset({Part.SLOT, Part.RUN})


@dataclass(frozen=True)
class Row:
    """One row: from when until when, what; `number` counts the candidates or runs, `session` names a half day."""

    starts: time
    ends: time | None
    part: Part
    number: int = 0
    session: str = ""


def minutes(moment: time) -> int:
    """Minutes since midnight."""
    return moment.hour * 60 + moment.minute


def clock(minute: int) -> time:
    """The time of day at this minute. Raises ValueError past midnight: a day has to end on its day."""
    if not 0 <= minute < 24 * 60:
        raise ValueError("the day would end after midnight")
    return time(minute // 60, minute % 60)


def after(moment: time, length: int) -> time:
    """`length` minutes later on the same day. Raises ValueError past midnight."""
    return clock(minutes(moment) + length)


def longest_without_rest(rows: Iterable[Row], *, least: int = 10) -> int:
    """The most minutes of work in a row without a rest of at least `least` minutes (practice.md 2.5: 10 per 2 h)."""
    longest, since = 0, None
    for row in sorted((row for row in rows if row.ends), key=lambda row: row.starts):
        if row.part in RESTS and minutes(row.ends) - minutes(row.starts) >= least:  # type: ignore[arg-type]
            since = None
        elif row.part in WORK:
            since = minutes(row.starts) if since is None else since
            longest = max(longest, minutes(row.ends) - since)  # type: ignore[arg-type]
    return longest


def meal_given(rows: Iterable[Row], *, over: int = 5 * 60, least: int = 30) -> bool:
    """A meal of at least 30 minutes when the day is longer than five hours (practice.md 2.5)."""
    kept = list(rows)
    length = max(minutes(row.ends or row.starts) for row in kept) - min(minutes(row.starts) for row in kept)
    meals = [minutes(row.ends) - minutes(row.starts) for row in kept if row.part == Part.LUNCH and row.ends]
    return length <= over or max(meals, default=0) >= least
