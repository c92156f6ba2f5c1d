"""What a call shows of its panel, changed from the call: how many places, and whom readers can ask."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordinator.authorization.permissions import Permission
from coordinator.opportunities.forms.beginning import PanelForm
from coordinator.opportunities.forms.contact import ContactForm, contact_form
from coordinator.opportunities.models import Opportunity
from coordinator.opportunities.pages.acting import UNPROCESSABLE, call_for, show_refusal, who
from coordinator.opportunities.pages.missing import panel_page
from coordinator.panels.actions import change_panel
from coordinator.people.actions import keep_contact_card
from coordinator.people.doors import for_staff
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal


@for_staff(Permission.EDIT_CALL)
@require_http_methods(["GET", "POST"])
def panel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Type, team and places."""
    call = call_for(request, pk, Permission.EDIT_CALL)
    form = PanelForm(request.POST or None, panel=call.panel)
    if request.method == "POST" and form.is_valid():
        try:
            change_panel(call.panel, by=who(request), now=timezone.now(), **form.cleaned_data)
        except Refusal as reason:
            show_refusal(form, reason)
        else:
            messages.success(request, _("Saved."))
            return redirect("team_call", pk=pk)
    context = {"call": call, "form": form, "panel_page": panel_page(call)}
    return render(request, "opportunities/team/panel.html", context, status=UNPROCESSABLE if form.errors else 200)


@for_staff(Permission.EDIT_CALL)
@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The named human being to ask: who, in which role, on which direct phone."""
    call = call_for(request, pk, Permission.EDIT_CALL)
    form = contact_form(_typed(request), organisation=call.organisation, now_named=call.panel.contact)
    if request.method == "POST" and form.is_valid():
        _keep(call, form, by=who(request))
        messages.success(request, _("Saved. Every call and letter with this contact shows it."))
        return redirect("team_call", pk=pk)
    context = {"call": call, "form": form}
    return render(request, "opportunities/team/contact.html", context, status=UNPROCESSABLE if form.errors else 200)


def _typed(request: HttpRequest) -> dict[str, str] | None:
    return request.POST.dict() if request.method == "POST" else None


@transaction.atomic
def _keep(call: Opportunity, form: ContactForm, *, by: Person) -> None:
    """Name the chosen person, with what was changed on their own card."""
    now, person = timezone.now(), form.cleaned_data["person"]
    card = keep_contact_card(call.organisation, person, by=by, now=now, **form.changes)
    change_panel(call.panel, contact=card, by=by, now=now)
