"""The team's page of one application: answers, history, and every step that can be taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from coordinator.applications import actions
from coordinator.applications.forms import AnswerForForm, NotThisTimeForm, OfferForm, ScoreForm, WithdrawForForm
from coordinator.applications.models import Application, S
from coordinator.applications.queries import applications_to_choose, is_late
from coordinator.applications.standing import promise_points, steps_now, team_state
from coordinator.applications.steps import ACCEPT_FOR, CANCEL, NOT_THIS_TIME, OFFER, RESERVE, WITHDRAW_FOR
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may
from coordinator.opportunities.queries import dates_of
from coordinator.panels.queries import reserves_in_line
from coordinator.people.doors import for_staff, who_is_here
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster
from coordinator.workflow.trail import history_of

A_PAGE = 25
SCORED_WHILE = {S.RECEIVED, S.RESERVE}
Act = Callable[..., Application]


def _answer_for(application: Application, *, answer: str, **given: Any) -> Application:
    answers = {"accept": actions.accept_offer, "decline": actions.decline_offer, "maybe": actions.say_maybe}
    return answers[answer](application, **given)


# What the buttons of the team do: the form that is asked and the action that is taken.
STEPS: dict[str, tuple[type[forms.Form], Act]] = {
    "offer": (OfferForm, actions.offer_place),
    "reserve": (forms.Form, actions.make_reserve),
    "not-this-time": (NotThisTimeForm, actions.say_not_this_time),
    "score": (ScoreForm, actions.score_application),
    "answer": (AnswerForForm, _answer_for),
    "withdraw": (WithdrawForForm, actions.withdraw),
    "cancel": (forms.Form, actions.cancel_application),
    "apologise": (forms.Form, actions.apologise),
}
SAID = {
    "offer": _("{name} is offered a place. The letter is on its way."),
    "reserve": _("{name} is a reserve and is told the position."),
    "not-this-time": _("{name} hears that it is not this time, and whom to ring."),
    "score": _("The score of {name} is kept."),
    "answer": _("The answer of {name} is written down."),
    "withdraw": _("It is written down that {name} withdrew. A letter confirms it."),
    "cancel": _("Cancelled. {name} is told."),
    "apologise": _("{name} gets our apology and a new day."),
}
BY_VERB = {
    OFFER.verb: "offer",
    RESERVE.verb: "reserve",
    NOT_THIS_TIME.verb: "not-this-time",
    ACCEPT_FOR.verb: "answer",
    WITHDRAW_FOR.verb: "withdraw",
    CANCEL.verb: "cancel",
}


@dataclass
class Card:
    """One application as the team sees it: its forms by step, and whether we are late."""

    application: Application
    late: bool
    usual_end: datetime
    state: str
    forms: dict[str, forms.Form] = field(default_factory=dict)


def card_of(application: Application, staff: Person, *, now: datetime, bound: dict[str, Any] | None = None) -> Card:
    """The application with the forms that fit how it stands; `bound` holds the one that was sent and needs mending."""
    late = is_late(application, application.organisation.day(now))
    names = [BY_VERB[step.verb] for step in steps_now(application, staff, now=now) if step.verb in BY_VERB]
    if may(staff, Permission.CHOOSE, application):
        names += ["score"] if application.status in SCORED_WHILE else []
        names += ["apologise"] if late else []
    card = Card(application, late, actions.usual_answer(application, now=now), team_state(application))
    card.forms = {name: form_of(name, application, card.usual_end) for name in names}
    card.forms.update(bound or {})
    return card


def form_of(name: str, application: Application, usual_end: datetime, data: Any = None) -> forms.Form:
    """The form of one step, its ids told apart from those of the other cards of a page."""
    form_class, _act = STEPS[name]
    initial = {"ends_at": usual_end, "score": application.score}
    form = form_class(data, initial=initial, auto_id=f"{name}-{application.pk}-%s")
    if "ends_at" in form.fields:
        form.fields["ends_at"].zone = application.organisation.zone  # type: ignore[attr-defined]
    return form


@for_staff(Permission.SEE_APPLICATIONS)
@require_GET
def application(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One application with its history."""
    return _page(request, _found(request, pk))


def _found(request: HttpRequest, pk: UUID) -> Application:
    return get_object_or_404(applications_to_choose(who_is_here(request)), pk=pk)


def _page(request: HttpRequest, found: Application, bound: dict[str, forms.Form] | None = None) -> HttpResponse:
    staff, now = who_is_here(request), timezone.now()
    others = [found.place] if found.place else []
    dates = dates_of(found.opportunity)
    context = {
        "application": found,
        "call": found.opportunity,
        "zone": found.organisation.zone,
        "card": card_of(found, staff, now=now, bound=bound),
        "chairs": max(found.opportunity.panel.reserves - reserves_in_line(found.opportunity.panel), 0),
        "answers": list(found.answers.select_related("question")),
        "points": promise_points(found, dates, now=now),
        "lines": history_of(found, *others),
        "form": next(iter((bound or {}).values()), None),
        "may_see_person": may(staff, Permission.SEE_PEOPLE),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if bound else HTTPStatus.OK
    return render(request, "applications/team_one.html", context, status=status)


@for_staff(Permission.SEE_APPLICATIONS)
@require_POST
def step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """Take one step, then back to where it was pressed; with something to mend, show it beside the field."""
    if step not in STEPS:
        raise Http404
    found = _found(request, pk)
    form = form_of(step, found, timezone.now(), request.POST)
    if not form.is_valid():
        return _page(request, found, {step: form})
    try:
        STEPS[step][1](found, by=who_is_here(request), now=timezone.now(), **form.cleaned_data)
    except Refusal as reason:
        if set(reason.by_field) & set(form.fields):
            form.add_error(None, reason.by_field)
            return _page(request, _found(request, pk), {step: form})
        messages.warning(request, str(reason))
    except SomebodyWasFaster as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, str(SAID[step]).format(name=found.applicant.full_name))
    return redirect(_back(request, found))


def _back(request: HttpRequest, found: Application) -> str:
    asked = request.POST.get("back", "")
    if asked.startswith("/team/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return f"{asked}#a-{found.pk}"
    return reverse("team_application", args=[found.pk])
