"""Writing and telling the audit trail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from coordinator.workflow.models import Event

_SENTENCES: dict[str, Any] = {}


def register_sentences(sentences: dict[str, Any]) -> None:
    """Teach the history to tell `verb` in words: `{"opportunity.publish": _("{who} opened the call")}`."""
    _SENTENCES.update(sentences)


def record_event(
    verb: str,
    record: models.Model,
    *,
    by: Any,
    now: datetime,
    before: str = "",
    after: str = "",
    fields: Iterable[str] = (),
    details: dict | None = None,
) -> Event:
    """Write one event. `details` holds ids, choices and numbers only: never names, needs or free text."""
    return Event.objects.create(
        at=now,
        verb=verb,
        record_type=record._meta.label_lower,
        record_id=record.pk,
        organisation_id=getattr(record, "organisation_id", None),
        by_person_id=by.pk if by is not None else None,
        for_person_id=getattr(record, "person_id", None),
        before=before,
        after=after,
        details={**({"fields": list(fields)} if fields else {}), **(details or {})},
    )


@dataclass(frozen=True)
class HistoryLine:
    """One line of "What happened": when, and a sentence."""

    at: datetime
    text: str

    @property
    def when(self) -> datetime:
        """The moment, by the name that the component `history` uses."""
        return self.at


def history_of(
    record: models.Model, *others: models.Model, leave_out: frozenset[str] = frozenset()
) -> list[HistoryLine]:
    """What happened to these records, oldest first, in plain words. Two queries whatever the length.

    `leave_out` holds verbs that would drown the rest, such as who looked at a page.
    """
    wanted = models.Q()
    for each in (record, *others):
        wanted |= models.Q(record_type=each._meta.label_lower, record_id=each.pk)
    return told(list(Event.objects.filter(wanted).exclude(verb__in=leave_out)))


def told(events: list[Event]) -> list[HistoryLine]:
    """These events in plain words, in their order; who did it and to whom is read in one query."""
    people = {event.by_person_id for event in events} | {event.for_person_id for event in events}
    names = _names({pk for pk in people if pk})
    return [HistoryLine(event.at, _told(event, names)) for event in events]


def _names(ids: set[UUID]) -> dict[UUID, str]:
    person = apps.get_model("people.Person")
    return dict(person.objects.filter(pk__in=ids).values_list("pk", "full_name")) if ids else {}


def _told(event: Event, names: dict[UUID, str]) -> str:
    who = names.get(event.by_person_id, _("Somebody who has left")) if event.by_person_id else _("Coordinator")
    whom = names.get(event.for_person_id, _("somebody")) if event.for_person_id else _("somebody")
    sentence = str(_SENTENCES.get(event.verb, "{who}: " + event.verb))
    return sentence.format_map(_Details(event.details | {"who": who, "whom": whom}))


class _Details(dict):
    """What a sentence may mention; something that was not noted is left out rather than breaking the page."""

    def __missing__(self, key: str) -> str:
        return "…"
