"""Reads of what people said about their journeys, and of what was agreed."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.panels.models import LIVE_PLACES, Place, Session
from coordinator.people.models import Person
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.rules import FACTS, ClaimStatus, LineKind
from expenses.travel.models import AgreedCost, Agreement, TravelPlan, TravelStatement

TRAVEL_KINDS = [kind.value for kind in LineKind if FACTS[kind].is_travel]
NOT_A_JOURNEY_MADE = [ClaimStatus.DRAFT, ClaimStatus.WITHDRAWN, ClaimStatus.DECLINED]


def plans_visible_to(person: Person | None) -> QuerySet[TravelPlan]:
    """One's own plans, and those of organisations in which one decides about estimates."""
    if person is None:
        return TravelPlan.objects.none()
    where = organisations_where(person, Permission.DECIDE_ESTIMATE)
    return TravelPlan.objects.filter(Q(person=person) | Q(organisation__in=where))


def costs_visible_to(person: Person | None) -> QuerySet[AgreedCost]:
    """One's own costs named beforehand, and those of organisations in which one decides about estimates."""
    if person is None:
        return AgreedCost.objects.none()
    where = organisations_where(person, Permission.DECIDE_ESTIMATE)
    return AgreedCost.objects.filter(Q(person=person) | Q(organisation__in=where))


def waiting_plans(person: Person | None) -> QuerySet[TravelPlan]:
    """Estimates and wishes to have a journey booked that wait for this person's team, oldest first."""
    where = organisations_where(person, Permission.DECIDE_ESTIMATE)
    waiting = TravelPlan.objects.filter(organisation__in=where, status=Agreement.WAITING)
    return waiting.select_related("person__travel_statement", "place__panel", "organisation").order_by(
        "changed_at", "pk"
    )


def waiting_costs(person: Person | None) -> QuerySet[AgreedCost]:
    """Costs besides travel that wait for this person's team, oldest first."""
    where = organisations_where(person, Permission.DECIDE_ESTIMATE)
    waiting = AgreedCost.objects.filter(organisation__in=where, status=Agreement.WAITING)
    return waiting.select_related("person", "place__panel", "organisation").order_by("named_at", "pk")


def how_many_wait(person: Person | None) -> int:
    """Plans and costs that wait for this person's team, counted together. One query."""
    plans, costs = (found.order_by().values("pk") for found in (waiting_plans(person), waiting_costs(person)))
    return plans.union(costs, all=True).count()


def plan_of(place: Place) -> TravelPlan | None:
    """What the person said of this journey; None while they said nothing, which is quite enough (B-02)."""
    return TravelPlan.objects.filter(place=place).first()


def statement_of(person: Person) -> str:
    """ "About my journeys" in the person's own words; empty without any."""
    return TravelStatement.objects.filter(person=person).values_list("text", flat=True).first() or ""


def safe_harbour(place: Place) -> dict[str, int]:
    """hooks.safe_harbour: amounts agreed beforehand for this place, by kind of line."""
    agreed = AgreedCost.objects.filter(place=place, status=Agreement.AGREED)
    return dict(agreed.values_list("kind", "pence"))


def travel_agreed_pence(plan: TravelPlan | None) -> int | None:
    """Up to how many pence travel may be claimed without a question; None without an agreed amount."""
    return plan.agreed_pence if plan is not None and plan.status == Agreement.AGREED else None


def last_claim_like(place: Place) -> Claim | None:
    """The person's last claim for the same venue here, else for the same panel: the journey of last time."""
    venues = list(place.panel.sessions.exclude(venue=None).values_list("venue", flat=True))
    made = Claim.objects.filter(person_id=place.person_id, organisation_id=place.organisation_id, looks_again_at=None)
    made = made.exclude(status__in=NOT_A_JOURNEY_MADE).exclude(place=place)
    same = made.filter(Q(session__venue__in=venues) | Q(place__panel=place.panel_id))
    return same.order_by("-event_day", "-pk").first()


def last_time(place: Place) -> tuple[Claim, int] | None:
    """That claim with what its travel came to in pence; None when there was none or it held no travel."""
    claim = last_claim_like(place)
    travel = list(ClaimLine.objects.filter(claim=claim, kind__in=TRAVEL_KINDS)) if claim else []
    return (claim, sum(line.pence for line in travel)) if claim and travel else None


def plans_with_assistance(session: Session) -> list[TravelPlan]:
    """Who has booked help for the journey to this date: a new time upsets them (practice.md B-05, TR7)."""
    booked = TravelPlan.objects.filter(place__panel=session.panel_id, place__status__in=LIVE_PLACES)
    return list(booked.filter(has_booked_assistance=True).select_related("person"))
