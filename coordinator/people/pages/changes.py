"""The page that asks once more before somebody pauses, returns, leaves or is forgotten."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from coordinator.people import actions
from coordinator.people.forms import ForgetForm, PauseForm
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster

TAKES = {"pause": actions.pause, "return": actions.come_back, "leave": actions.leave, "forget": actions.forget}


def _form(change: str, data: Any) -> forms.Form:
    if change == "pause":
        return PauseForm(data, today=timezone.localdate())
    return ForgetForm(data) if change == "forget" else forms.Form(data)


def ask_and_take(
    request: HttpRequest, person: Person, change: str, *, back: str, template: str, **where: Any
) -> HttpResponse:
    """Show the question; answered, take the step and go back. Raises Http404 for a change that does not exist."""
    if change not in TAKES:
        raise Http404
    form = _form(change, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "person": person, "change": change, "back": back, "where": where}
        return render(request, template, context, status=422 if form.errors else 200)
    try:
        TAKES[change](person, by=request.presence.person, now=timezone.now(), **form_answers(form))
    except (Refusal, SomebodyWasFaster) as reason:
        messages.warning(request, str(reason))
        return redirect(back, **where)
    messages.success(request, _("Done. You can see it under “What happened”."))
    return redirect(back, **where)


def form_answers(form: forms.Form) -> dict[str, Any]:
    """What the action takes from the form: the last day of a pause, nothing else."""
    return {name: value for name, value in form.cleaned_data.items() if name == "until"}
