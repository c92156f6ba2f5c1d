"""What a rule answers with: a sentence that can still be translated, and a verdict that carries its reason.

Rules know no Django, so a sentence keeps its template and its values apart until somebody reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from coordinator import english
from coordinator.money import Pence, format_pence


@dataclass(frozen=True)
class Words:
    """A sentence for people. `str()` writes it in British English; `said` in the reader's language."""

    template: str
    values: tuple[tuple[str, Value], ...] = ()

    def said(self, translate: Callable[[str], str] = str, locale: str = "en_GB") -> str:
        """The sentence with its template translated by `translate`, and money, dates and numbers written for `locale`."""
        written = {name: _written(value, translate, locale) for name, value in self.values}
        return translate(self.template) % written

    def __str__(self) -> str:
        return self.said()


Value = str | int | Decimal | date | Words


def words(template: str, **values: Value) -> Words:
    """`template` with its named values. Imported as `_`, it also marks the template for translation."""
    return Words(template, tuple(values.items()))


def _written(value: Value, translate: Callable[[str], str], locale: str) -> str:
    match value:
        case Words():
            return value.said(translate, locale)
        case Pence():
            return format_pence(value, locale)
        case date() | int() | Decimal() if english.is_english(locale):
            return english.dated(value, "{day} {month}") if isinstance(value, date) else english.number(value)
        case date() | int() | Decimal():
            return _in_another_language(value, locale.replace("-", "_"))
        case str():
            return value


def _in_another_language(value: date | int | Decimal, locale: str) -> str:
    from babel.dates import format_skeleton
    from babel.numbers import format_decimal

    if isinstance(value, date):
        return format_skeleton("MMMMd", value, locale=locale)
    return format_decimal(value, locale=locale)


@dataclass(frozen=True)
class Verdict:
    """Allowed or not, and the reason in words either way."""

    allowed: bool
    reason: Words

    def __bool__(self) -> bool:
        return self.allowed
