"""Saving what is changed, and nothing else; a name that is taken is said in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from coordinator.ids import new_id
from coordinator.organisations.models import Organisation
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.trail import record_event

Made = TypeVar("Made")
SLUG_LENGTH, SUFFIX_LENGTH = 40, 6


def name_taken() -> Refusal:
    """Another record has this name: the form says so beside it."""
    sentence = _("This name is taken. Add what tells the two apart, for example the town.")
    return Refusal(sentence, {"name": [sentence]})


def unless_taken(write: Callable[[], Made]) -> Made:
    """What `write` makes. Raises Refusal when the database knows the name already."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as taken:
        raise name_taken() from taken


def save_changes(record: models.Model, said: dict[str, Any]) -> list[str]:
    """Save the fields of `said` that differ from what is stored; their names, in order. Raises Refusal: name taken."""
    stored = type(record)._default_manager.get(pk=record.pk)
    changed = sorted(name for name, value in said.items() if getattr(stored, name) != value)
    for name, value in said.items():
        setattr(record, name, value)
    if changed:
        unless_taken(lambda: record.save(update_fields=changed))
    return changed


def change(record: models.Model, verb: str, said: dict[str, Any], *, by: Person, now: datetime) -> bool:
    """Save and write the event, if anything differs; did it? The history names the fields, never what they hold."""
    changed = save_changes(record, said)
    if changed:
        record_event(verb, record, by=by, now=now, fields=changed)
    return bool(changed)


def new_slug(name: str) -> str:
    """A short name for addresses that no organisation has yet."""
    slug = slugify(name)[:SLUG_LENGTH].strip("-") or "organisation"
    taken = Organisation.objects.filter(slug=slug).exists()
    return f"{slug}-{new_id().hex[-SUFFIX_LENGTH:]}" if taken else slug
