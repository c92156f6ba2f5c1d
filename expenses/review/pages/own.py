"""The person's own page: asking for another look."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordinator.people.doors import for_somebody, who_is_here
from coordinator.people.signed_in import Visit
from expenses.claims.queries import own_claims
from expenses.claims.steps import LOOK_AGAIN
from expenses.refusing import done, status_of
from expenses.review import actions
from expenses.review.forms import LookAgainForm


@for_somebody
@require_http_methods(["GET", "POST"])
def look_again(request: Visit, pk: UUID) -> HttpResponse:
    """Another look by somebody else, with or without a word why."""
    person = who_is_here(request)
    claim = get_object_or_404(own_claims(person), pk=pk)
    if request.method == "GET" and claim.status not in LOOK_AGAIN.sources:
        return redirect("my_claim", pk=pk)
    form = LookAgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if done(request, lambda: actions.look_again(claim, text=text, by=person, now=timezone.now())):
            messages.success(request, _("Thank you. Somebody else looks at it now."))
        return redirect("my_claim", pk=pk)
    context = {"claim": claim, "form": form, "help_contact": claim.place.panel.contact}
    return render(request, "expenses/review/look_again.html", context, status=status_of(form))
