"""The sentences of the rules, in the reader's language."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from coordinator.design import moments
from coordinator.opportunities.rules.said import Said


def in_words(said: Said) -> str:
    """`said` translated, its dates written by locale, its names translated."""
    return _(said.text).format_map({name: _shown(value) for name, value in said.values.items()})


def _shown(value: object) -> object:
    if isinstance(value, dt.date):
        return moments.day(value)
    return _(value) if isinstance(value, str) and value else value
