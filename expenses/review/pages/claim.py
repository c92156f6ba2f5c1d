"""One claim on finance's desk: the facts, the findings in words, and what can be done by whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may
from coordinator.opportunities.queries.public import pays_nothing
from coordinator.people.doors import for_staff, who_is_here
from coordinator.people.models import Person
from coordinator.people.signed_in import Visit
from coordinator.workflow.trail import history_of
from expenses.advances.queries import advances_about, had_beforehand
from expenses.claims.models import Claim
from expenses.claims.queries import (
    covered_lines,
    cut_lines,
    facts_of,
    findings_of_all,
    other_look_at,
    with_facts,
)
from expenses.claims.rules import ClaimStatus, Finding, approvals_needed
from expenses.claims.steps import ASK, NOT_AGREE
from expenses.claims.words import kind_label, labelled
from expenses.payments.models import Payment
from expenses.rates.queries import policy_of
from expenses.review.queries import (
    Attended,
    decided_before,
    presence_of,
    reviewed_claims,
    why_not_check,
    why_not_decide,
)
from expenses.review.queries.facts import approvals_now
from expenses.saying import say
from expenses.travel.queries import statement_of

READ_WITH = ("place__panel__contact__person", "checked_by", "entered_by", "looks_again_at")
WITH_ALL = ("approvals__by", "appeals", "questions__asked_by", "receipts__line")


def find(request: Visit, pk: UUID) -> Claim:
    """The claim with all that the desk shows of it, or a 404."""
    claims = with_facts(reviewed_claims(who_is_here(request))).select_related(*READ_WITH)
    return get_object_or_404(claims.prefetch_related(*WITH_ALL), pk=pk)


@for_staff(Permission.SEE_CLAIMS)
@require_GET
def claim(request: Visit, pk: UUID) -> HttpResponse:
    """The page."""
    found, now = find(request, pk), timezone.now()
    return render(request, "expenses/review/claim.html", about(found, who_is_here(request), now=now))


def about(found: Claim, viewer: Person, *, now: datetime) -> dict[str, Any]:
    """Everything that the page of one claim shows, and that the pages of decisions show beside their form."""
    known, findings = presence_of(found), findings_of_all([found], now=now)[found.pk]
    payment = Payment.objects.filter(payable__claim=found).select_related("batch").order_by("-attempt", "-pk").first()
    return {
        "claim": found,
        "zone": found.organisation.zone,
        "lines": lines_of(found, findings, now=now),
        "findings": [say(finding.rule) for finding in findings if finding.line is None],
        "known": known,
        "statement": statement_of(found.person),
        "so_far": approvals_now(found),
        "needed": approvals_needed(found.total_pence, policy_of(found.organisation).approval_limit_pence),
        "limit": policy_of(found.organisation).approval_limit_pence,
        "question": next((each for each in found.questions.all() if each.answered_at is None), None),
        "answered": [each for each in found.questions.all() if each.answered_at],
        "other_look": other_look_at(found),
        "cut_before": labelled(cut_lines(found.looks_again_at)) if found.looks_again_at else [],
        "whole_receipts": [receipt for receipt in found.receipts.all() if receipt.line_id is None],
        "payment": payment,
        "beforehand": had_beforehand(found, now=now),
        "advances": advances_about(found),
        "pays_nothing": pays_nothing(found.session.panel_id),
        # "Marked it paid" is said of the claim already.
        "history": history_of(found, *([payment] if payment else []), leave_out=frozenset({"payment.pay"})),
        **what_can_be_done(found, viewer, known),
    }


def lines_of(found: Claim, findings: list[Finding], *, now: datetime) -> list[dict[str, Any]]:
    """Each line with its label, why nobody asks about it, its findings and its receipts."""
    facts = facts_of([found], now=now)[found.pk]
    return [
        {
            "line": each.line,
            "label": kind_label(each.line.kind),
            "agreed": each.facts.agreed_pence,
            "covered": say(each.because),
            "findings": [say(finding.rule) for finding in findings if finding.line == index],
            "receipts": [receipt for receipt in found.receipts.all() if receipt.line_id == each.line.pk],
        }
        for index, each in enumerate(covered_lines(found, facts))
    ]


def what_can_be_done(found: Claim, viewer: Person, known: Attended) -> dict[str, Any]:
    """Which buttons this person has, and the rule in words where a rule keeps them from pressing one."""
    waits = any(each.answered_at is None for each in found.questions.all())
    check = found.status == ClaimStatus.SUBMITTED and may(viewer, Permission.CHECK_CLAIM, found)
    decide = found.status == ClaimStatus.CHECKED and may(viewer, Permission.APPROVE_CLAIM, found)
    verdict = why_not_check(found, viewer, known) if check else why_not_decide(found, viewer, known)
    goes = bool(verdict) and not waits
    not_mine = viewer.pk == found.person_id or viewer.pk in decided_before(found)
    return {
        "can_check": check and goes,
        "can_approve": decide and goes,
        "can_cut": decide and goes and not approvals_now(found),
        "can_decline": found.status in NOT_AGREE.sources
        and may(viewer, Permission.APPROVE_CLAIM, found)
        and not waits
        and not not_mine,
        "can_ask": found.status in ASK.sources
        and may(viewer, Permission.ASK_ABOUT_CLAIM, found)
        and not waits
        and viewer.pk != found.person_id,
        "can_release": may(viewer, Permission.ASK_ABOUT_CLAIM, found) and viewer.pk != found.person_id,
        "why_not": say(verdict.reason) if (check or decide) and not verdict else "",
    }
