"""What this slice shows on other pages: the money of one place, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may
from coordinator.design.moments import day_brief
from coordinator.design.timeline import Point
from coordinator.hooks import Box, NextStep
from coordinator.panels.models import Place, Session
from coordinator.people.models import Person
from expenses.claims.models import Claim, ClaimLine, Question
from expenses.claims.queries import (
    ClaimableDate,
    claimable_dates,
    claims_listed,
    dates_not_claimed,
    promise_after_questions,
    said_of,
)
from expenses.claims.rules import ClaimStatus
from expenses.receipts.models import Receipt
from expenses.saying import say

S = ClaimStatus
NEVER_SENT = (S.DRAFT, S.WITHDRAWN)


def place_box(place: Place, person: Person) -> Box | None:
    """On the person's page of one place: begin a claim, or how it stands."""
    if place.person_id != person.pk:
        return None
    now = timezone.now()
    dates = claimable_dates([place], now=now)
    claims = list(claims_listed(Claim.objects.filter(place=place).exclude(status=S.WITHDRAWN)))
    said = said_of(claims, now=now)
    context = {
        "place": place,
        "claims": [(claim, say(said[claim.pk])) for claim in claims],
        "may_begin": any(date.claim is None for date in dates),
    }
    return Box(_("Your money back"), "claims/place_box.html", context, order=30)


def session_box(session: Session, person: Person) -> Box | None:
    """On the team's page of a session: who has claimed, and the way to write one down for somebody."""
    if not may(person, Permission.WRITE_CLAIM_FOR, session):
        return None
    places = Place.objects.filter(panel=session.panel_id).select_related("person", "panel__organisation")
    dates = [date for date in claimable_dates(places, now=timezone.now()) if date.session.pk == session.pk]
    context = {"session": session, "dates": sorted(dates, key=_name)}
    return Box(_("Claims"), "claims/session_box.html", context, order=45) if dates else None


def _name(date: ClaimableDate) -> str:
    return date.place.person.full_name


def person_box(person: Person, viewer: Person) -> Box | None:
    """On the team's page of a person: the way to write a claim down for them."""
    if not may(viewer, Permission.WRITE_CLAIM_FOR, person):
        return None
    return Box(_("Money back"), "claims/person_box.html", {"person": person}, order=45)


def place_timeline(place: Place, *, now: datetime) -> list[Point]:
    """On the timeline of a place: the day the money is promised for, or the day it was paid."""
    sent = Claim.objects.filter(place=place, promised_by__isnull=False).exclude(status=S.WITHDRAWN)
    return [money_point(claim, now=now) for claim in sent if claim.status != S.DECLINED]


def money_point(claim: Claim, *, now: datetime) -> Point:
    """The promise of a claim that was sent, or its keeping; while a question waits, the day as the clock stands."""
    promised: date = claim.promised_by or claim.event_day
    if claim.paid_on:
        return Point(claim.paid_on, _("money paid"), "kept" if claim.paid_on <= promised else "past")
    if claim.status == S.QUERY:
        promised = promise_after_questions(claim, now=now)
    return Point(promised, _("money by this day"), "open")


def next_steps(home: str, person: Person, now: datetime) -> list[NextStep]:
    """A question to answer, a claim to finish, a date to claim for. Nobody must claim, so these have no deadline."""
    if home != "me":
        return []
    claims = list(claims_listed(Claim.objects.filter(person=person, status__in=[S.DRAFT, S.QUERY])))
    return [*_about_claims(claims, now), *_not_claimed(person, now)]


def _about_claims(claims: list[Claim], now: datetime) -> list[NextStep]:
    asking = {
        question.claim_id: question.asked_by.known_as
        for question in Question.objects.filter(
            claim__in=claims, answered_at=None, released_by__isnull=False
        ).select_related("asked_by")
    }
    steps = []
    for claim in claims:
        link = reverse("my_claim", args=[claim.pk])
        if claim.status == S.QUERY:
            what = _("{name} has a question about your claim for “{panel}”")
            text = what.format(name=asking.get(claim.pk, _("Finance")), panel=claim.place.panel.title)
            steps.append(NextStep(text, link, _("Answer it"), soon=True, order=15))
        else:
            text = _("Your claim for “{panel}” is not sent yet").format(panel=claim.place.panel.title)
            steps.append(NextStep(text, link, _("Finish it"), order=40))
    return steps


def _not_claimed(person: Person, now: datetime) -> list[NextStep]:
    steps = []
    found: Any
    for found in dates_not_claimed(person, now=now):
        day = found.panel.organisation.day(found.starts_at)
        text = _("Did you spend anything on “{panel}”? We pay it back.").format(panel=found.panel.title)
        link = reverse("claim_begin", args=[found.place_id]) + f"?date={found.pk}"
        steps.append(NextStep(text, link, _("Claim it"), order=45, when=day_brief(day)))
    return steps


def not_forgotten_yet(person: Person) -> list[str]:
    """hooks.not_forgotten_yet: claims that finance looks at."""
    waiting = Claim.objects.filter(person=person, status__in=[S.SUBMITTED, S.QUERY, S.CHECKED])
    text = _("Claim %(reference)s is with finance. It can be taken back; otherwise it is paid first.")
    return [text % {"reference": reference} for reference in waiting.values_list("reference", flat=True)]


def person_export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """hooks.person_export: claims with their lines, questions and the names of their receipts."""
    return {
        "claims": _rows(Claim.objects.filter(person=person).values()),
        "claim_lines": _rows(ClaimLine.objects.filter(claim__person=person).values()),
        "claim_questions": _rows(Question.objects.filter(claim__person=person).values()),
        "receipts": _rows(
            Receipt.objects.filter(claim__person=person).values("id", "claim_id", "name", "size", "uploaded_at")
        ),
    }


def _rows(values: Iterable[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in values]
