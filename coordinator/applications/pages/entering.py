"""Entering an application for somebody who rang, wrote or came by (practice.md AP2, S-25)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordinator.applications import actions
from coordinator.applications.forms import EnterForm
from coordinator.applications.queries import calls_to_choose_for
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.opportunities.models import Opportunity
from coordinator.people.doors import for_staff, who_is_here
from coordinator.workflow.refusals import Refusal


@for_staff(Permission.ENTER_APPLICATION)
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The call's questions in the order of a conversation. Somebody like this is known: who is it?"""
    staff = who_is_here(request)
    call = get_object_or_404(calls_to_choose_for(staff).prefetch_related("questions"), pk=pk)
    authorise(staff, Permission.ENTER_APPLICATION, call)
    form = EnterForm(request.POST or None, call=call, initial={"channel": "phone", "source": "phone"})
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, call)
    try:
        entered = actions.enter_application(call, by=staff, now=timezone.now(), **form.entered())
    except Refusal as reason:
        form.add_error(None, str(reason))
        return _page(request, form, call)
    messages.success(request, _("{name} has applied and is told so.").format(name=entered.applicant.full_name))
    return redirect("team_application", pk=entered.pk)


def _page(request: HttpRequest, form: EnterForm, call: Opportunity) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "call": call}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "applications/enter.html", context, status=status)
