"""One way to change a state: `take(step, record, by=…)`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise, may
from coordinator.workflow.trail import record_event

Record = TypeVar("Record", bound=models.Model)


@dataclass(frozen=True)
class Step:
    """An arrow between states, as data: pages, the API, `docs/states.md` and tests read the same tuple."""

    verb: str  # "opportunity.publish": the record's kind, a dot, the verb
    sources: frozenset[str]
    target: str
    permission: Permission
    label: Any  # what the button says, translated when shown
    told: Any  # what the history says: "{who} opened the call"
    follows: bool = False  # taken only together with another step, so it is nobody's to press


class SomebodyWasFaster(Exception):
    """The record left the state in which this step begins, between the page and the press."""

    def __init__(self, step: Step, record: models.Model) -> None:
        super().__init__(
            _("Somebody else changed this a moment ago, so nothing was done twice. Here is how it stands now.")
        )
        self.step, self.record = step, record


_STEPS: dict[str, tuple[Step, ...]] = {}


def register_steps(model: type[models.Model], steps: tuple[Step, ...]) -> None:
    """Make a record's steps known to pages, the API and `docs/states.md`. Called in AppConfig.ready()."""
    _STEPS[model._meta.label_lower] = steps


def steps_of(model: type[models.Model]) -> tuple[Step, ...]:
    """Every step of this kind of record."""
    return _STEPS.get(model._meta.label_lower, ())


def all_steps() -> dict[str, tuple[Step, ...]]:
    """Every registered step by model label, for the documents and the tests."""
    return dict(_STEPS)


def available_steps(record: Any, person: Any) -> list[Step]:
    """The steps that `person` may take with `record` as it stands."""
    return [
        step
        for step in steps_of(type(record))
        if not step.follows and record.status in step.sources and may(person, step.permission, record)
    ]


@transaction.atomic
def take(step: Step, record: Record, *, by: Any, now: datetime, details: dict | None = None, **changes: Any) -> Record:
    """Move `record` along `step` and write the event, or change nothing.

    The database decides between two people who press at once: the update asks for the state it begins in.
    Raises NotAllowed, or SomebodyWasFaster when the record has left the step's sources.
    """
    authorise(by, step.permission, record)
    before = record.status  # type: ignore[attr-defined]
    rows = type(record)._default_manager.filter(pk=record.pk, status__in=step.sources)
    if not rows.update(status=step.target, **changes):
        raise SomebodyWasFaster(step, record)
    for name, value in {"status": step.target, **changes}.items():
        setattr(record, name, value)
    record_event(
        step.verb, record, by=by, now=now, before=before, after=step.target, details=details, fields=sorted(changes)
    )
    return record
