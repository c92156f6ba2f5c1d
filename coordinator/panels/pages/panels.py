"""The team's pages of panels: the list, one panel, planning and changing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import NotAllowed, authorise, may
from coordinator.panels import actions
from coordinator.panels.forms import PanelForm, WaiveForm
from coordinator.panels.models import Panel
from coordinator.panels.pages.answers import done, status_of
from coordinator.panels.queries import notice_points, panels_listed, panels_visible_to, standing_of
from coordinator.people.doors import for_staff, who_is_here
from coordinator.people.models import Person
from coordinator.people.signed_in import Visit
from coordinator.workflow.steps import Step, available_steps
from coordinator.workflow.trail import history_of

A_PAGE = 25
STEPS = {"go-ahead": actions.go_ahead, "finish": actions.finish_panel, "cancel": actions.cancel_panel}


def panel_for(person: Person, pk: UUID) -> Panel:
    """A panel that this person may see, with what its pages tell of it. Another organisation's is a 404."""
    related = ("organisation", "team", "contact__person", "cover_contact__person", "composition_waived_by")
    return get_object_or_404(panels_visible_to(person).select_related(*related), pk=pk)


@for_staff(Permission.SEE_PANELS)
@require_GET
def panels(request: Visit) -> HttpResponse:
    """Panels to come, or those that are over."""
    person, now = who_is_here(request), timezone.now()
    when = "over" if request.GET.get("when") == "over" else "coming"
    page = Paginator(panels_listed(person, now=now, when=when), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "when": when, "may_plan": _may_plan(person)}
    return render(request, "panels/list.html", context)


def _may_plan(person: Person) -> bool:
    return bool(may(person, Permission.RUN_PANEL) or may(person, Permission.REQUEST_CALL))


@for_staff(Permission.SEE_PANELS)
@require_http_methods(["GET", "POST"])
def new_panel(request: Visit) -> HttpResponse:
    """Plan a panel."""
    by = who_is_here(request)
    if not _may_plan(by):
        raise NotAllowed(may(by, Permission.RUN_PANEL))
    form = PanelForm(request.POST or None, by=by)
    made: list[Panel] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def plan() -> None:
            made.append(actions.plan_panel(organisation=said["team"].organisation, by=by, now=timezone.now(), **said))

        if done(request, plan, form=form):
            messages.success(request, _("The panel is planned. Next: set a date."))
            return redirect("team_panel", pk=made[0].pk)
    return render(request, "panels/new.html", {"form": form}, status=status_of(form))


@for_staff(Permission.SEE_PANELS)
@require_GET
def panel(request: Visit, pk: UUID) -> HttpResponse:
    """One panel: who sits on it, how fair the notice is, what is missing, and what can be done."""
    person, now = who_is_here(request), timezone.now()
    found = panel_for(person, pk)
    standing = standing_of(found, now=now)
    context = {
        "panel": found,
        "standing": standing,
        "points": notice_points(standing, now=now),
        "calls": list(found.calls.all()),
        "history": history_of(found, *standing.sessions),
        "zone": found.organisation.zone,
        "now": now,
        **_allowed(person, found),
    }
    return render(request, "panels/panel.html", context)


def _allowed(person: Person, found: Panel) -> dict[str, Any]:
    """What this person may do here, for the page's buttons."""
    run = may(person, Permission.RUN_PANEL, found)
    return {
        "may_run": run,
        "may_date": run or (found.status == "planning" and may(person, Permission.REQUEST_CALL, found)),
        "may_choose": may(person, Permission.SEE_APPLICATIONS, found),
        "may_feed": may(person, Permission.KEEP_PANEL_FEED, found),
        "may_add": run and may(person, Permission.ANSWER_OFFER_FOR, found),
        "open": found.status in {"planning", "running"},
        "steps": [(step, _address_of(step)) for step in available_steps(found, person)],
    }


def _address_of(step: Step) -> str:
    """ "panel.go_ahead" is asked at "go-ahead"."""
    return step.verb.split(".")[1].replace("_", "-")


@for_staff(Permission.RUN_PANEL)
@require_http_methods(["GET", "POST"])
def change_panel(request: Visit, pk: UUID) -> HttpResponse:
    """Change what the plan says."""
    by = who_is_here(request)
    found = panel_for(by, pk)
    authorise(by, Permission.RUN_PANEL, found)
    form = PanelForm(request.POST or None, by=by, panel=found)
    if request.method == "POST" and form.is_valid():
        changes = {name: value for name, value in form.cleaned_data.items() if name != "key"}
        if done(request, lambda: actions.change_panel(found, by=by, now=timezone.now(), **changes), form=form):
            messages.success(request, _("The plan is kept."))
            return redirect("team_panel", pk=pk)
    return render(request, "panels/change.html", {"form": form, "panel": panel_for(by, pk)}, status=status_of(form))


@for_staff(Permission.RUN_PANEL)
@require_http_methods(["GET", "POST"])
def waive(request: Visit, pk: UUID) -> HttpResponse:
    """Go on with fewer members of the public, with a reason and a name."""
    by = who_is_here(request)
    found = panel_for(by, pk)
    authorise(by, Permission.RUN_PANEL, found)
    form = WaiveForm(request.POST or None, initial={"because": found.composition_waived_because})
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        if done(
            request, lambda: actions.waive_composition(found, because=because, by=by, now=timezone.now()), form=form
        ):
            messages.success(request, _("Kept, with your name beside it."))
            return redirect("team_panel", pk=pk)
    context = {"form": form, "panel": found, "standing": standing_of(found, now=timezone.now())}
    return render(request, "panels/waive.html", context, status=status_of(form))


@for_staff(Permission.RUN_PANEL)
@require_http_methods(["GET", "POST"])
def take_step(request: Visit, pk: UUID, step: str) -> HttpResponse:
    """Go ahead with a panel, close it or cancel it: asked once more, then done."""
    by, now = who_is_here(request), timezone.now()
    found = panel_for(by, pk)
    authorise(by, Permission.RUN_PANEL, found)
    if step not in STEPS:
        raise Http404
    if request.method == "POST":
        if done(request, lambda: STEPS[step](found, by=by, now=now)):
            messages.success(request, _("Done. You can see it under “What happened”."))
        return redirect("team_panel", pk=pk)
    context = {"panel": found, "step": step, "standing": standing_of(found, now=now), "now": now}
    return render(request, "panels/step.html", context)
