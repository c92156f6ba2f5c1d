"""The team's pages of one date: its facts, moving it, cancelling it, what it is called."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from coordinator import hooks
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise, may
from coordinator.panels import actions
from coordinator.panels.forms import MoveForm, NameForm, SessionForm
from coordinator.panels.forms.sessions import BOX_OF
from coordinator.panels.models import Place, Session
from coordinator.panels.pages.answers import UNPROCESSABLE, done, mark, status_of
from coordinator.panels.pages.panels import panel_for
from coordinator.panels.queries import affected_by_move, day_of, expected_at, sessions_visible_to
from coordinator.people.doors import for_staff, who_is_here
from coordinator.people.models import Person
from coordinator.people.signed_in import Visit
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster, available_steps
from coordinator.workflow.trail import history_of


def session_for(person: Person, pk: UUID) -> Session:
    """A date that this person may see as staff, with what its pages tell of it. Another organisation's is a 404."""
    related = ("organisation", "venue", "panel__organisation", "panel__team", "panel__contact__person")
    return get_object_or_404(sessions_visible_to(person).select_related(*related), pk=pk)


def about(session: Session) -> dict[str, Any]:
    """What every page of a date shows."""
    return {"session": session, "panel": session.panel, "zone": session.panel.organisation.zone}


@for_staff(Permission.SEE_PANELS)
@require_GET
def session(request: Visit, pk: UUID) -> HttpResponse:
    """One date: when and where, who is expected, how the day runs, and what the wings know of it."""
    person, now = who_is_here(request), timezone.now()
    found = session_for(person, pk)
    context = about(found) | {
        "expected": expected_at(found),
        "boxes": sorted(hooks.session_box.ask(found, person), key=lambda box: box.order),
        "day": day_of(found),
        "history": history_of(found),
        "steps": {step.verb for step in available_steps(found, person)},
        "may_run": may(person, Permission.RUN_PANEL, found),
        "may_confirm": may(person, Permission.CONFIRM_ATTENDANCE, found),
        "begun": found.starts_at <= now,
    }
    return render(request, "panels/session.html", context)


@for_staff(Permission.SEE_PANELS)
@require_http_methods(["GET", "POST"])
def new_session(request: Visit, pk: UUID) -> HttpResponse:
    """Set a date. Everybody with a place is told."""
    by = who_is_here(request)
    panel = panel_for(by, pk)
    actions.authorise_dates(by, panel)
    form = SessionForm(request.POST or None, panel=panel)
    made: list[Session] = []
    if request.method == "POST" and form.is_valid():

        def schedule() -> None:
            made.append(actions.schedule_session(panel, by=by, now=timezone.now(), **form.answers()))

        if done(request, schedule, form=form, boxes=BOX_OF):
            messages.success(request, _("The date is set."))
            return redirect("team_session", pk=made[0].pk)
    return render(request, "panels/new_session.html", {"form": form, "panel": panel}, status=status_of(form))


@for_staff(Permission.RUN_PANEL)
@require_http_methods(["GET", "POST"])
def move(request: Visit, pk: UUID) -> HttpResponse:
    """Another time or place. Before anything is kept, the page says whose plans it upsets (practice.md TR7)."""
    by, now = who_is_here(request), timezone.now()
    found = session_for(by, pk)
    authorise(by, Permission.RUN_PANEL, found)
    form = MoveForm(request.POST or None, session=found)
    if request.method != "POST" or not form.is_valid() or "back" in request.POST:
        return _move_page(request, found, form)
    if not actions.changes_of(found, form.answers()):
        messages.info(request, _("Nothing is different, so nothing was changed and nobody was told."))
        return redirect("team_session", pk=pk)
    affected, warnings = affected_by_move(found), hooks.move_warnings.ask_all(found)
    if (affected or warnings) and "sure" not in request.POST and not _cannot_be(found, form, now=now):
        typed = [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]
        context = about(found) | {"affected": affected, "warnings": warnings, "typed": typed, "new": form.answers()}
        return render(request, "panels/move_sure.html", context)
    return _moved(request, found, form, by=by, now=now)


def _cannot_be(found: Session, form: MoveForm, *, now: datetime) -> bool:
    """Times that do not fit are said before anybody is asked whether they are sure."""
    try:
        actions.check_move(found, now=now, **form.answers())
    except Refusal as reason:
        mark(form, reason, BOX_OF)
        return True
    return False


def _moved(request: Visit, found: Session, form: MoveForm, *, by: Person, now: datetime) -> HttpResponse:
    if form.errors:
        return _move_page(request, found, form)
    told: list[Place] = []
    answers = form.answers() | {"seen_sequence": form.cleaned_data["seen_sequence"]}
    try:
        told = actions.move_session(found, by=by, now=now, **answers)
    except SomebodyWasFaster as reason:
        return _moved_meanwhile(request, session_for(by, found.pk), str(reason))
    except Refusal as reason:
        mark(form, reason, BOX_OF)
        return _move_page(request, found, form)
    said = ngettext("Kept. {n} person is told.", "Kept. {n} people are told.", len(told))
    messages.success(request, said.format(n=len(told)) if told else _("Kept. Nobody had to be told."))
    return redirect("team_session", pk=found.pk)


def _moved_meanwhile(request: Visit, found: Session, reason: str) -> HttpResponse:
    """Somebody else moved it between the page and the press: what was typed stays, beside how it stands now."""
    typed = request.POST.copy()
    typed["seen_sequence"] = str(found.sequence)
    form = MoveForm(typed, session=found)
    form.is_valid()
    form.add_error(None, reason)
    return _move_page(request, found, form)


def _move_page(request: Visit, found: Session, form: MoveForm) -> HttpResponse:
    status = UNPROCESSABLE if form.errors and "back" not in request.POST else 200
    return render(request, "panels/move.html", about(found) | {"form": form}, status=status)


@for_staff(Permission.RUN_PANEL)
@require_http_methods(["GET", "POST"])
def rename(request: Visit, pk: UUID) -> HttpResponse:
    """Change what a date is called; nobody needs a letter for it."""
    by = who_is_here(request)
    found = session_for(by, pk)
    authorise(by, Permission.RUN_PANEL, found)
    form = NameForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        actions.rename_session(found, name=form.cleaned_data["name"], by=by, now=timezone.now())
        messages.success(request, _("The name is kept."))
        return redirect("team_session", pk=pk)
    return render(request, "panels/rename.html", about(found) | {"form": form}, status=status_of(form))


@for_staff(Permission.RUN_PANEL)
@require_http_methods(["GET", "POST"])
def cancel(request: Visit, pk: UUID) -> HttpResponse:
    """This date will not happen: asked once more, then everybody is told."""
    by = who_is_here(request)
    found = session_for(by, pk)
    authorise(by, Permission.RUN_PANEL, found)
    if request.method == "POST":
        if done(request, lambda: actions.cancel_session(found, by=by, now=timezone.now())):
            messages.success(request, _("The date is cancelled, and everybody with a place is told."))
        return redirect("team_session", pk=pk)
    context = about(found) | {"affected": affected_by_move(found), "warnings": hooks.move_warnings.ask_all(found)}
    return render(request, "panels/cancel_session.html", context)
