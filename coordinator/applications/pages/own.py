"""One's own applications, signed in; and the page of one, which links in letters open too."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods

from coordinator.applications import actions
from coordinator.applications.models import Application, S
from coordinator.applications.queries import WITH_DAYS, applications_of
from coordinator.applications.standing import has_been, how_it_stands, promise_points
from coordinator.applications.steps import ACCEPT, WITHDRAW
from coordinator.opportunities.queries import dates_of
from coordinator.people.doors import for_somebody, who_is_here
from coordinator.people.models import Person
from coordinator.people.signed_in import Visit
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster

A_PAGE = 25
ANSWERS = {
    "accept": (actions.accept_offer, lazy("You have the place. A letter with all you need is on its way.")),
    "decline": (actions.decline_offer, lazy("Thank you for telling us. Nothing follows from it.")),
    "maybe": (actions.say_maybe, lazy("You said maybe. We hold the place until the day that stands here.")),
    "withdraw": (actions.withdraw, lazy("You have withdrawn. Thank you for telling us.")),
}


@for_somebody
@require_GET
def my_applications(request: HttpRequest) -> HttpResponse:
    """What one has applied to, the newest first, and how each stands."""
    now = timezone.now()
    found = applications_of(who_is_here(request)).prefetch_related(*WITH_DAYS)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [(each, how_it_stands(each, now=now)) for each in page]
    return render(request, "applications/mine.html", {"page": page, "rows": rows})


@for_somebody
@require_http_methods(["GET", "POST"])
def my_application(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of them: go on, answer the offer, withdraw."""
    person, now = who_is_here(request), timezone.now()
    application = get_object_or_404(applications_of(person), pk=pk)
    if application.status == S.STARTED:
        return redirect("apply", slug=application.opportunity.slug)
    if request.method == "POST":
        give_answer(request, application, by=person, now=now)
        return redirect("my_application", pk=pk)
    return one_page(request, application, now=now)


def visitor(request: HttpRequest) -> Person | None:
    """Who is here, on a page without a door; None for somebody without an account."""
    return cast(Visit, request).presence.person


def give_answer(request: HttpRequest, application: Application, *, by: Person, now: datetime) -> bool:
    """Take the answer whose button was pressed and say what was done. Was it taken?"""
    if request.POST.get("do") not in ANSWERS:
        raise BadRequest
    action, said = ANSWERS[request.POST["do"]]
    try:
        action(application, by=by, now=now)
    except (Refusal, SomebodyWasFaster) as reason:
        messages.warning(request, str(reason))
        return False
    messages.success(request, str(said))
    return True


def one_page(request: HttpRequest, application: Application, *, now: datetime) -> HttpResponse:
    """How it stands, what was promised, and the buttons that fit."""
    call, dates = application.opportunity, dates_of(application.opportunity)
    offered, over = application.status in ACCEPT.sources, has_been(application, now=now)
    context = {
        "application": application,
        "call": call,
        "dates": dates,
        "zone": call.organisation.zone,
        "stands": how_it_stands(application, now=now),
        "points": promise_points(application, dates, now=now),
        "to_answer": offered and application.offer_ends_at is not None and application.offer_ends_at > now,
        "can_withdraw": application.status in WITHDRAW.sources and not offered and not over,
        "over": over,
        "signed_in": visitor(request) == application.person,
        "answers": list(application.answers.select_related("question")),
        "help_contact": call.panel.contact,
    }
    return render(request, "applications/one.html", context)
