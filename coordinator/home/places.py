"""The homes, and where one goes from each: what stands there depends on what somebody may do, or only read."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.organisations.models import Role
from coordinator.people.models import Person

READING = frozenset(permission for permission in Permission if permission.startswith("see_"))


@dataclass(frozen=True)
class Place:
    """One place to go from a home page: its page, its name, and what is there for whoever holds `permission`."""

    url_name: str
    label: str | Promise
    text: str | Promise
    permission: Permission | None = None


@dataclass(frozen=True)
class Home:
    """One home page: who it is for, where its work is, and what it says when nothing waits."""

    name: str
    roles: frozenset[Role]
    template: str
    for_whom: str | Promise
    places: tuple[Place, ...]


CALLS = (
    Place("team_calls", lazy("Calls"), lazy("Write a call, open it, see who applied"), Permission.EDIT_CALL),
    Place("team_calls", lazy("Calls"), lazy("Ask for a call, see how it stands"), Permission.REQUEST_CALL),
    Place("team_calls", lazy("Calls"), lazy("What is open, what comes, what became of it")),
)
PANELS = Place("team_panels", lazy("Panels"), lazy("Dates, places, who comes, who came"))
LETTERS = Place("team_letters", lazy("Letters"), lazy("What was sent, what waits to be posted or told by phone"))
MONEY = (
    Place("finance_to_check", lazy("To check"), lazy("Claims that came in, oldest first")),
    Place("finance_to_pay", lazy("To pay"), lazy("What is approved, and the file for the bank")),
)
TEAM = Home(
    "team",
    frozenset({Role.COORDINATOR, Role.HEAD, Role.APPROVER, Role.RECRUITING_MANAGER, Role.AUDITOR}),
    "home/team.html",
    lazy("This page is for the involvement team."),
    (
        *CALLS,
        PANELS,
        Place("team_support", lazy("Support"), lazy("What to arrange for whom, and by when")),
        Place("team_people", lazy("People"), lazy("Find somebody, or write down who rang")),
        LETTERS,
    ),
)
FINANCE = Home(
    "finance",
    frozenset({Role.FINANCE_CHECKER, Role.FINANCE_PAYER, Role.APPROVER, Role.AUDITOR}),
    "home/finance.html",
    lazy("This page is for those who check, approve and pay claims."),
    (
        *MONEY,
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
        *CALLS,
        PANELS,
        LETTERS,
        *MONEY,
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


def places_for(person: Person, home: Home) -> list[Place]:
    """Each place once, in the words for what this person may do there."""
    found: dict[str, Place] = {}
    for place in home.places:
        if place.permission is None or organisations_where(person, place.permission):
            found.setdefault(place.url_name, place)
    return list(found.values())


def _held(person: Person) -> frozenset[Permission]:
    return frozenset(permission for permission in Permission if organisations_where(person, permission))


def reads_only(person: Person) -> bool:
    """Does this person look at what others do, and change nothing? Nothing waits for them."""
    return _held(person) <= READING


def asks_only(person: Person) -> bool:
    """May this person ask for a call, and otherwise only look?"""
    return _held(person) - READING == {Permission.REQUEST_CALL}
