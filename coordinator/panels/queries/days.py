"""How a day runs, ready to be read: rows in words, what is hard on people, how many are needed, who plays where."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time

from django.utils.translation import gettext as _

from coordinator.panels.models import Session
from coordinator.panels.rules.day_plan import day_warnings, plan_of, timetable
from coordinator.panels.rules.osce import HalfDay, Need, OsceDay, candidates_in_all, encounters, osce_need
from coordinator.panels.rules.timetable import Part, Row


@dataclass(frozen=True)
class Line:
    """One row of the day in words; `ends` is missing for an arrival."""

    starts: time
    ends: time | None
    text: str
    rest: bool


@dataclass(frozen=True)
class Station:
    """What the person at one station sees in one half day: (start, candidate) of each slot, run by run."""

    half_day: str
    number: int
    runs: list[list[tuple[time, int]]]


@dataclass(frozen=True)
class Day:
    """A planned day."""

    lines: list[Line]
    warnings: list[str]
    need: Need | None = None
    candidates: int = 0
    stations: list[Station] = field(default_factory=list)


def day_of(session: Session) -> Day | None:
    """The day of this date as it was planned; None where there is no plan."""
    plan = plan_of(session.panel.kind, session.day_plan)
    if plan is None:
        return None
    rows = timetable(plan)
    lines = [Line(row.starts, row.ends, _words(row), row.part in {Part.PAUSE, Part.LUNCH}) for row in rows]
    warnings = [_(text) for text in day_warnings(rows)]
    if not isinstance(plan, OsceDay):
        return Day(lines, warnings, candidates=plan.candidates)
    need = osce_need(plan, reserves=session.panel.reserves)
    return Day(lines, warnings, need, candidates_in_all(plan), _stations(plan))


def _words(row: Row) -> str:
    words = {
        Part.ARRIVE: _("Arrive"),
        Part.BRIEFING: _("Briefing"),
        Part.RUN_THROUGH: _("Run-through with the examiners"),
        Part.SLOT: _("Candidate {number}"),
        Part.RUN: _("{half_day}, run {number}"),
        Part.PAUSE: _("Pause"),
        Part.LUNCH: _("Lunch"),
        Part.WASH_UP: _("Talking it over"),
        Part.DEBRIEF: _("Debrief"),
    }
    if row.part == Part.ARRIVE and row.session:
        return _("People for the {half_day} arrive").format(half_day=half_day_name(row.session).lower())
    return words[row.part].format(number=row.number, half_day=half_day_name(row.session))


def half_day_name(name: str) -> str:
    """ "Morning" or "Afternoon" in the reader's language."""
    return {"Morning": _("Morning"), "Afternoon": _("Afternoon")}.get(name, name)


def _stations(plan: OsceDay) -> list[Station]:
    numbers = range(1, plan.patient_stations + 1)
    return [_station(plan, half, number) for half in plan.half_days for number in numbers]


def _station(plan: OsceDay, half: HalfDay, number: int) -> Station:
    slots = encounters(plan, half, number)
    runs = [slots[begin : begin + plan.run] for begin in range(0, len(slots), plan.run)]
    return Station(half_day_name(half.name), number, runs)
