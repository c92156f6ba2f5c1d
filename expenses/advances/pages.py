"""Money before the day for one place: asked for by the person, or by the team for somebody who rings."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.panels.models import Place
from coordinator.panels.queries import places_of
from coordinator.people.doors import for_somebody, for_staff, who_is_here
from coordinator.people.signed_in import Visit
from coordinator.workflow.trail import history_of
from expenses.advances import actions
from expenses.advances.boxes import said_of
from expenses.advances.forms import AdvanceForm
from expenses.advances.models import Advance
from expenses.advances.queries import advance_of, agreed_beforehand, first_day_of
from expenses.advances.rules import AdvanceStatus, there_by
from expenses.refusing import done, status_of

READ_WITH = ("person", "organisation", "panel__contact__person", "panel__organisation")
OWN, THEIRS = "place_advance", "team_place_advance"


def _own(request: Visit, pk: UUID) -> Place:
    return get_object_or_404(places_of(who_is_here(request)).select_related(*READ_WITH), pk=pk)


def _theirs(request: Visit, pk: UUID) -> Place:
    where = organisations_where(who_is_here(request), Permission.WRITE_CLAIM_FOR)
    return get_object_or_404(Place.objects.filter(organisation__in=where).select_related(*READ_WITH), pk=pk)


@for_somebody
@require_http_methods(["GET", "POST"])
def own(request: Visit, pk: UUID) -> HttpResponse:
    """One's own: how it stands, or the form to ask."""
    return _page(request, _own(request, pk), OWN)


@for_staff(Permission.WRITE_CLAIM_FOR)
@require_http_methods(["GET", "POST"])
def for_them(request: Visit, pk: UUID) -> HttpResponse:
    """The same for somebody who rings."""
    return _page(request, _theirs(request, pk), THEIRS)


@for_somebody
@require_POST
def take_own_back(request: Visit, pk: UUID) -> HttpResponse:
    """Not needed after all."""
    return _take_back(request, _own(request, pk), OWN)


@for_staff(Permission.WRITE_CLAIM_FOR)
@require_POST
def take_back_for(request: Visit, pk: UUID) -> HttpResponse:
    """The same for somebody who rings."""
    return _take_back(request, _theirs(request, pk), THEIRS)


def _page(request: Visit, place: Place, name: str) -> HttpResponse:
    by, now = who_is_here(request), timezone.now()
    agreed = agreed_beforehand(place)
    form = AdvanceForm(request.POST or None, agreed_pence=agreed)

    def ask() -> Advance:
        return actions.ask_for_advance(place, by=by, now=now, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and done(request, ask, form=form):
        messages.success(request, _("Noted. Somebody in finance looks at it, and there is a letter with the answer."))
        return redirect(name, pk=place.pk)
    day, advance = first_day_of(place, now=now), advance_of(place)
    context = {
        "place": place, "panel": place.panel, "zone": place.panel.organisation.zone, "agreed": agreed, "form": form,
        "advance": advance, "said": said_of(advance) if advance else "", "for_them": name == THEIRS, "name": name,
        "by": there_by(day, place.panel.organisation.day(now)) if day else None,
        "may_take_back": advance is not None and advance.status == AdvanceStatus.ASKED,
        "history": history_of(advance) if advance else [], "help_contact": place.panel.contact,
    }  # fmt: skip
    return render(request, "advances/place.html", context, status=status_of(form))


def _take_back(request: Visit, place: Place, name: str) -> HttpResponse:
    advance = advance_of(place)
    if advance and done(request, lambda: actions.take_back(advance, by=who_is_here(request), now=timezone.now())):
        messages.success(request, _("Taken back."))
    return redirect(name, pk=place.pk)
