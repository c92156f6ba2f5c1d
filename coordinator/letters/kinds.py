"""The kinds of letter, as data. Each slice registers its own in `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from coordinator.people.models import Person


@dataclass(frozen=True)
class LetterKind:
    """What is told, about what, and when it is no longer needed.

    `template` is a Jinja2 text that extends `letters/letter.txt` and fills the blocks `subject` and `body`;
    greeting and signature (name, role, direct phone) come from there. Text is made when the letter is sent.
    """

    name: str  # "application.received"
    title: Any  # what staff call it, translated
    template: str  # "letters/application_received.txt"
    load: Callable[[UUID], Model | None]  # the record it is about, with what the text needs
    context: Callable[[Any, Person, datetime], dict[str, Any]]  # what the text needs; may issue links
    still_wanted: Callable[[Any], bool] = lambda record: True  # False: it is quietly set aside


_KINDS: dict[str, LetterKind] = {}


def register_kinds(*kinds: LetterKind) -> None:
    """Make kinds known to the outbox."""
    _KINDS.update({kind.name: kind for kind in kinds})


def kind_named(name: str) -> LetterKind:
    """The kind of this name. Raises KeyError for a kind that no slice registered."""
    return _KINDS[name]


def is_known(name: str) -> bool:
    """Did a slice register a kind of this name?"""
    return name in _KINDS


def all_kinds() -> list[LetterKind]:
    """Every registered kind, by name."""
    return [_KINDS[name] for name in sorted(_KINDS)]
