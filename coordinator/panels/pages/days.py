"""The day itself: its plan, the sheet to print, who came."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.panels import actions
from coordinator.panels.forms import DAY_FORMS, AttendanceForm, DayForm
from coordinator.panels.models import Session, SessionStatus
from coordinator.panels.pages.answers import done, status_of
from coordinator.panels.pages.sessions import about, session_for
from coordinator.panels.queries import attendance_of, day_of, expected_at
from coordinator.panels.rules.day_plan import plan_of
from coordinator.people.doors import for_staff, who_is_here
from coordinator.people.signed_in import Visit


@for_staff(Permission.RUN_PANEL)
@require_http_methods(["GET", "POST"])
def plan_day(request: Visit, pk: UUID) -> HttpResponse:
    """Plan how the day runs. Types of panel without a timetable have no such page."""
    by = who_is_here(request)
    found = session_for(by, pk)
    authorise(by, Permission.RUN_PANEL, found)
    form = _day_form(found, request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and done(request, lambda: actions.plan_day(found, form.plan(), by=by, now=timezone.now()), form=form)
    ):
        messages.success(request, _("The day is planned."))
        return redirect("team_session", pk=pk)
    return render(request, "panels/plan_day.html", about(found) | {"form": form}, status=status_of(form))


def _day_form(found: Session, typed: Any) -> DayForm:
    form_class = DAY_FORMS.get(found.panel.kind)
    if form_class is None:
        raise Http404
    plan = plan_of(found.panel.kind, found.day_plan)
    return form_class(typed, initial=form_class.typed(plan) if plan else {})


@for_staff(Permission.SEE_PANELS)
@require_GET
def sheet(request: Visit, pk: UUID) -> HttpResponse:
    """The day on paper: times, people, parts, whom to ring. It holds nothing of what helps anybody."""
    found = session_for(who_is_here(request), pk)
    context = about(found) | {
        "expected": expected_at(found),
        "staff": list(found.panel.staff_members.all()),
        "day": day_of(found),
    }
    return render(request, "panels/sheet.html", context)


@for_staff(Permission.CONFIRM_ATTENDANCE)
@require_http_methods(["GET", "POST"])
def attendance(request: Visit, pk: UUID) -> HttpResponse:
    """Who came. The first time it thanks those who did; later it corrects."""
    by, now = who_is_here(request), timezone.now()
    found = session_for(by, pk)
    authorise(by, Permission.CONFIRM_ATTENDANCE, found)
    said = attendance_of(found)
    form = AttendanceForm(request.POST if request.method == "POST" else None, places=said.places, said=said.presences)
    if request.method == "POST" and form.is_valid():
        presences = form.presences()
        if done(request, lambda: actions.confirm_attendance(found, presences, by=by, now=now), form=form):
            messages.success(request, _thanks(found, corrected=bool(said.presences)))
            return redirect("team_session", pk=pk)
    context = about(found) | {
        "form": form,
        "said": said,
        "begun": found.starts_at <= now,
        "cancelled": found.status == SessionStatus.CANCELLED,
    }
    return render(request, "panels/attendance.html", context, status=status_of(form))


def _thanks(found: Session, *, corrected: bool) -> str:
    if corrected:
        return _("The corrections are kept.")
    return _("Thank you. Those who came are thanked by letter, and their way to money back is open.")
