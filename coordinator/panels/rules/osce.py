"""An exam with mock patients: how many people it needs, and its day (practice.md PS6; worked example 6.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from coordinator.panels.rules.timetable import Part, Row, after


@dataclass(frozen=True)
class HalfDay:
    """One session of the day; every candidate of it goes once round all stations."""

    name: str
    first: time
    arrive: time | None = None  # when the people who only come to this half day arrive


@dataclass(frozen=True)
class OsceDay:
    """What the day is built from. Lengths are minutes; one slot is reading, the station and the change."""

    circuits: tuple[str, ...] = ("Red", "Blue")
    stations: int = 10
    patient_stations: int = 8
    slot: int = 10
    run: int = 5  # slots in a row before a pause: the most that one person plays without a rest
    pause: int = 15
    arrive: time = time(8, 30)
    briefing: time = time(8, 45)
    run_through: time = time(9, 10)
    half_days: tuple[HalfDay, ...] = (HalfDay("Morning", time(9, 30)), HalfDay("Afternoon", time(13), time(12, 15)))
    debrief_after: int = 5
    debrief: int = 30
    stay_all_day: int = 12  # people who play in every half day


@dataclass(frozen=True)
class Need:
    """How many people the day needs: `role_sessions` is parts at once times half days."""

    roles_at_once: int
    role_sessions: int
    full_day: int
    each_half_day: int
    reserves: int
    people: int


def osce_need(day: OsceDay, *, reserves: int) -> Need:
    """People needed when `stay_all_day` of them stay all day and the rest play one half day each.

    Two circuits with 8 patient stations and two half days are 32 role-sessions; 12 full days, 4 in the morning,
    4 in the afternoon and 4 reserves are 24 people (practice.md 6.5). More full-day people than parts are not needed.
    """
    at_once = len(day.circuits) * day.patient_stations
    stay = min(day.stay_all_day, at_once)
    halves = len(day.half_days)
    each = at_once - stay
    return Need(at_once, at_once * halves, stay, each, reserves, stay + each * halves + reserves)


def candidates_in_all(day: OsceDay) -> int:
    """One candidate a station, in each circuit and half day."""
    return day.stations * len(day.circuits) * len(day.half_days)


def osce_timetable(day: OsceDay) -> list[Row]:
    """Arrival, briefing, run-through with the examiners, runs and pauses, lunch between half days, debrief.

    Raises ValueError for a day without stations, for half days that overlap, and for a day past midnight.
    """
    if day.stations < 1 or day.run < 1 or not day.half_days or not 0 <= day.patient_stations <= day.stations:
        raise ValueError("a day needs stations and half days")
    first = day.half_days[0].first
    rows = [
        Row(day.arrive, None, Part.ARRIVE),
        Row(day.briefing, day.run_through, Part.BRIEFING),
        Row(day.run_through, first, Part.RUN_THROUGH),
    ]
    for half in day.half_days:
        rows += _between(rows[-1], half)
        rows += _runs(day, half)
    begins = after(rows[-1].ends or first, day.debrief_after)
    return [*rows, Row(begins, after(begins, day.debrief), Part.DEBRIEF)]


def _between(last: Row, half: HalfDay) -> list[Row]:
    """Lunch from the end of one half day to the start of the next, in which the next people arrive."""
    if last.ends is None or last.ends > half.first:
        raise ValueError("the half days overlap")
    if last.part != Part.RUN:
        return []
    lunch = Row(last.ends, half.first, Part.LUNCH)
    return [lunch, Row(half.arrive, None, Part.ARRIVE, session=half.name)] if half.arrive else [lunch]


def _runs(day: OsceDay, half: HalfDay) -> list[Row]:
    rows, at, left, number = [], half.first, day.stations, 0
    while left:
        number += 1
        slots = min(day.run, left)
        rows.append(Row(at, after(at, slots * day.slot), Part.RUN, number, half.name))
        at, left = rows[-1].ends or at, left - slots
        if left:
            rows.append(Row(at, after(at, day.pause), Part.PAUSE, session=half.name))
            at = rows[-1].ends or at
    return rows


def encounters(day: OsceDay, half: HalfDay, station: int) -> list[tuple[time, int]]:
    """(start, candidate) of each slot at `station`: the sheet of the person who plays there.

    Candidates begin at the station of their own number and move on by one each slot.
    """
    starts = [
        after(row.starts, day.slot * index)
        for row in _runs(day, half)
        if row.part == Part.RUN and row.ends
        for index in range(_slots(row, day.slot))
    ]
    return [(start, (station - 1 - turn) % day.stations + 1) for turn, start in enumerate(starts)]


def _slots(row: Row, slot: int) -> int:
    ends = row.ends or row.starts
    return ((ends.hour - row.starts.hour) * 60 + ends.minute - row.starts.minute) // slot
