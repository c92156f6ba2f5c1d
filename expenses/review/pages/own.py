"""Asking for another look: the person themselves, or the team for somebody who rings or writes."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordinator.people.doors import who_is_here
from coordinator.people.signed_in import Visit
from expenses.claims.pages.desks import Desk
from expenses.claims.pages.shown import about
from expenses.claims.queries import cut_lines, may_ask_again, other_look_at
from expenses.claims.words import labelled
from expenses.refusing import done, status_of
from expenses.review import actions
from expenses.review.forms import LookAgainForm


@require_http_methods(["GET", "POST"])
def look_again(request: Visit, pk: UUID, desk: Desk) -> HttpResponse:
    """Another look by somebody else, with or without a word why."""
    claim, by = desk.find(request, pk), who_is_here(request)
    if request.method == "GET" and not may_ask_again(claim):
        return redirect(desk.url("", pk))
    form = LookAgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if done(request, lambda: actions.look_again(claim, text=text, by=by, now=timezone.now())):
            messages.success(request, _("Thank you. Somebody else looks at it now."))
        return redirect(desk.url("", (other_look_at(claim) or claim).pk))
    context = about(claim, desk) | {"cut": labelled(cut_lines(claim)), "form": form}
    return render(request, "expenses/review/look_again.html", context, status=status_of(form))


def pages_of(desk: Desk) -> Iterator[URLPattern]:
    """This page at one of the two desks."""
    yield path(f"{desk.path}<uuid:pk>/look-again/", desk.opens(look_again), name=f"{desk.prefix}_look_again")
