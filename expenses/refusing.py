"""What a page does with a refusal: beside the box it is about, or as a message on the page it came from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster

UNPROCESSABLE = 422


def done(request: HttpRequest, action: Callable[[], Any], *, form: forms.Form | None = None) -> bool:
    """Act; True when it was done. A refusal is written into the form, or shown as a message where there is none."""
    try:
        action()
    except SomebodyWasFaster as reason:
        messages.warning(request, str(reason))
        return False
    except Refusal as reason:
        _say(request, reason, form)
        return False
    return True


def _say(request: HttpRequest, reason: Refusal, form: forms.Form | None) -> None:
    beside = {name: lines for name, lines in reason.by_field.items() if form is not None and name in form.fields}
    for name, lines in beside.items():
        form.add_error(name, lines)  # type: ignore[union-attr]
    if not beside and form is not None and form.is_bound:
        form.add_error(None, str(reason))
    elif not beside:
        messages.warning(request, str(reason))


def status_of(*forms_shown: forms.BaseForm) -> int:
    """422 where a form has something to put right."""
    return UNPROCESSABLE if any(form.errors for form in forms_shown) else 200
