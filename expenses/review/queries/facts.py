"""What is known of one claim, or of many with the same few queries, by those who look at it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may
from coordinator.letters.models import Letter
from coordinator.panels.models import Attendance, PlaceStatus, SessionStatus
from coordinator.people.models import Person
from expenses.answers import Verdict
from expenses.claims.models import Claim
from expenses.claims.rules import approvals_needed, may_approve
from expenses.rates.queries import policy_of
from expenses.review.models import Approval
from expenses.review.rules import (
    LETTERS_SHOWN_FOR_DAYS,
    NOT_WITHOUT,
    SOMEBODY_ELSE,
    Presence,
    may_check,
    needs_second_approver,
)


@dataclass(frozen=True)
class Attended:
    """Whether somebody came, and who of the team said so."""

    presence: Presence
    by: Person | None = None
    at: datetime | None = None


def attended(claims: Iterable[Claim]) -> dict[UUID, Attended]:
    """For each claim (read with place and session) what is known of its date. One query."""
    kept = list(claims)
    said = {
        (each.place_id, each.session_id): each
        for each in Attendance.objects.filter(
            session__in={claim.session_id for claim in kept}, place__in={claim.place_id for claim in kept}
        ).select_related("confirmed_by")
    }
    return {claim.pk: _attended(claim, said.get((claim.place_id, claim.session_id))) for claim in kept}


def _attended(claim: Claim, said: Attendance | None) -> Attended:
    if claim.session.status == SessionStatus.CANCELLED or claim.place.status == PlaceStatus.CANCELLED:
        return Attended(Presence.CANCELLED)
    if said is None:
        return Attended(Presence.NOT_SAID)
    return Attended(Presence(said.presence), said.confirmed_by, said.confirmed_at)


def presence_of(claim: Claim) -> Attended:
    """The same for one claim."""
    return attended([claim])[claim.pk]


def round_of(claim: Claim) -> int:
    """1 for the first look, one more for each wish for another."""
    return len(claim.appeals.all()) + 1


def decided_before(claim: Claim) -> frozenset[UUID]:
    """Who decided in an earlier round: another look comes from somebody else (practice.md PY4)."""
    return frozenset(UUID(each) for appeal in claim.appeals.all() for each in appeal.decided_before)


def approvals_now(claim: Claim) -> list[Approval]:
    """The approvals of this round."""
    number = round_of(claim)
    return [approval for approval in claim.approvals.all() if approval.round == number]


def why_not_check(claim: Claim, person: Person, known: Attended) -> Verdict:
    """Whether this person may check it, and why not."""
    return may_check(claimant=claim.person_id, checker=person.pk, presence=known.presence)


def why_not_decide(claim: Claim, person: Person, known: Attended) -> Verdict:
    """Whether this person may approve it, and why not: the rules of claims, another look, the second approver."""
    if known.presence in NOT_WITHOUT:
        return Verdict(False, NOT_WITHOUT[known.presence])
    if person.pk in decided_before(claim):
        return Verdict(False, SOMEBODY_ELSE)
    limit, so_far = policy_of(claim.organisation).approval_limit_pence, approvals_now(claim)
    verdict = may_approve(
        claimant=claim.person_id,
        approver=person.pk,
        total_pence=claim.total_pence,
        attendance_confirmer=known.by.pk if known.by else None,
        checker=claim.checked_by_id,
        previous_approvers={approval.by_id for approval in so_far},
        limit=limit,
    )
    if verdict and _lacks_second_approver(claim, person, so_far, limit):
        return Verdict(False, needs_second_approver(limit))
    return verdict


def _lacks_second_approver(claim: Claim, person: Person, so_far: Sequence[Approval], limit: int) -> bool:
    """Would this be the last of several approvals, and none by somebody who may approve large claims?"""
    needed = approvals_needed(claim.total_pence, limit)
    if needed == 1 or len(so_far) + 1 < needed:
        return False
    approvers = [person, *(approval.by for approval in so_far)]
    return not any(may(each, Permission.APPROVE_LARGE_CLAIM, claim) for each in approvers)


@dataclass(frozen=True)
class LetterLine:
    """A letter somebody got lately, as finance may know of it: letters about anything but money stay unnamed."""

    at: datetime
    title: str
    channel: Any


def recent_letters(claim: Claim, *, now: datetime) -> list[LetterLine]:
    """What this person was told by the claim's organisation in the last 14 days, the newest first (practice.md B-13)."""
    since = now - timedelta(days=LETTERS_SHOWN_FOR_DAYS)
    found = Letter.objects.filter(
        person=claim.person_id, organisation=claim.organisation_id, created_at__gte=since, created_at__lte=now
    )
    return [
        LetterLine(letter.created_at, letter.kind_title if letter.kind.startswith("claim.") else "", letter.channel)
        for letter in found.order_by("-created_at", "-id")
    ]
