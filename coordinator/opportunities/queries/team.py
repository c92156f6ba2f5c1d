"""What a team sees of its calls."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.opportunities.models import CallStatus, NotForMe, Opportunity
from coordinator.organisations.models import Organisation
from coordinator.panels.models import Panel, PanelStatus, Session, SessionStatus
from coordinator.people.models import Person
from coordinator.workflow.models import Event

LONG_TEXTS = (
    "what_you_do", "what_can_change", "already_decided", "who_we_look_for", "who_cannot", "demands", "costs_covered",
    "how_to_apply", "selection_steps", "skills", "training", "checks", "bring",
)  # fmt: skip


def calls_visible_to(person: Person | None) -> QuerySet[Opportunity]:
    """Calls of the organisations where this person may see calls, drafts and requests included."""
    return Opportunity.objects.filter(
        organisation__in=organisations_where(person, Permission.SEE_CALLS)
    ).select_related("organisation", "panel", "panel__team", "panel__contact", "panel__contact__person")


def organisations_for_new_call(person: Person) -> QuerySet[Organisation]:
    """Where this person may ask for a call or write one."""
    return Organisation.objects.filter(pk__in=organisations_where(person, Permission.REQUEST_CALL))


def panels_for_new_call(person: Person) -> QuerySet[Panel]:
    """Panels for which this person may write a call, or ask for one; those without a call first."""
    where = organisations_where(person, Permission.REQUEST_CALL)
    panels = Panel.objects.filter(organisation__in=where, status__in=[PanelStatus.PLANNING, PanelStatus.RUNNING])
    return panels.annotate(known_calls=Count("calls")).order_by("known_calls", "-created_at", "-id")


def calls_listed(person: Person | None, *, status: str = "") -> QuerySet[Opportunity]:
    """The team's list, the newest first."""
    calls = calls_visible_to(person).defer(*LONG_TEXTS)
    if status:
        calls = calls.filter(status=status)
    return calls.order_by("-created_at", "-id")


NEEDS_SOMEBODY = (CallStatus.REQUESTED, CallStatus.DRAFT, CallStatus.PUBLISHED, CallStatus.CLOSED)


def in_hand_first(calls: QuerySet[Opportunity], *, now: datetime) -> QuerySet[Opportunity]:
    """What is open or needs somebody, then what is told and still to come, then what is over.

    Each by the day it closes, the newest first, and on top what has no such day yet.
    """
    to_come = Session.objects.filter(panel=OuterRef("panel_id"), status=SessionStatus.SCHEDULED, ends_at__gt=now)
    turn = Case(
        When(status__in=NEEDS_SOMEBODY, then=0),
        When(Q(status=CallStatus.FILLED) & Exists(to_come), then=1),
        default=2,
    )
    return calls.alias(turn=turn).order_by("turn", F("closes_at").desc(nulls_first=True), "-created_at", "-id")


def turned_away(call: Opportunity) -> list[tuple[str, int]]:
    """(reason in words, how many) of those who said "not for me", most first; reasons nobody gave are left out."""
    counts = call.turned_away.values("reason").annotate(people=Count("id")).order_by("-people", "reason")
    return [(str(NotForMe(row["reason"]).label), row["people"]) for row in counts]


def short_notice_count(organisations: Iterable[object], since: datetime) -> int:
    """How often short notice was approved, for the report to the board (practice.md RN2)."""
    return Event.objects.filter(
        verb="opportunity.approve_short_notice", organisation_id__in=list(organisations), at__gte=since
    ).count()


PARTS_IN_A_CALL = ("requested_by", "written_by", "short_notice_asked_by", "short_notice_approver", "route_tested_by")


def person_rows(person: Person) -> dict[str, list[dict[str, Any]]]:
    """This slice's part of a person's export: the calls they had a hand in as staff, and how.

    Nothing of it goes when they are forgotten: the call stands, and the name behind the id is gone.
    """
    own = Q()
    for part in PARTS_IN_A_CALL:
        own |= Q(**{part: person})
    ids = [f"{part}_id" for part in PARTS_IN_A_CALL]
    rows = Opportunity.objects.filter(own).order_by("created_at", "pk").values("id", "title", *ids)
    return {
        "calls": [
            {"id": row["id"], "title": row["title"], "as": [name[:-3] for name in ids if row[name] == person.pk]}
            for row in rows
        ]
    }
