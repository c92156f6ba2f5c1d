"""The plan of a day as it is kept with its date: numbers and times as text, read back into a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import time
from typing import Any

from coordinator.panels.rules.interview import InterviewDay, interview_timetable
from coordinator.panels.rules.osce import HalfDay, OsceDay, osce_timetable
from coordinator.panels.rules.timetable import Row, longest_without_rest, meal_given
from coordinator.panels.rules.words import _

DayPlan = InterviewDay | OsceDay
PLANNED = {"interview": InterviewDay, "mock_patient": OsceDay}  # types of panel whose day has a timetable
MOST_WITHOUT_REST = 120  # minutes (practice.md 2.5)


def kept(plan: DayPlan) -> dict[str, Any]:
    """The plan as the database keeps it: times as "08:45"."""
    return _plain(asdict(plan))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return f"{value:%H:%M}" if isinstance(value, time) else value


def plan_of(kind: str, found: Mapping[str, Any]) -> DayPlan | None:
    """The plan that was kept for a date of this type; None where there is none."""
    plan = PLANNED.get(kind)
    if not found or plan is None:
        return None
    values = {name: _read(value) for name, value in found.items() if name not in {"circuits", "half_days"}}
    if plan is OsceDay:
        halves = [HalfDay(**{name: _read(value) for name, value in half.items()}) for half in found["half_days"]]
        values |= {"circuits": tuple(found["circuits"]), "half_days": tuple(halves)}
    return plan(**values)


def _read(value: Any) -> Any:
    """ "08:45" as a time; names and numbers as they are."""
    is_time = isinstance(value, str) and len(value) == 5 and value[2] == ":"
    return time.fromisoformat(value) if is_time else value


def timetable(plan: DayPlan) -> list[Row]:
    """The rows of the day. Raises ValueError for a day that cannot be."""
    return interview_timetable(plan) if isinstance(plan, InterviewDay) else osce_timetable(plan)


def day_warnings(rows: list[Row]) -> list[str]:
    """What is hard on people in this day: no rest within two hours, no meal in five (practice.md 2.5)."""
    warnings = []
    if longest_without_rest(rows) > MOST_WITHOUT_REST:
        warnings.append(_("There are more than two hours without a pause of at least ten minutes."))
    if not meal_given(rows):
        warnings.append(_("The day is longer than five hours and has no meal of at least 30 minutes."))
    return warnings
