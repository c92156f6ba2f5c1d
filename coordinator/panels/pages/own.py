"""A person's own pages: the places they hold and held."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coordinator import hooks
from coordinator.panels import actions
from coordinator.panels.models import Place
from coordinator.panels.pages.answers import done
from coordinator.panels.queries import fellow_members, place_cards, place_points, places_of, steps_of_place
from coordinator.people.doors import for_somebody, who_is_here
from coordinator.people.models import Person
from coordinator.people.signed_in import Visit
from coordinator.workflow.trail import history_of

A_PAGE = 25


@for_somebody
@require_GET
def places(request: Visit) -> HttpResponse:
    """One's own places: those to come first, then those that are over."""
    person, now = who_is_here(request), timezone.now()
    cards = place_cards(places_of(person).select_related("panel__organisation"), now=now)
    page = Paginator(cards, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "coming": [card for card in page if card.coming],
        "over": [card for card in page if not card.coming],
    }
    return render(request, "panels/my_places.html", context)


def _own(person: Person, pk: UUID) -> Place:
    related = ("role", "panel__organisation", "panel__contact__person", "panel__cover_contact__person", "panel__team")
    return get_object_or_404(places_of(person).select_related(*related), pk=pk)


@for_somebody
@require_GET
def place(request: Visit, pk: UUID) -> HttpResponse:
    """One place: when, where, whom to ring, what is to come, and what happened."""
    person, now = who_is_here(request), timezone.now()
    found = _own(person, pk)
    sessions = list(found.panel.sessions.select_related("venue"))
    card = place_cards([found], now=now)[0]
    context = _about(found) | {
        "sessions": sessions,
        "card": card,
        "points": place_points(found, sessions, now=now),
        "boxes": sorted(hooks.place_box.ask(found, person), key=lambda box: box.order),
        "fellows": fellow_members(found),
        "history": history_of(found, *sessions),
        "may_give_up": card.coming and bool(steps_of_place(found, person, now=now)),
        "now": now,
    }
    return render(request, "panels/my_place.html", context)


def _about(found: Place) -> dict[str, Any]:
    contact = found.panel.contact
    return {"place": found, "panel": found.panel, "zone": found.panel.organisation.zone, "help_contact": contact}


@for_somebody
@require_http_methods(["GET", "POST"])
def give_up(request: Visit, pk: UUID) -> HttpResponse:
    """Give up the place: asked once more, and no reason is wanted."""
    person, now = who_is_here(request), timezone.now()
    found = _own(person, pk)
    if request.method == "POST":
        if done(request, lambda: actions.give_up_place(found, by=person, now=now)):
            text = _("You have given up this place. {name} knows. Thank you for telling us.")
            messages.success(request, text.format(name=found.panel.contact.name))
        return redirect("my_place", pk=pk)
    card = place_cards([found], now=now)[0]
    if not steps_of_place(found, person, now=now):
        return redirect("my_place", pk=pk)
    return render(request, "panels/give_up.html", _about(found) | {"card": card})
