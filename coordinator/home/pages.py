"""The front page, and the homes that answer "what needs me today?"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from coordinator import hooks
from coordinator.authorization.verdict import NotAllowed, Verdict
from coordinator.design.navigation import sees
from coordinator.home.rules import few_first
from coordinator.opportunities.queries import open_calls, with_first_day
from coordinator.organisations.models import Role
from coordinator.people.doors import for_somebody, who_is_here
from coordinator.people.rules import home_of
from coordinator.people.signed_in import Visit

CALLS_ON_FRONT = 3


@dataclass(frozen=True)
class Place:
    """One place to go from a home page: its page, its name, and what is there."""

    url_name: str
    label: str | Promise
    text: str | Promise


@dataclass(frozen=True)
class Home:
    """One home page: who it is for, where its work is, and what it says when nothing waits."""

    name: str
    roles: frozenset[Role]
    template: str
    for_whom: str | Promise
    places: tuple[Place, ...]


TEAM = Home(
    "team",
    frozenset({Role.COORDINATOR, Role.HEAD, Role.APPROVER, Role.RECRUITING_MANAGER, Role.AUDITOR}),
    "home/team.html",
    lazy("This page is for the involvement team."),
    (
        Place("team_calls", lazy("Calls"), lazy("Write a call, open it, see who applied")),
        Place("team_panels", lazy("Panels"), lazy("Dates, places, who comes, who came")),
        Place("team_support", lazy("Support"), lazy("What to arrange for whom, and by when")),
        Place("team_people", lazy("People"), lazy("Find somebody, or write down who rang")),
        Place("team_letters", lazy("Letters"), lazy("What was sent, what waits to be posted or told by phone")),
    ),
)
FINANCE = Home(
    "finance",
    frozenset({Role.FINANCE_CHECKER, Role.FINANCE_PAYER, Role.APPROVER, Role.AUDITOR}),
    "home/finance.html",
    lazy("This page is for those who check, approve and pay claims."),
    (
        Place("finance_to_check", lazy("To check"), lazy("Claims that came in, oldest first")),
        Place("finance_to_pay", lazy("To pay"), lazy("What is approved, and the file for the bank")),
        Place("finance_advances", lazy("Before the day"), lazy("Money for those who cannot pay first")),
        Place("finance_paid", lazy("Paid"), lazy("Every payment with its reference")),
        Place("finance_questions", lazy("Questions"), lazy("What we asked, and what they said")),
    ),
)
HEAD = Home(
    "head",
    frozenset({Role.HEAD, Role.AUDITOR}),
    "home/head.html",
    lazy("This page is for the head of involvement."),
    (
        Place("head_reports", lazy("Reports"), lazy("For the board")),
        Place("head_organisation", lazy("Organisation"), lazy("Roles, teams, areas, whom people can ask")),
        Place("team_calls", lazy("Calls"), lazy("Write a call, open it, see who applied")),
        Place("team_panels", lazy("Panels"), lazy("Dates, places, who comes, who came")),
    ),
)
ME = Home(
    "me",
    frozenset(),
    "home/me.html",
    "",
    (
        Place("my_places", lazy("My places"), lazy("When, where, and who else comes")),
        Place("my_claims", lazy("Money back"), lazy("What you sent, and when the money comes")),
        Place("my_access", lazy("What helps me"), lazy("Tick it once; you say who may see it")),
        Place("my_calendar", lazy("Calendar"), lazy("Your places in the calendar you use")),
        Place("my_messages", lazy("What we wrote to you"), lazy("Every letter, email and call")),
        Place("my_profile", lazy("How to reach me"), lazy("Name, phone, language, days you need to answer")),
        Place("my_privacy", lazy("What you hold about me"), lazy("See it, take it with you, pause, leave")),
    ),
)


@require_GET
def front(request: Visit) -> HttpResponse:
    """What this is, what is open now, how it works, the way in."""
    person = request.presence.person
    context = {
        "calls": list(with_first_day(open_calls(timezone.now())).select_related("organisation")[:CALLS_ON_FRONT]),
        "home": f"/{home_of(request.presence.roles)}/" if person else "",
    }
    return render(request, "home/front.html", context)


def _home(request: Visit, home: Home, **more: Any) -> HttpResponse:
    person, now = who_is_here(request), timezone.now()
    if home.roles and not home.roles & request.presence.roles:
        raise NotAllowed(Verdict(False, str(home.for_whom)))
    first, rest = few_first(hooks.next_steps.ask_all(home.name, person, now))
    places = [place for place in home.places if sees(request, place.url_name)]
    context = {
        "today": timezone.localdate(now),
        "person": person,
        "first": first,
        "rest": rest,
        "places": places,
        **more,
    }
    return render(request, home.template, context)


@for_somebody
@require_GET
def me(request: Visit) -> HttpResponse:
    """The volunteer's home: what needs you."""
    return _home(request, ME, others=request.presence.others)


@for_somebody
@require_GET
def team(request: Visit) -> HttpResponse:
    """The involvement team's home."""
    return _home(request, TEAM)


@for_somebody
@require_GET
def finance(request: Visit) -> HttpResponse:
    """The home of those who check, approve and pay."""
    return _home(request, FINANCE)


@for_somebody
@require_GET
def head(request: Visit) -> HttpResponse:
    """The head's home: what needs a decision, then the numbers that other parts of the service give."""
    figures = hooks.head_figures.ask_all(who_is_here(request), timezone.now())
    return _home(request, HEAD, figures=figures)
