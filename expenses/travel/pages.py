"""The person's pages about journeys, and the team's answers to what was named beforehand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.panels.models import LIVE_PLACES, Place
from coordinator.panels.queries import place_cards, places_of
from coordinator.people.doors import for_somebody, for_staff, who_is_here
from coordinator.people.queries import volunteers_visible_to
from coordinator.people.signed_in import Visit
from expenses.refusing import done, status_of
from expenses.saying import say
from expenses.travel import actions
from expenses.travel.forms import CostForm, DecideForm, PlanForm, StatementForm
from expenses.travel.models import AgreedCost, TravelStatement
from expenses.travel.queries import (
    costs_visible_to,
    last_time,
    plan_of,
    plans_visible_to,
    statement_of,
    waiting_costs,
    waiting_plans,
)
from expenses.travel.rules import TravelMode

A_PAGE = 25


@for_somebody
@require_http_methods(["GET", "POST"])
def my_travel(request: Visit) -> HttpResponse:
    """About my journeys, in my own words; and each place to come, for which nothing need be said."""
    person, now = who_is_here(request), timezone.now()
    stored = TravelStatement.objects.filter(person=person).first()
    form = StatementForm(request.POST or None, instance=stored)
    if request.method == "POST" and form.is_valid():
        actions.save_statement(person, form.cleaned_data["text"], by=person, now=now)
        messages.success(request, _("Kept, in your words."))
        return redirect("my_travel")
    places = places_of(person).filter(status__in=LIVE_PLACES).select_related("panel__organisation", "travel_plan")
    coming = [card for card in place_cards(places, now=now) if card.coming]
    page = Paginator(coming, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "travel/my_travel.html", {"form": form, "page": page}, status=status_of(form))


@for_staff(Permission.WRITE_CLAIM_FOR)
@require_http_methods(["GET", "POST"])
def travel_for(request: Visit, pk: UUID) -> HttpResponse:
    """What somebody who is not online says about their journeys, in their words."""
    staff = who_is_here(request)
    person = get_object_or_404(volunteers_visible_to(staff), pk=pk)
    authorise(staff, Permission.WRITE_CLAIM_FOR, person)
    form = StatementForm(request.POST or None, instance=TravelStatement.objects.filter(person=person).first())
    if request.method == "POST" and form.is_valid():
        actions.save_statement(person, form.cleaned_data["text"], by=staff, now=timezone.now())
        messages.success(request, _("Kept, in their words."))
        return redirect("team_person", pk=pk)
    return render(request, "travel/travel_for.html", {"form": form, "shown": person}, status=status_of(form))


def _place(request: Visit, pk: UUID) -> Place:
    places = places_of(who_is_here(request)).filter(status__in=LIVE_PLACES)
    return get_object_or_404(places.select_related("panel__contact__person", "organisation__expense_policy"), pk=pk)


@for_somebody
@require_http_methods(["GET", "POST"])
def place_travel(request: Visit, pk: UUID) -> HttpResponse:
    """The journey to one place: all of it may be left as it is."""
    place, last = _place(request, pk), last_time(_place(request, pk))
    form = PlanForm.of(plan_of(place), request.POST or None, last_pence=last[1] if last else None)
    if request.method == "POST" and form.is_valid() and _plan_kept(request, place, form):
        return redirect("place_travel", pk=pk)
    return _place_page(request, place, form, CostForm(auto_id="cost_%s"), last=last)


def _plan_kept(request: Visit, place: Place, form: PlanForm) -> bool:
    said = form.cleaned_data
    kept: list[Any] = []

    def keep() -> None:
        kept.append(
            actions.save_plan(
                place, mode=said["mode"], estimate=form.estimate(), note=said["note"],
                has_booked_assistance=said["has_booked_assistance"], version=said["version"] or 0,
                by=who_is_here(request), now=timezone.now(),
            )
        )  # fmt: skip

    if not done(request, keep, form=form):
        return False
    plan, verdict = kept[0]
    unasked = _("Kept. You claim afterwards what you spent.")
    if plan.mode == TravelMode.BOOK_FOR_ME:
        unasked = _("Kept. Somebody of your team rings you about it.")
    messages.success(request, say(verdict.reason) if verdict else unasked)
    return True


def _place_page(request: Visit, place: Place, form: PlanForm, cost_form: CostForm, *, last: Any = None) -> HttpResponse:
    context = {
        "place": place,
        "panel": place.panel,
        "plan": plan_of(place),
        "form": form,
        "cost_form": cost_form,
        "costs": list(place.agreed_costs.all()),
        "last": last,
        "help_contact": place.panel.contact,
    }
    return render(request, "travel/place.html", context, status=status_of(form, cost_form))


@for_somebody
@require_POST
def name_cost(request: Visit, pk: UUID) -> HttpResponse:
    """Name a cost besides travel beforehand."""
    place, form = _place(request, pk), CostForm(request.POST, auto_id="cost_%s")
    who, kept = who_is_here(request), []
    if form.is_valid():
        kept.append(actions.name_cost(place, by=who, now=timezone.now(), **form.cleaned_data))
        text = _("Agreed. You can claim up to this without any question.")
        later = _("Thank you. A person looks at it and writes to you. Your place is safe.")
        messages.success(request, text if kept[0].status == "agreed" else later)
        return redirect("place_travel", pk=pk)
    last = last_time(place)
    return _place_page(
        request, place, PlanForm.of(plan_of(place), last_pence=last[1] if last else None), form, last=last
    )


@for_somebody
@require_POST
def drop_cost(request: Visit, pk: UUID, cost: UUID) -> HttpResponse:
    """A cost is not expected any more. Pressed twice, it is gone once."""
    found = AgreedCost.objects.filter(place=_place(request, pk), pk=cost).first()
    if found:
        actions.drop_cost(found, by=who_is_here(request), now=timezone.now())
        messages.success(request, _("Taken off."))
    return redirect("place_travel", pk=pk)


@for_staff(Permission.DECIDE_ESTIMATE)
@require_GET
def estimates(request: Visit) -> HttpResponse:
    """Journeys and costs that people named beforehand and that wait for an answer, oldest first."""
    person = who_is_here(request)
    plans = Paginator(waiting_plans(person).prefetch_related("place__panel__sessions"), A_PAGE)
    costs = Paginator(waiting_costs(person).prefetch_related("place__panel__sessions"), A_PAGE)
    context = {
        "plans": plans.get_page(request.GET.get("page")),
        "costs": costs.get_page(request.GET.get("costs")),
    }
    return render(request, "travel/estimates.html", context)


RELATED = ("person", "place__panel__contact__person", "place__panel__organisation", "organisation__expense_policy")


@for_staff(Permission.DECIDE_ESTIMATE)
@require_http_methods(["GET", "POST"])
def decide_plan(request: Visit, pk: UUID) -> HttpResponse:
    """Answer one journey."""
    plan = get_object_or_404(plans_visible_to(who_is_here(request)).select_related(*RELATED), pk=pk)
    named = None if plan.high_pence is None else plan.high_pence + (plan.conditional_pence or 0)
    return _decide(request, plan, named, actions.decide_plan)


@for_staff(Permission.DECIDE_ESTIMATE)
@require_http_methods(["GET", "POST"])
def decide_cost(request: Visit, pk: UUID) -> HttpResponse:
    """Answer one cost besides travel."""
    cost = get_object_or_404(costs_visible_to(who_is_here(request)).select_related(*RELATED), pk=pk)
    return _decide(request, cost, cost.pence, actions.decide_cost)


def _decide(request: Visit, record: Any, named: int | None, action: Any) -> HttpResponse:
    form = DecideForm(request.POST or None, initial={"up_to_pence": named})
    if request.method == "POST" and form.is_valid():
        who, now = who_is_here(request), timezone.now()
        if done(request, lambda: action(record, by=who, now=now, **form.cleaned_data), form=form):
            messages.success(request, _("Answered. {name} is told.").format(name=record.person.known_as))
            return redirect("team_estimates")
        if not form.errors:
            return redirect("team_estimates")
    context = {
        "record": record, "form": form, "panel": record.place.panel, "statement": statement_of(record.person),
        "is_cost": isinstance(record, AgreedCost), "named": named,
        "sessions": list(record.place.panel.sessions.exclude(status="cancelled")),
    }  # fmt: skip
    return render(request, "travel/decide.html", context, status=status_of(form))
