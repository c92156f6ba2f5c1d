"""One claim as its person, or whoever writes it for them, sees it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from coordinator.design.timeline import Point
from coordinator.panels.queries import places_of
from coordinator.people.doors import for_somebody, who_is_here
from coordinator.people.signed_in import Visit
from coordinator.workflow.trail import history_of
from expenses.advances.queries import had_beforehand
from expenses.claims.boxes import money_point
from expenses.claims.forms import AnswerForm
from expenses.claims.models import Claim
from expenses.claims.pages.desks import Desk
from expenses.claims.queries import (
    claimable_dates,
    covered_lines,
    facts_of,
    may_ask_again,
    other_look_at,
    own_claims,
    said_of,
    with_facts,
)
from expenses.claims.rules import ClaimStatus
from expenses.claims.steps import TAKE_BACK
from expenses.claims.words import TO_ADD, kind_label
from expenses.saying import say
from expenses.travel.queries import statement_of

A_PAGE = 25
TONES = {ClaimStatus.QUERY: "soon", ClaimStatus.PAID: "done", ClaimStatus.REVERSED: "soon"}


@for_somebody
@require_GET
def claims(request: Visit) -> HttpResponse:
    """One's own claims, and the dates that one may still claim for."""
    person, now = who_is_here(request), timezone.now()
    page = Paginator(own_claims(person), A_PAGE).get_page(request.GET.get("page"))
    said = said_of(page, now=now)
    dates = claimable_dates(places_of(person).select_related("panel__organisation"), now=now)
    context = {
        "page": page,
        "rows": [(claim, say(said[claim.pk]), TONES.get(ClaimStatus(claim.status), "calm")) for claim in page],
        "to_claim": [date for date in dates if date.claim is None],
    }
    return render(request, "claims/my_claims.html", context)


@require_GET
def claim(request: Visit, pk: UUID, desk: Desk) -> HttpResponse:
    """How the claim stands, what is in it, and what can be done."""
    return claim_page(request, desk.find(request, pk), desk, AnswerForm())


def claim_page(request: Visit, found: Claim, desk: Desk, answer_form: AnswerForm, *, status: int = 200) -> HttpResponse:
    """The page of a claim, also when an answer on it needs another look."""
    now = timezone.now()
    context = about(found, desk) | {
        "said": say(said_of([found], now=now)[found.pk]),
        "tone": TONES.get(ClaimStatus(found.status), "calm"),
        "lines": lines_of(found, now=now),
        "receipts": list(found.receipts.select_related("line")),
        "question": found.questions.filter(answered_at=None, released_by__isnull=False)
        .select_related("asked_by", "line")
        .first(),
        "form": answer_form,
        "points": points_of(found, now=now),
        "to_add": list(TO_ADD.items()),
        "may_ask_again": may_ask_again(found),
        "other_look": other_look_at(found),
        "appeals": [appeal for appeal in found.appeals.all() if appeal.text],
        "may_take_back": found.status in TAKE_BACK.sources,
        "statement": statement_of(found.person),
        "beforehand": had_beforehand(found, now=now),
        "history": history_of(found, leave_out=frozenset({"claim.save"})),
    }
    return render(request, "claims/claim.html", context, status=status)


def about(found: Claim, desk: Desk) -> dict[str, Any]:
    """What every page of a claim needs."""
    panel = found.place.panel
    return {
        "claim": found,
        "desk": desk,
        "panel": panel,
        "zone": panel.organisation.zone,
        "help_contact": panel.contact,
        "is_draft": found.status == ClaimStatus.DRAFT,
    }


def lines_of(found: Claim, *, now: datetime) -> list[dict[str, Any]]:
    """The lines with their label, the reason why nobody asks about them, and their receipts."""
    read = with_facts(Claim.objects.filter(pk=found.pk)).get()
    return [
        {"line": each.line, "label": kind_label(each.line.kind), "covered": say(each.because)}
        for each in covered_lines(read, facts_of([read], now=now)[read.pk])
    ]


def points_of(found: Claim, *, now: datetime) -> list[Point]:
    """The story of the money: the day, sent, checked, promised or paid. Nothing before it is sent."""
    if found.submitted_at is None or found.promised_by is None:
        return []
    day, today = found.organisation.day, found.organisation.day(now)
    sent = _("you asked again") if found.looks_again_at_id else _("you sent it")
    points = [Point(found.event_day, _("the day"), "day"), Point(day(found.submitted_at), sent, "past")]
    if found.checked_at and found.checked_at >= found.submitted_at:
        points.append(Point(day(found.checked_at), _("checked"), "past"))
    over = found.paid_on or found.status in {ClaimStatus.DECLINED, ClaimStatus.WITHDRAWN}
    if not over and today not in {point.date for point in points} | {found.promised_by}:
        points.append(Point(today, _("today"), "today"))
    return (
        points
        if found.status in {ClaimStatus.DECLINED, ClaimStatus.WITHDRAWN}
        else [*points, money_point(found, now=now)]
    )
