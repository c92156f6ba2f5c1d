"""What is known of one claim, or of many with the same few queries, by those who look at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery, UUIDField

from coordinator.authorization.permissions import ROLES, Permission
from coordinator.authorization.verdict import may
from coordinator.letters.models import Letter
from coordinator.organisations.models import Membership
from coordinator.organisations.queries import living
from coordinator.panels.models import Attendance, PlaceStatus, SessionStatus
from coordinator.people.models import Person
from expenses.advances.models import Advance
from expenses.advances.rules import may_agree
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

SECOND_APPROVERS = [role for role, permissions in ROLES.items() if Permission.APPROVE_LARGE_CLAIM in permissions]


@dataclass(frozen=True)
class Attended:
    """Whether somebody came, and who of the team said so."""

    presence: Presence
    by_id: UUID | None = None
    by_name: str = ""
    at: datetime | None = None


def with_presence(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """The claims with all that `attended` reads of them, in the same query."""
    said = Attendance.objects.filter(session=OuterRef("session"), place=OuterRef("place"))
    return claims.select_related("session", "place").annotate(
        said_presence=Subquery(said.values("presence")[:1]),
        said_by=Subquery(said.values("confirmed_by")[:1], output_field=UUIDField()),
        said_by_name=Subquery(said.values("confirmed_by__full_name")[:1]),
        said_at=Subquery(said.values("confirmed_at")[:1]),
    )


def attended(claim: Any) -> Attended:
    """What is known of the date of a claim of `with_presence`."""
    if claim.session.status == SessionStatus.CANCELLED or claim.place.status == PlaceStatus.CANCELLED:
        return Attended(Presence.CANCELLED)
    if claim.said_presence is None:
        return Attended(Presence.NOT_SAID)
    return Attended(Presence(claim.said_presence), claim.said_by, claim.said_by_name, claim.said_at)


def presence_of(claim: Claim) -> Attended:
    """The same for a claim that was read without. One query."""
    return attended(with_presence(Claim.objects.filter(pk=claim.pk)).get())


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
        attendance_confirmer=known.by_id,
        checker=claim.checked_by_id,
        previous_approvers={approval.by_id for approval in so_far},
        limit=limit,
    )
    if verdict and _lacks_second_approver(claim, claim.total_pence, person, so_far, limit):
        return Verdict(False, needs_second_approver(limit))
    return verdict


def why_not_agree(advance: Advance, person: Person) -> Verdict:
    """Whether this person may agree to money before the day, and why not: as for claims, two above the limit."""
    limit, so_far = policy_of(advance.organisation).approval_limit_pence, list(advance.approvals.select_related("by"))
    verdict = may_agree(asker=advance.person_id, approver=person.pk, previous_approvers={each.by_id for each in so_far})
    if verdict and _lacks_second_approver(advance, advance.pence, person, so_far, limit):
        return Verdict(False, needs_second_approver(limit))
    return verdict


def _lacks_second_approver(record: Any, pence: int, person: Person, so_far: Sequence[Any], limit: int) -> bool:
    """Would this be the last of several approvals, and none by somebody who may approve large sums?"""
    needed = approvals_needed(pence, limit)
    if needed == 1 or len(so_far) + 1 < needed or may(person, Permission.APPROVE_LARGE_CLAIM, record):
        return False
    return not any(_is_by_second_approver(approval, record) for approval in so_far)


def _is_by_second_approver(approval: Any, record: Any) -> bool:
    """A list has read it with the approvals; for one record it is read now."""
    if "by_second_approver" in vars(approval):
        return bool(approval.by_second_approver)
    return bool(may(approval.by, Permission.APPROVE_LARGE_CLAIM, record))


def approvals_for_lists(*, today: date) -> QuerySet[Approval]:
    """Approvals with who gave them, and in `by_second_approver` whether that person may approve large claims here."""
    second = Membership.objects.filter(
        living(today), person=OuterRef("by"), organisation=OuterRef("claim__organisation"), role__in=SECOND_APPROVERS
    )
    return Approval.objects.select_related("by").annotate(by_second_approver=Exists(second))


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
