"""The front page, and the homes that answer "what needs me today?"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from coordinator import hooks
from coordinator.authorization.verdict import NotAllowed, Verdict
from coordinator.home.rules import few_first
from coordinator.opportunities.queries import open_calls
from coordinator.organisations.models import Role
from coordinator.people.doors import for_somebody
from coordinator.people.rules import home_of

CALLS_ON_FRONT = 3


@dataclass(frozen=True)
class Home:
    """One home page: who it is for, where its work is, and what it says when nothing waits."""

    name: str
    roles: frozenset[Role]
    template: str
    for_whom: str | Promise
    places: tuple[tuple[str, str | Promise], ...]


TEAM = Home(
    "team",
    frozenset({Role.COORDINATOR, Role.HEAD, Role.APPROVER, Role.RECRUITING_MANAGER, Role.AUDITOR}),
    "home/team.html",
    lazy("This page is for the involvement team."),
    (
        ("team_calls", lazy("Calls")),
        ("team_panels", lazy("Panels")),
        ("team_support", lazy("Support")),
        ("team_people", lazy("People")),
        ("team_letters", lazy("Letters")),
    ),
)
FINANCE = Home(
    "finance",
    frozenset({Role.FINANCE_CHECKER, Role.FINANCE_PAYER, Role.APPROVER, Role.AUDITOR}),
    "home/finance.html",
    lazy("This page is for those who check, approve and pay claims."),
    (
        ("finance_to_check", lazy("To check")),
        ("finance_to_pay", lazy("To pay")),
        ("finance_paid", lazy("Paid")),
        ("finance_questions", lazy("Questions")),
    ),
)
HEAD = Home(
    "head",
    frozenset({Role.HEAD, Role.AUDITOR}),
    "home/head.html",
    lazy("This page is for the head of involvement."),
    (("head_reports", lazy("Reports")), ("team_calls", lazy("Calls")), ("team_panels", lazy("Panels"))),
)
ME = Home(
    "me",
    frozenset(),
    "home/me.html",
    "",
    (
        ("my_places", lazy("My places")),
        ("my_claims", lazy("Money back")),
        ("my_access", lazy("What helps me")),
        ("my_calendar", lazy("Calendar")),
        ("my_messages", lazy("What we wrote to you")),
        ("my_profile", lazy("How to reach me")),
        ("my_privacy", lazy("What you hold about me")),
    ),
)


@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """What this is, what is open now, how it works, the way in."""
    person = request.presence.person
    context = {
        "calls": list(open_calls(timezone.now())[:CALLS_ON_FRONT]),
        "home": f"/{home_of(request.presence.roles)}/" if person else "",
    }
    return render(request, "home/front.html", context)


def _home(request: HttpRequest, home: Home, **more: Any) -> HttpResponse:
    person, now = request.presence.person, timezone.now()
    if home.roles and not home.roles & request.presence.roles:
        raise NotAllowed(Verdict(False, str(home.for_whom)))
    first, rest = few_first(hooks.next_steps.ask_all(home.name, person, now))
    context = {"person": person, "first": first, "rest": rest, "places": home.places, **more}
    return render(request, home.template, context)


@for_somebody
@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """The volunteer's home: what needs you."""
    return _home(request, ME)


@for_somebody
@require_GET
def team(request: HttpRequest) -> HttpResponse:
    """The involvement team's home."""
    return _home(request, TEAM)


@for_somebody
@require_GET
def finance(request: HttpRequest) -> HttpResponse:
    """The home of those who check, approve and pay."""
    return _home(request, FINANCE)


@for_somebody
@require_GET
def head(request: HttpRequest) -> HttpResponse:
    """The head's home: what needs a decision, then the numbers that other parts of the service give."""
    figures = hooks.head_figures.ask_all(request.presence.person, timezone.now())
    return _home(request, HEAD, figures=figures)
