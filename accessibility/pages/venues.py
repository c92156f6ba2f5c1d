"""The team's pages about venues and what was checked there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accessibility import actions
from accessibility.forms import FactsForm, VenueForm
from accessibility.models import VenueFact
from accessibility.pages.asking import UNPROCESSABLE, here, typed
from accessibility.queries.venues import fact_lines, organisations_with_venues, venue_cards, venues_visible_to
from accessibility.rules.venues import SECTIONS
from coordinator.authorization.permissions import Permission
from coordinator.organisations.models import Venue
from coordinator.people.doors import for_staff

A_PAGE = 25


@for_staff(Permission.KEEP_VENUES)
@require_safe
def venues(request: HttpRequest) -> HttpResponse:
    """Every venue, with how much is known of it."""
    page = Paginator(venues_visible_to(here(request)), A_PAGE).get_page(request.GET.get("page"))
    cards = venue_cards(list(page), today=timezone.localdate())
    return render(request, "accessibility/venues.html", {"page": page, "cards": cards})


@for_staff(Permission.KEEP_VENUES)
@require_http_methods(["GET", "POST"])
def new_venue(request: HttpRequest) -> HttpResponse:
    """Add a venue."""
    form = VenueForm(typed(request), organisations=organisations_with_venues(here(request)))
    if form.is_valid():
        venue = actions.save_venue(Venue(), by=here(request), now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The venue is added. Now note what you know of it."))
        return redirect("team_venue", pk=venue.pk)
    return render(
        request, "accessibility/venue_edit.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200
    )


def _venue(request: HttpRequest, pk: UUID) -> Venue:
    return get_object_or_404(venues_visible_to(here(request)), pk=pk)


@for_staff(Permission.KEEP_VENUES)
@require_safe
def venue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One venue, from the street to the seat."""
    shown, today = _venue(request, pk), timezone.localdate()
    codes = [fact.code for section in SECTIONS for fact in section.facts]
    lines = {line.fact.code: line for line in fact_lines(shown, codes, today=today)}
    sections = [(section, [lines[fact.code] for fact in section.facts]) for section in SECTIONS]
    return render(request, "accessibility/venue.html", {"venue": shown, "sections": sections})


@for_staff(Permission.KEEP_VENUES)
@require_http_methods(["GET", "POST"])
def edit_venue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change the name, the address or the way in."""
    shown = _venue(request, pk)
    form = VenueForm(request.POST or None, instance=shown, organisations=organisations_with_venues(here(request)))
    if form.is_valid():
        actions.save_venue(shown, by=here(request), now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The venue is kept."))
        return redirect("team_venue", pk=pk)
    context = {"form": form, "venue": _venue(request, pk)}
    return render(request, "accessibility/venue_edit.html", context, status=UNPROCESSABLE if form.errors else 200)


@for_staff(Permission.KEEP_VENUES)
@require_http_methods(["GET", "POST"])
def venue_facts(request: HttpRequest, pk: UUID, section: str) -> HttpResponse:
    """Note what was found in one part of a venue."""
    shown, today = _venue(request, pk), timezone.localdate()
    part = next((each for each in SECTIONS if each.key == section), None)
    if part is None:
        raise Http404
    found = {row.code: row for row in VenueFact.objects.filter(venue=shown)}
    form = FactsForm(typed(request), section=part, found=found, today=today)
    if form.is_valid():
        day = form.cleaned_data["checked_on"]
        actions.keep_facts(shown, form.checked(), checked_on=day, by=here(request), now=timezone.now())
        messages.success(request, _("Kept."))
        return redirect("team_venue", pk=pk)
    context = {"form": form, "venue": shown, "section": part}
    return render(request, "accessibility/venue_facts.html", context, status=UNPROCESSABLE if form.errors else 200)
