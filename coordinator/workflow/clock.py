"""What happens because time passes: offers lapse, reminders fall due, promises run late.

A slice registers its tasks in `AppConfig.ready()`:

    register_clock_task("applications.lapse_offers", lapse_offers, every=timedelta(minutes=5))

Every worker (`manage.py work`) runs what is due; the database decides between two workers, so each task runs once
in each `every`. The function gets `now` and uses ordinary actions with `by=THE_SERVICE`. It should be ready to be
run again: a worker may end in the middle, and the rest waits for the next time.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import DatabaseError, InterfaceError, OperationalError
from django.db.models import Q
from jinja2 import TemplateError

from coordinator.workflow.models import ClockTask
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster

log = structlog.get_logger("coordinator.clock")

# What one bad record, task or text can raise while the worker itself is well. A database that is gone is not among
# them: see `worker`.
FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    DatabaseError,
    LookupError,
    ObjectDoesNotExist,
    OSError,
    PermissionDenied,
    Refusal,
    RuntimeError,
    SomebodyWasFaster,
    TemplateError,
    TypeError,
    ValueError,
)
DATABASE_AWAY = (OperationalError, InterfaceError)


@dataclass(frozen=True)
class Task:
    """Something to do every so often."""

    name: str
    function: Callable[[datetime], object]
    every: timedelta


_TASKS: dict[str, Task] = {}


def register_clock_task(name: str, function: Callable[[datetime], object], *, every: timedelta) -> None:
    """Have `function(now)` called by one worker once in every `every`. `name` is for ever: it is a key in a table."""
    _TASKS[name] = Task(name, function, every)


def all_clock_tasks() -> list[Task]:
    """Every registered task, by name."""
    return [_TASKS[name] for name in sorted(_TASKS)]


def run_due(now: datetime) -> list[str]:
    """Run every task whose time has come and that no other worker took; the names of those that ran to their end.

    A task that fails is logged and does not keep the others from running. Raises what says that the database is away.
    """
    return [task.name for task in all_clock_tasks() if claim(task, now) and _ran(task, now)]


def claim(task: Task, now: datetime) -> bool:
    """Is it this worker's turn? One conditional UPDATE: of two workers that ask at once, one gets it."""
    due = Q(last_run=None) | Q(last_run__lte=now - task.every)
    rows = ClockTask.objects.filter(pk=task.name)
    if rows.filter(due).update(last_run=now):
        return True
    if rows.exists():
        return False
    ClockTask.objects.get_or_create(name=task.name)
    return bool(rows.filter(due).update(last_run=now))


def _ran(task: Task, now: datetime) -> bool:
    try:
        task.function(now)
    except DATABASE_AWAY:
        raise
    except FAULTS as fault:
        log.error("clock task failed", task=task.name, **seen(fault))
        return False
    return True


def seen(fault: BaseException) -> dict[str, str]:
    """What a log may say of a fault: its type and place. Its message may hold what a person wrote."""
    steps = traceback.extract_tb(fault.__traceback__)
    return {"fault": type(fault).__name__, "at": f"{Path(steps[-1].filename).name}:{steps[-1].lineno}" if steps else ""}
