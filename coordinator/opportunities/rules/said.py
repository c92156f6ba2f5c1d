"""Sentences that carry their numbers: the words can be translated, the numbers and dates written by locale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


def in_english(day: date) -> str:
    """ "Sunday 15 March"."""
    return f"{day:%A} {day.day} {day:%B}"


@dataclass(frozen=True)
class Said:
    """One sentence: its words with gaps in braces, and what goes there. `str()` says it in English."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        shown = {name: in_english(value) if isinstance(value, date) else value for name, value in self.values.items()}
        return self.text.format_map(shown)


@dataclass(frozen=True)
class Gap:
    """Something a call still lacks: the field to mend, and a sentence that names it."""

    field: str
    said: Said

    @property
    def sentence(self) -> str:
        """The sentence in English."""
        return str(self.said)


def gap(field_name: str, text: str, **values: Any) -> Gap:
    """A gap in one line."""
    return Gap(field_name, Said(text, values))
