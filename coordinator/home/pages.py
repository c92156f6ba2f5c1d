"""The front page, and the homes that answer "what needs me today?"."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from coordinator import hooks
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import NotAllowed, Verdict, may
from coordinator.design.navigation import sees
from coordinator.home.places import FINANCE, HEAD, ME, TEAM, Home, asks_only, places_for, reads_only
from coordinator.home.rules import few_first
from coordinator.opportunities.queries import open_calls, with_first_day
from coordinator.people.doors import for_somebody, who_is_here
from coordinator.people.rules import home_of
from coordinator.people.signed_in import Visit

CALLS_ON_FRONT = 3


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
    places = [place for place in places_for(person, home) if sees(request, place.url_name)]
    staff = bool(home.roles)
    context = {
        "today": timezone.localdate(now), "person": person, "first": first, "rest": rest, "places": places,
        "reads": staff and reads_only(person), "asks": asks_only(person), **more,
    }  # fmt: skip
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
    return _home(request, TEAM, writes=may(who_is_here(request), Permission.EDIT_CALL))


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
