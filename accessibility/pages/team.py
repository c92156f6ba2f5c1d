"""The team's pages about dates: what is coming, what to do for whom, the sheet for the venue."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accessibility import actions
from accessibility.forms import ArrangedForm
from accessibility.pages.asking import here, kept_out_of_reports
from accessibility.queries.people import talks_visible_to
from accessibility.queries.sessions import sessions_to_support, told_for
from accessibility.refusals import OverAndClosed
from accessibility.rules.due import talk_by
from coordinator.authorization.permissions import Permission
from coordinator.panels.models import Session
from coordinator.panels.queries import sessions_visible_to
from coordinator.people.doors import for_staff

A_PAGE = 25


@for_staff(Permission.SEE_NEEDS_OF_SESSION)
@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """What is coming, in numbers; nobody's needs are shown before somebody opens them."""
    person, now = here(request), timezone.now()
    page = Paginator(sessions_to_support(person, now=now), A_PAGE).get_page(request.GET.get("page"))
    talks = [(talk, talk_by(timezone.localdate(talk.asked_at))) for talk in talks_visible_to(person)]
    sessions = list(page)
    dates = list(zip(sessions, told_for(sessions, now=now), strict=True))
    context = {"page": page, "dates": dates, "talks": talks, "today": timezone.localdate(now)}
    return render(request, "accessibility/support.html", context)


@for_staff(Permission.WRITE_NEEDS_FOR)
@require_POST
def talked(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody who would rather talk was rung."""
    talk = get_object_or_404(talks_visible_to(here(request)), pk=pk)
    actions.note_talk(talk, by=here(request), now=timezone.now())
    messages.success(request, _("Noted: you have talked."))
    return redirect("team_support")


def _session(request: HttpRequest, pk: UUID) -> Session:
    sessions = sessions_visible_to(here(request)).select_related("panel", "organisation", "venue")
    return get_object_or_404(sessions, pk=pk)


@kept_out_of_reports
@for_staff(Permission.SEE_NEEDS_OF_SESSION)
@require_safe
@never_cache
def session_access(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What to do for whom at one date. Opening it is noted, and each person sees that."""
    session = _session(request, pk)
    try:
        opened = actions.open_needs(session, by=here(request), now=timezone.now())
    except OverAndClosed as reason:
        return _closed(request, session, reason)
    return render(request, "accessibility/session.html", {"session": session, "opened": opened})


@for_staff(Permission.SEE_NEEDS_OF_SESSION)
@require_POST
def session_arranged(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep what is seen to for one date."""
    session = _session(request, pk)
    form = ArrangedForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        actions.keep_arranged(session, told["arranged"], among=told["shown"], by=here(request), now=timezone.now())
        messages.success(request, _("Kept. Each person sees how many of their things are arranged."))
    return redirect("team_session_access", pk=pk)


@kept_out_of_reports
@for_staff(Permission.SEE_NEEDS_OF_SESSION)
@require_safe
@never_cache
def session_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet for the venue: what to do and for how many, no names. Opening it is noted."""
    session = _session(request, pk)
    try:
        sheet = actions.open_sheet(session, by=here(request), now=timezone.now())
    except OverAndClosed as reason:
        return _closed(request, session, reason)
    return render(request, "accessibility/sheet.html", {"session": session, "sheet": sheet})


def _closed(request: HttpRequest, session: Session, reason: OverAndClosed) -> HttpResponse:
    return render(request, "accessibility/closed.html", {"session": session, "reason": str(reason)})
