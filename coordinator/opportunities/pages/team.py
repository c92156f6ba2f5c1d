"""The team's pages of calls: the list, one call with what it lacks, its preview, closing and withdrawing."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may
from coordinator.opportunities import actions
from coordinator.opportunities.forms.deciding import WithdrawForm
from coordinator.opportunities.models import CallStatus, Opportunity
from coordinator.opportunities.pages.acting import UNPROCESSABLE, call_for, tried, who
from coordinator.opportunities.pages.missing import missing, panel_page, sections_with_missing
from coordinator.opportunities.pages.shown import call_context
from coordinator.opportunities.queries import calls_listed, gaps_of, in_hand_first, turned_away, with_first_days
from coordinator.opportunities.queries.public import HELD_TOO
from coordinator.people.doors import for_staff
from coordinator.workflow.steps import available_steps
from coordinator.workflow.trail import history_of

A_PAGE = 25
UNFINISHED = frozenset({CallStatus.REQUESTED, CallStatus.DRAFT})


@for_staff(Permission.SEE_CALLS)
@require_GET
def calls(request: HttpRequest) -> HttpResponse:
    """Every call where this person works: what is in hand first, what is over last."""
    person, asked = who(request), request.GET.get("status", "")
    status = asked if asked in CallStatus else ""
    found = in_hand_first(calls_listed(person, status=status), now=timezone.now())
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "calls": with_first_days(page, dates_that=HELD_TOO),
        "status": status,
        "shown": CallStatus(status).label if status else _("All calls"),
        "unknown": asked != status,
        "statuses": CallStatus.choices,
        "may_begin": may(person, Permission.REQUEST_CALL),
        "may_write": may(person, Permission.EDIT_CALL),
    }
    return render(request, "opportunities/team/list.html", context)


@for_staff(Permission.SEE_CALLS)
@require_GET
def call(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One call: where it stands, what it lacks, what can be done, what happened."""
    shown, person, now = call_for(request, pk), who(request), timezone.now()
    found = missing(shown, gaps_of(shown, now=now)) if shown.status in UNFINISHED else []
    context = {
        "call": shown,
        "zone": shown.organisation.zone,
        "missing": found,
        "sections": sections_with_missing(found),
        "panel_page": panel_page(shown),
        "questions": shown.questions.count(),
        "turned_away": turned_away(shown),
        "changes": list(shown.change_notes.all()),
        "history_lines": history_of(shown),
        "steps": {step.verb for step in available_steps(shown, person)},
        "may_edit": bool(may(person, Permission.EDIT_CALL, shown)),
        "may_approve": bool(may(person, Permission.APPROVE_SHORT_NOTICE, shown)),
        "may_see_applications": bool(may(person, Permission.SEE_APPLICATIONS, shown)),
    }
    return render(request, "opportunities/team/call.html", context)


@for_staff(Permission.SEE_CALLS)
@require_GET
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page as readers will see it."""
    shown = call_for(request, pk)
    context = call_context(shown, now=timezone.now())
    context["breadcrumbs"] = [(_("Calls"), reverse("team_calls")), (shown.title, reverse("team_call", args=[pk]))]
    return render(request, "opportunities/team/preview.html", context)


@for_staff(Permission.EDIT_CALL)
@require_POST
def take_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A coordinator takes up what a manager asked for."""
    shown = call_for(request, pk, Permission.EDIT_CALL)
    person, now = who(request), timezone.now()
    tried(request, lambda: actions.take_up_call(shown, by=person, now=now), done=_("You write this call now."))
    return redirect("team_call", pk=pk)


@for_staff(Permission.CLOSE_CALL)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a call before its closing moment."""
    shown = call_for(request, pk, Permission.CLOSE_CALL)
    if request.method != "POST":
        return render(request, "opportunities/team/close.html", _about(shown))
    person, now = who(request), timezone.now()
    tried(
        request,
        lambda: actions.close_call(shown, by=person, now=now),
        done=_("The call is closed. Now you can choose."),
    )
    return redirect("team_call", pk=pk)


@for_staff(Permission.WITHDRAW_CALL)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a call back, with a reason for everybody who read it."""
    shown = call_for(request, pk, Permission.WITHDRAW_CALL)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        context = _about(shown) | {"form": form}
        return render(
            request, "opportunities/team/withdraw.html", context, status=UNPROCESSABLE if form.errors else 200
        )
    person, now, because = who(request), timezone.now(), form.cleaned_data["because"]
    tried(
        request,
        lambda: actions.withdraw_call(shown, because=because, by=person, now=now),
        done=_("The call is withdrawn. Everybody who applied is told."),
    )
    return redirect("team_call", pk=pk)


def _about(shown: Opportunity) -> dict[str, object]:
    return {"call": shown, "zone": shown.organisation.zone}
