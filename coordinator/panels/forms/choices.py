"""Boxes whose answers depend on who asks."""

from __future__ import annotations

from typing import Any, cast

from django import forms


def offered(form: forms.Form, name: str) -> forms.ModelChoiceField[Any]:
    """The box `name`, to say which records it offers."""
    return cast("forms.ModelChoiceField[Any]", form.fields[name])
