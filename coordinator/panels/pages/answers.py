"""What a page does with a refusal: said beside the field, or on the page it came from; never a fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster

UNPROCESSABLE = 422


def done(
    request: HttpRequest,
    action: Callable[[], Any],
    *,
    form: forms.Form | None = None,
    boxes: Mapping[str, str] | None = None,
) -> bool:
    """Act; True when it was done. A refusal is written into the form, or shown as a message where there is none.

    `boxes` tells which box of the form holds what the action calls otherwise.
    """
    try:
        action()
    except SomebodyWasFaster as reason:
        messages.warning(request, str(reason))
        return False
    except Refusal as reason:
        if form is None:
            messages.warning(request, _whole(reason))
        else:
            mark(form, reason, boxes or {})
        return False
    return True


def mark(form: forms.Form, reason: Refusal, boxes: Mapping[str, str]) -> None:
    """Write a refusal beside the boxes that it is about, or above them all."""
    for name, lines in reason.by_field.items():
        box = boxes.get(name, name)
        form.add_error(box if box in form.fields else None, lines)
    if not reason.by_field:
        form.add_error(None, str(reason))


def _whole(reason: Refusal) -> str:
    return " ".join([str(reason), *(line for lines in reason.by_field.values() for line in lines)])


def status_of(form: forms.Form) -> int:
    """422 for a form with something to put right."""
    return UNPROCESSABLE if form.errors else 200
