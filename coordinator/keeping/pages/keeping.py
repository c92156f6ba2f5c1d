"""What the pages of keeping have in common: whose organisation it is, and one form that is kept or shown again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from coordinator.authorization.permissions import Permission
from coordinator.keeping.queries import organisations_kept_by
from coordinator.opportunities.pages.acting import show_refusal
from coordinator.organisations.models import Organisation
from coordinator.people.doors import for_staff
from coordinator.people.signed_in import Visit
from coordinator.workflow.refusals import Refusal

UNPROCESSABLE = 422
for_heads = for_staff(Permission.KEEP_ORGANISATION)


def organisation_of(request: Visit, pk: UUID) -> Organisation:
    """The organisation, if one keeps it; any other is not there."""
    return get_object_or_404(organisations_kept_by(request.presence.person), pk=pk)


def address(name: str, organisation: Organisation) -> str:
    """The address of one of this organisation's lists."""
    return reverse(name, kwargs={"pk": organisation.pk})


def answers(request: Visit) -> QueryDict | None:
    """What was sent; None before anything was. A form sent empty is a form with things to put right."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: Visit, form: forms.BaseForm, act: Callable[[dict[str, Any]], Any], *, back: str, done: Any, **shown: Any
) -> HttpResponse:
    """Show `form`; answered well, act, say so and go back. What is refused stands beside its field.

    `done` is what is said afterwards, or a function that makes it of what `act` gave back. `shown` holds title, lede,
    button and trail (label and address of the list it belongs to) for the page.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form.cleaned_data)
        except Refusal as reason:
            show_refusal(form, reason)
        else:
            messages.success(request, done(made) if callable(done) else done)
            return redirect(back)
    context = shown | {"form": form, "back": back}
    return render(request, "keeping/form.html", context, status=UNPROCESSABLE if form.errors else 200)
