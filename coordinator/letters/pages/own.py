"""What we wrote to you: the same words as in the letter, kept without the links that act for you."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from coordinator.letters.queries import letters_to
from coordinator.people.doors import for_somebody, who_is_here

A_PAGE = 25


@for_somebody
@require_GET
def messages(request: HttpRequest) -> HttpResponse:
    """Every letter to oneself, the newest first."""
    page = Paginator(letters_to(who_is_here(request)), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "outbox/messages.html", {"page": page})


@for_somebody
@require_GET
def message(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One letter to oneself."""
    letter = get_object_or_404(letters_to(who_is_here(request)), pk=pk)
    return render(request, "outbox/message.html", {"letter": letter, "help_contact": letter.contact})
