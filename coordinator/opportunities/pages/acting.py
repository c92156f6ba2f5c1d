"""What every page of the team does alike: fetch a call, try an action, say kindly why it was not done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.opportunities.models import Opportunity
from coordinator.opportunities.queries import calls_visible_to
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster

UNPROCESSABLE, CONFLICT = 422, 409


def who(request: HttpRequest) -> Person:
    """Who is here: the doors of these pages let nobody else in."""
    return request.presence.person  # type: ignore[attr-defined]


def call_for(request: HttpRequest, pk: UUID, permission: Permission | None = None) -> Opportunity:
    """The call, if this person may see it (otherwise there is none) and may do this with it (otherwise NotAllowed)."""
    person = who(request)
    call = get_object_or_404(calls_visible_to(person), pk=pk)
    if permission is not None:
        authorise(person, permission, call)
    return call


def tried(request: HttpRequest, act: Callable[[], Any], *, done: Any) -> bool:
    """Do it and say so; refused, or too late, say why. True when it was done."""
    try:
        act()
    except (Refusal, SomebodyWasFaster) as reason:
        messages.warning(request, str(reason))
        return False
    messages.success(request, done)
    return True


def show_refusal(form: forms.BaseForm, reason: Exception) -> None:
    """Put what was refused beside the fields it is about; what has no field here stands above."""
    by_field = getattr(reason, "by_field", {})
    for name, lines in by_field.items():
        form.add_error(name if name in form.fields else None, lines)
    if not by_field:
        form.add_error(None, str(reason))
