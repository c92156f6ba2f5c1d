"""Opening a call: every gap at once, and the way to shorter notice through a second person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordinator.authorization.permissions import Permission
from coordinator.opportunities import actions
from coordinator.opportunities.forms.deciding import AskShortNoticeForm
from coordinator.opportunities.models import CallStatus, Opportunity
from coordinator.opportunities.pages.acting import UNPROCESSABLE, call_for, show_refusal, tried, who
from coordinator.opportunities.pages.missing import missing, notice_of, warnings_of
from coordinator.opportunities.queries import gaps_of, parity_of
from coordinator.people.doors import for_staff
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster


@for_staff(Permission.PUBLISH_CALL)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that stands between this call and its opening, and the button when nothing does."""
    call = call_for(request, pk, Permission.PUBLISH_CALL)
    if request.method != "POST":
        return _publish_page(request, call) if call.status == CallStatus.DRAFT else redirect("team_call", pk=pk)
    try:
        actions.publish_call(call, by=who(request), now=timezone.now())
    except actions.CallNotReady:
        return _publish_page(request, call, status=UNPROCESSABLE)
    except SomebodyWasFaster as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("The call is open. Everybody can read it and apply."))
    return redirect("team_call", pk=pk)


def _publish_page(
    request: HttpRequest, call: Opportunity, *, form: AskShortNoticeForm | None = None, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    found = missing(call, gaps_of(call, now=now))
    context = {
        "call": call,
        "missing": found,
        "short_notice": [each for each in found if each.short_notice],
        "warnings": warnings_of(call),
        "notice": notice_of(call, now=now),
        "parity": parity_of(call, now=now),
        "form": form or AskShortNoticeForm(initial={"because": call.short_notice_reason}),
    }
    return render(request, "opportunities/team/publish.html", context, status=status)


@for_staff(Permission.EDIT_CALL)
@require_POST
def ask_short_notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask a second person to let this call go with shorter notice."""
    call = call_for(request, pk, Permission.EDIT_CALL)
    form = AskShortNoticeForm(request.POST)
    if form.is_valid():
        try:
            actions.ask_short_notice(call, by=who(request), now=timezone.now(), **form.cleaned_data)
        except Refusal as reason:
            show_refusal(form, reason)
        else:
            messages.success(request, _("Asked. It stands on the home page of whoever may approve it."))
            return redirect("team_call_publish", pk=pk)
    if call.status != CallStatus.DRAFT:
        messages.warning(request, _("This call is not being written any more. Here is how it stands."))
        return redirect("team_call", pk=pk)
    return _publish_page(request, call, form=form, status=UNPROCESSABLE)


@for_staff(Permission.APPROVE_SHORT_NOTICE)
@require_http_methods(["GET", "POST"])
def short_notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A second person looks at the days and the reason, and says yes or no."""
    call = call_for(request, pk, Permission.APPROVE_SHORT_NOTICE)
    if request.method == "POST":
        _decide(request, call)
        return redirect("team_call_short_notice", pk=pk)
    now, person = timezone.now(), who(request)
    context = {
        "call": call,
        "zone": call.organisation.zone,
        "contact": call.panel.contact,
        "asked": call.status == CallStatus.DRAFT and bool(call.short_notice_reason),
        "own": person.pk in {call.written_by_id, call.short_notice_asked_by_id},
        "notice": notice_of(call, now=now),
        "parity": parity_of(call, now=now),
    }
    return render(request, "opportunities/team/short_notice.html", context)


def _decide(request: HttpRequest, call: Opportunity) -> None:
    person, now = who(request), timezone.now()
    if request.POST.get("answer") == "approve":
        tried(
            request,
            lambda: actions.approve_short_notice(call, by=person, now=now),
            done=_("Approved. The reason and your name stand on the page once it is open."),
        )
    else:
        tried(
            request,
            lambda: actions.refuse_short_notice(call, by=person, now=now),
            done=_("Not approved. The author sees it and chooses later days."),
        )
