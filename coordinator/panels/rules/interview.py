"""The day of an interview panel (practice.md PS7; worked example 6.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from coordinator.panels.rules.timetable import Part, Row, after, minutes


@dataclass(frozen=True)
class InterviewDay:
    """What the day is built from. Lengths are minutes; a pause comes after every `pause_after` candidates."""

    candidates: int
    arrive: time = time(8, 45)
    briefing: time = time(9)
    first: time = time(9, 30)
    interview: int = 45
    scoring: int = 10
    pause_after: int = 2
    pause: int = 15
    lunch: int = 45
    lunch_from: time = time(12)
    wash_up: int = 40


def interview_timetable(day: InterviewDay) -> list[Row]:
    """Arrival, briefing, each candidate with scoring, pauses, one lunch, wash-up, in order.

    The first pause at or after `lunch_from` is lunch; there is no pause after the last candidate.
    Five candidates of 45 + 10 minutes from 09:30 end at 15:05 and the day at 15:45 (practice.md 6.6).
    Raises ValueError for a day without candidates, for times out of order, and for a day past midnight.
    """
    if day.candidates < 1 or day.interview < 1 or day.pause_after < 1:
        raise ValueError("a day needs candidates, and time for each")
    if not day.arrive <= day.briefing < day.first:
        raise ValueError("arrival, briefing and first candidate are out of order")
    rows = [Row(day.arrive, None, Part.ARRIVE), Row(day.briefing, day.first, Part.BRIEFING)]
    at, lunched = day.first, False
    for number in range(1, day.candidates + 1):
        rows.append(Row(at, after(at, day.interview + day.scoring), Part.SLOT, number))
        at = rows[-1].ends or at
        if number % day.pause_after == 0 and number < day.candidates:
            rows.append(_rest(day, at, lunched=lunched))
            lunched = lunched or rows[-1].part == Part.LUNCH
            at = rows[-1].ends or at
    return [*rows, Row(at, after(at, day.wash_up), Part.WASH_UP)]


def _rest(day: InterviewDay, at: time, *, lunched: bool) -> Row:
    if not lunched and minutes(at) >= minutes(day.lunch_from):
        return Row(at, after(at, day.lunch), Part.LUNCH)
    return Row(at, after(at, day.pause), Part.PAUSE)
