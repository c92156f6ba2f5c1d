"""The page that asks once more before somebody pauses, returns, leaves or is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from coordinator.people import actions
from coordinator.people.doors import who_is_here
from coordinator.people.forms import ForgetForm, PauseForm
from coordinator.people.models import Person
from coordinator.people.queries import waits_before_forgetting
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster

TAKES: dict[str, Callable[..., Person]] = {
    "pause": actions.pause,
    "return": actions.come_back,
    "leave": actions.leave,
    "forget": actions.forget,
}
FORMS: dict[str, type[forms.Form]] = {"pause": PauseForm, "forget": ForgetForm}


def form_of(change: str) -> type[forms.Form]:
    """What is asked before this change; nothing, for a change that needs no answer."""
    return FORMS.get(change, forms.Form)


def ask_and_take(
    request: HttpRequest, person: Person, change: str, *, back: str, template: str, **where: Any
) -> HttpResponse:
    """Show the question; answered, take the step and go back. Raises Http404 for a change that does not exist."""
    if change not in TAKES:
        raise Http404
    form = form_of(change)(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        waits = waits_before_forgetting(person) if change == "forget" else []
        context = {"form": form, "person": person, "change": change, "back": back, "where": where, "waits": waits}
        return render(request, template, context, status=422 if form.errors else 200)
    try:
        TAKES[change](person, by=who_is_here(request), now=timezone.now(), **answers_of(form.cleaned_data))
    except (Refusal, SomebodyWasFaster) as reason:
        messages.warning(request, str(reason))
        return redirect(back, **where)
    messages.success(request, _("Done. You can see it under “What happened”."))
    return redirect(back, **where)


def answers_of(told: dict[str, Any]) -> dict[str, Any]:
    """What the action takes of what was told: the last day of a pause, nothing else."""
    return {name: value for name, value in told.items() if name == "until"}
