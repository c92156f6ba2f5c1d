"""What is saved now beside what was typed, for two people who wrote at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from coordinator.design import moments
from coordinator.opportunities.forms.writing import CallForm
from coordinator.opportunities.models import Opportunity


@dataclass(frozen=True)
class Difference:
    """One field: its name, and what is saved now."""

    label: str
    saved: str


def differences(saved: Opportunity, form: CallForm) -> list[Difference]:
    """The fields in which the saved call and the typed text differ, with what is saved."""
    return [
        Difference(str(form[name].label), _shown(getattr(saved, name), form.fields[name], saved))
        for name, typed in form.cleaned_data.items()
        if name not in {"version", "note"} and typed != getattr(saved, name)
    ]


def _shown(value: Any, field: Any, call: Opportunity) -> str:
    if value in (None, "", []):
        return _("nothing yet")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        labels = dict(choices)
        return ", ".join(str(labels.get(each, each)) for each in (value if isinstance(value, list) else [value]))
    if isinstance(value, dt.datetime):
        return moments.datetime(value, call.organisation.zone)
    return moments.day(value) if isinstance(value, dt.date) else _in_figures(value, field)


def _in_figures(value: Any, field: Any) -> str:
    return moments.money(value) if getattr(field, "prefix", "") == "£" else str(value)
