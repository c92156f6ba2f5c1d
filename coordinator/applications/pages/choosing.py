"""The choosing: everybody who applied to a call, in their own words; and the replies we owe."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_POST

from coordinator.applications import actions
from coordinator.applications.closing import kept_open_by
from coordinator.applications.models import S
from coordinator.applications.pages.one import A_PAGE, card_of
from coordinator.applications.queries import (
    calls_to_choose_for,
    counts_of,
    grid_of,
    is_late,
    owed_replies,
)
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may
from coordinator.opportunities.models import Opportunity
from coordinator.opportunities.steps import FILL
from coordinator.panels.queries import reserves_in_line
from coordinator.people.doors import for_staff, who_is_here
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster, available_steps

GROUPS = {
    "waiting": (lazy("To decide"), {S.RECEIVED}),
    "offered": (lazy("Offered"), {S.OFFERED}),
    "reserves": (lazy("Reserves"), {S.RESERVE}),
    "places": (lazy("Have a place"), {S.ACCEPTED}),
    "ended": (lazy("Ended"), {S.DECLINED, S.NOT_THIS_TIME, S.WITHDRAWN, S.LAPSED, S.CANCELLED}),
}


@for_staff(Permission.SEE_APPLICATIONS)
@require_GET
def grid(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everybody who applied, with answers, scores and what can be done. Nothing of what helps them stands here."""
    call = _call(request, pk)
    staff, now, counts = who_is_here(request), timezone.now(), counts_of(call)
    shown = request.GET.get("show", "")
    found = grid_of(call, by_score=request.GET.get("order") == "score")
    if shown in GROUPS:
        found = found.filter(status__in=GROUPS[shown][1])
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    prefetch_related_objects([call], "panel__sessions")
    in_line = reserves_in_line(call.panel)
    can_close = any(step.verb == FILL.verb for step in available_steps(call, staff))
    context = {
        "call": call,
        "zone": call.organisation.zone,
        "page": page,
        "cards": [card_of(each, staff, now=now) for each in page],
        "groups": [(name, label, _together(counts, within)) for name, (label, within) in GROUPS.items()],
        "shown": shown,
        "everybody": sum(counts.values()),
        "by_score": request.GET.get("order") == "score",
        "offered": counts.get(S.OFFERED, 0),
        "left": actions.places_to_offer(call.panel),
        "reserves": in_line,
        "chairs": max(call.panel.reserves - in_line, 0),
        "may_enter": may(staff, Permission.ENTER_APPLICATION, call),
        "can_close": can_close,
        "keeps_open": kept_open_by(call) if can_close else [],
        "may_see_letters": may(staff, Permission.SEE_LETTERS),
    }
    return render(request, "applications/grid.html", context)


def _together(counts: dict[str, int], within: set[S]) -> int:
    return sum(counts.get(status, 0) for status in within)


def _call(request: HttpRequest, pk: UUID) -> Opportunity:
    return get_object_or_404(calls_to_choose_for(who_is_here(request)), pk=pk)


@for_staff(Permission.SEE_APPLICATIONS)
@require_POST
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close the selection; refused, with what is left to do, while anybody is untold (practice.md AP7)."""
    call = _call(request, pk)
    try:
        actions.close_selection(call, by=who_is_here(request), now=timezone.now())
    except (Refusal, SomebodyWasFaster) as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("Everybody has been told: the selection is closed."))
    return redirect("team_call_applications", pk=pk)


@for_staff(Permission.SEE_APPLICATIONS)
@require_GET
def owed(request: HttpRequest) -> HttpResponse:
    """Replies we promised and owe, the longest overdue first (practice.md AP4)."""
    staff, now = who_is_here(request), timezone.now()
    found = owed_replies(staff, timezone.localdate(now))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [(each, is_late(each, each.organisation.day(now))) for each in page]
    return render(request, "applications/owed.html", {"page": page, "rows": rows})
