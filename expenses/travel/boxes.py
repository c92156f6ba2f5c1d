"""What this slice shows on other pages. Nothing here asks anybody for anything (practice.md TR1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may
from coordinator.hooks import Box, NextStep
from coordinator.panels.models import LIVE_PLACES, Place, Session
from coordinator.people.models import Person
from expenses.travel.models import AgreedCost, TravelPlan, TravelStatement
from expenses.travel.queries import how_many_wait, plan_of, plans_with_assistance, statement_of
from expenses.travel.rules import TravelMode


def place_box(place: Place, person: Person) -> Box | None:
    """On the person's page of one place: how they travel, and the way to say more if they like."""
    held = place.person_id == person.pk and place.status in LIVE_PLACES
    if not held or not place.still_to_come(timezone.now()):
        return None
    context = {"place": place, "plan": plan_of(place), "costs": list(place.agreed_costs.all())}
    return Box(_("Your journey"), "travel/place_box.html", context, order=20)


def session_box(session: Session, person: Person) -> Box | None:
    """On the team's page of a session: how many arrange their own, and who asked us to book."""
    if not may(person, Permission.DECIDE_ESTIMATE, session):
        return None
    live = Place.objects.filter(panel=session.panel_id, status__in=LIVE_PLACES).count()
    booking = TravelPlan.objects.filter(
        place__panel=session.panel_id, place__status__in=LIVE_PLACES, mode=TravelMode.BOOK_FOR_ME
    ).select_related("person")
    context = {"booking": list(booking), "own": live - len(booking)}
    return Box(_("Travel"), "travel/session_box.html", context, order=40)


def person_box(person: Person, viewer: Person) -> Box | None:
    """On the team's page of a person: about their journeys, in their own words (practice.md B-04)."""
    may_write = bool(may(viewer, Permission.WRITE_CLAIM_FOR, person))
    if not may_write and not may(viewer, Permission.DECIDE_ESTIMATE, person):
        return None
    context = {"statement": statement_of(person), "may_write": may_write, "person": person}
    return Box(_("About their journeys"), "travel/person_box.html", context, order=40)


def move_warnings(session: Session) -> list[str]:
    """Whom a new time upsets: said to the team before it is saved (practice.md B-05, TR7)."""
    text = _("{name} has booked assistance for this journey; call them before you change the time.")
    return [text.format(name=plan.person.full_name) for plan in plans_with_assistance(session)]


def next_steps(home: str, person: Person, now: datetime) -> list[NextStep]:
    """The team has answers to give. Volunteers owe nothing about travel, so there is never a step for them."""
    if home != "team":
        return []
    number = how_many_wait(person)
    if not number:
        return []
    what = ngettext(
        "%(num)d person named a cost beforehand and waits for your answer",
        "%(num)d people named a cost beforehand and wait for your answer",
        number,
    )
    return [NextStep(what % {"num": number}, reverse("team_estimates"), _("Answer"), soon=True, order=30)]


def person_export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """hooks.person_export: the statement, plans and costs named beforehand."""
    return {
        "travel_statement": _rows(TravelStatement.objects.filter(person=person).values("text", "changed_at")),
        "travel_plans": _rows(TravelPlan.objects.filter(person=person).values()),
        "agreed_costs": _rows(AgreedCost.objects.filter(person=person).values()),
    }


def _rows(values: Iterable[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in values]
