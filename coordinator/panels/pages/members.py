"""The team's pages of those who sit on a panel: staff, parts to play, places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise, may
from coordinator.panels import actions
from coordinator.panels.forms import FindPersonForm, PlaceForm, PlaceRoleForm, RoleForm, StaffMemberForm
from coordinator.panels.models import PanelRole, Place, PlaceKind, StaffMember
from coordinator.panels.pages.answers import done, status_of
from coordinator.panels.pages.panels import panel_for
from coordinator.panels.promised import promises, seats_free, who_waits
from coordinator.panels.queries import (
    next_reserve_position,
    panels_visible_to,
    people_to_add,
    places_visible_to,
    reserves_in_line,
    steps_of_place,
)
from coordinator.people.doors import for_staff, who_is_here
from coordinator.people.models import Person
from coordinator.people.signed_in import Visit
from coordinator.workflow.trail import history_of

FOUND_AT_ONCE = 10
ENDINGS: dict[str, Callable[..., Any]] = {"gave-up": actions.give_up_place, "cancel": actions.cancel_place}


@for_staff(Permission.RUN_PANEL)
@require_http_methods(["GET", "POST"])
def add_staff_member(request: Visit, pk: UUID) -> HttpResponse:
    """Note a member of staff, with the day they were told."""
    return _add(request, pk, StaffMemberForm, actions.add_staff_member, "panels/staff_member.html")


@for_staff(Permission.RUN_PANEL)
@require_http_methods(["GET", "POST"])
def add_role(request: Visit, pk: UUID) -> HttpResponse:
    """Note a part to play."""
    return _add(request, pk, RoleForm, actions.add_role, "panels/role.html")


def _add(request: Visit, pk: UUID, form_class: type, action: Callable[..., Any], template: str) -> HttpResponse:
    by = who_is_here(request)
    panel = panel_for(by, pk)
    authorise(by, Permission.RUN_PANEL, panel)
    form = form_class(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and done(request, lambda: action(panel, by=by, now=timezone.now(), **form.cleaned_data), form=form)
    ):
        messages.success(request, _("Added."))
        return redirect("team_panel", pk=pk)
    return render(request, template, {"form": form, "panel": panel}, status=status_of(form))


@for_staff(Permission.RUN_PANEL)
@require_POST
def remove_staff_member(request: Visit, pk: UUID) -> HttpResponse:
    """Take a member of staff off the panel."""
    by = who_is_here(request)
    member = get_object_or_404(StaffMember.objects.filter(panel__in=panels_visible_to(by)), pk=pk)
    actions.remove_staff_member(member, by=by, now=timezone.now())
    messages.success(request, _("Taken off the panel."))
    return redirect("team_panel", pk=member.panel_id)


@for_staff(Permission.RUN_PANEL)
@require_POST
def remove_role(request: Visit, pk: UUID) -> HttpResponse:
    """Take a part out of the plan."""
    by = who_is_here(request)
    role = get_object_or_404(PanelRole.objects.filter(panel__in=panels_visible_to(by)), pk=pk)
    actions.remove_role(role, by=by, now=timezone.now())
    messages.success(request, _("Taken out of the plan."))
    return redirect("team_panel", pk=role.panel_id)


@for_staff(Permission.ANSWER_OFFER_FOR)
@require_http_methods(["GET", "POST"])
def add_place(request: Visit, pk: UUID) -> HttpResponse:
    """Give a place to somebody who said yes without applying: a member of a standing forum, somebody who rang."""
    by = who_is_here(request)
    panel = panel_for(by, pk)
    authorise(by, Permission.ANSWER_OFFER_FOR, panel)
    if request.method == "POST":
        return _place_given(request, panel)
    form = FindPersonForm(request.GET or None)
    found = list(people_to_add(panel, form.cleaned_data["q"])[: FOUND_AT_ONCE + 1]) if form.is_valid() else []
    now = timezone.now()
    context = {
        "form": form,
        "panel": panel,
        "found": found[:FOUND_AT_ONCE],
        "more": len(found) > FOUND_AT_ONCE,
        "free": seats_free(panel, now=now),
        "chairs": max(panel.reserves - reserves_in_line(panel), 0),
        "waits": who_waits(panel, promises(panel, now=now), by),
    }
    return render(request, "panels/add_place.html", context)


def _place_given(request: Visit, panel: Any) -> HttpResponse:
    by, now = who_is_here(request), timezone.now()
    form = PlaceForm(request.POST, people=people_to_add(panel))
    if not form.is_valid():
        messages.warning(request, _("Nobody was added. Please find the person again."))
        return redirect("team_place_new", pk=panel.pk)
    person = form.cleaned_data["person"]

    def give() -> None:
        if form.cleaned_data["kind"] == PlaceKind.RESERVE:
            actions.take_reserve(panel, person, next_reserve_position(panel), by=by, now=now)
        else:
            actions.take_place(panel, person, by=by, now=now)

    if done(request, give):
        messages.success(request, _("{name} has a place. Reminders will follow.").format(name=person.full_name))
    return redirect("team_panel", pk=panel.pk)


def _place(by: Person, pk: UUID) -> Place:
    related = ("person", "role", "panel__organisation", "panel__contact__person")
    seen = places_visible_to(by).filter(panel__in=panels_visible_to(by)).select_related(*related)
    return get_object_or_404(seen, pk=pk)


@for_staff(Permission.SEE_PANELS)
@require_GET
def place(request: Visit, pk: UUID) -> HttpResponse:
    """One person's place: the part they play, and what to note when they ring."""
    return _place_page(request, _place(who_is_here(request), pk))


def _place_page(request: Visit, found: Place, form: PlaceRoleForm | None = None) -> HttpResponse:
    by = who_is_here(request)
    now = timezone.now()
    steps = {step.verb for step in steps_of_place(found, by, now=now)}
    form = form or PlaceRoleForm(panel=found.panel, initial={"role": found.role_id})
    may_end = "place.cancel" in steps
    waits_to_move = may_end and found.kind == PlaceKind.RESERVE
    context = {
        "place": found,
        "panel": found.panel,
        "form": form,
        "roles": list(found.panel.roles.all()),
        "may_end": may_end,
        "may_give_up": "place.give_up_for" in steps,
        "may_promote": waits_to_move and seats_free(found.panel, now=now, besides=found.person),
        "may_see_person": may(by, Permission.SEE_PEOPLE),
        "history": history_of(found),
        "zone": found.panel.organisation.zone,
    }
    return render(request, "panels/place.html", context, status=status_of(form))


@for_staff(Permission.RUN_PANEL)
@require_POST
def assign_role(request: Visit, pk: UUID) -> HttpResponse:
    """Agree which part somebody plays."""
    by = who_is_here(request)
    found = _place(by, pk)
    form = PlaceRoleForm(request.POST, panel=found.panel)
    if form.is_valid():
        role = form.cleaned_data["role"]
        if done(request, lambda: actions.assign_role(found, role, by=by, now=timezone.now()), form=form):
            messages.success(request, _("The part is agreed."))
            return redirect("team_place", pk=pk)
    return _place_page(request, found, form)


@for_staff(Permission.RUN_PANEL)
@require_POST
def promote(request: Visit, pk: UUID) -> HttpResponse:
    """Move a reserve to the panel."""
    by = who_is_here(request)
    found = _place(by, pk)
    if done(request, lambda: actions.call_in_reserve(found, by=by, now=timezone.now())):
        text = _("{name} is on the panel now. Please tell them: ring, if the day is near.")
        messages.success(request, text.format(name=found.person.full_name))
    return redirect("team_panel", pk=found.panel_id)


@for_staff(Permission.RUN_PANEL)
@require_http_methods(["GET", "POST"])
def end_place(request: Visit, pk: UUID, ending: str) -> HttpResponse:
    """Note that somebody gave up their place, or cancel it: asked once more, then done."""
    by = who_is_here(request)
    if ending not in ENDINGS:
        raise Http404
    found = _place(by, pk)
    authorise(by, Permission.RUN_PANEL, found)
    if request.method == "POST":
        if done(request, lambda: ENDINGS[ending](found, by=by, now=timezone.now())):
            messages.success(request, _("Done. The place is free again."))
        return redirect("team_panel", pk=found.panel_id)
    return render(request, "panels/end_place.html", {"place": found, "panel": found.panel, "ending": ending})
