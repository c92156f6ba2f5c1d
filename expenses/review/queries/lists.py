"""Lists for finance: what waits in two lanes, questions, and what was paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, UUIDField
from django.utils import timezone

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may, organisations_where
from coordinator.people.models import Person
from expenses.answers import Words
from expenses.claims.models import Claim, Question
from expenses.claims.queries import findings_of_all, with_facts
from expenses.claims.rules import ClaimStatus, Finding
from expenses.claims.steps import WITH_FINANCE
from expenses.payments.queries import last_reference
from expenses.review.queries.facts import (
    Attended,
    approvals_for_lists,
    approvals_now,
    attended,
    why_not_check,
    why_not_decide,
    with_presence,
)

READ_WITH = ("place__panel__contact__person", "checked_by")


def reviewed_claims(person: Person | None) -> QuerySet[Claim]:
    """Every claim that was ever sent to the organisations whose claims this person may see."""
    where = organisations_where(person, Permission.SEE_CLAIMS)
    return Claim.objects.filter(organisation__in=where, submitted_at__isnull=False)


def waiting_claims(person: Person | None) -> QuerySet[Claim]:
    """What waits for a check or an approval, the nearest promise first."""
    return reviewed_claims(person).filter(status__in=WITH_FINANCE).order_by("promised_by", "submitted_at", "id")


@dataclass(frozen=True)
class Waiting:
    """One claim in the list: what a person should look at, what is known of the date, and why it waits for others."""

    claim: Claim
    findings: list[Finding]
    known: Attended
    first_yes: str  # the name of who approved already, where two are needed
    not_me: Words | None  # which rule keeps this person from taking it on now; None: no rule does
    mine_to_press: bool  # does a role of this person allow its next step?
    asked_by: UUID | None  # who wrote a question in own words that waits for a second person; None: there is none

    @property
    def asks(self) -> bool:
        """Does a question in own words wait for a second person?"""
        return self.asked_by is not None

    @property
    def is_straight(self) -> bool:
        """May it be approved with others in one press?"""
        return not self.findings and self.not_me is None and not self.asks


def lanes(person: Person, *, now: datetime) -> tuple[list[Waiting], list[Waiting]]:
    """All that waits: what goes straight through, and what a person looks at. The same few queries for any number.

    The lanes come from the rules and not from a column: an attendance or an agreement moves a claim at once.
    """
    question = Question.objects.filter(claim=OuterRef("pk"), answered_at=None)
    claims = list(
        with_presence(with_facts(waiting_claims(person)))
        .select_related(*READ_WITH)
        .annotate(asked_by=Subquery(question.values("asked_by")[:1], output_field=UUIDField()))
        .prefetch_related(Prefetch("approvals", approvals_for_lists(today=timezone.localdate(now))), "appeals")
    )
    found = findings_of_all(claims, now=now)
    waiting = [_waiting(claim, found[claim.pk], attended(claim), person) for claim in claims]
    return [each for each in waiting if each.is_straight], [each for each in waiting if not each.is_straight]


def _waiting(claim: Claim, found: list[Finding], known: Attended, person: Person) -> Waiting:
    so_far = approvals_now(claim)
    name = so_far[0].by.full_name if so_far else ""
    asked_by: UUID | None = claim.asked_by  # type: ignore[attr-defined]  # annotated by `lanes`
    next_step = Permission.CHECK_CLAIM if claim.status == ClaimStatus.SUBMITTED else Permission.APPROVE_CLAIM
    return Waiting(
        claim, found, known, name, why_not_now(claim, person, known), bool(may(person, next_step, claim)), asked_by
    )


def why_not_now(claim: Claim, person: Person, known: Attended) -> Words | None:
    """Why this person cannot take the claim on with one press; None when they can. Permissions stand beside this."""
    check = claim.status == ClaimStatus.SUBMITTED
    verdict = why_not_check(claim, person, known) if check else why_not_decide(claim, person, known)
    return None if verdict else verdict.reason


def questions_visible_to(person: Person | None) -> QuerySet[Question]:
    """Questions about the claims of organisations whose claims this person may see."""
    where = organisations_where(person, Permission.SEE_CLAIMS)
    related = ("claim__person", "claim__organisation", "asked_by", "released_by", "line")
    return Question.objects.filter(claim__organisation__in=where).select_related(*related)


def open_questions(person: Person | None) -> QuerySet[Question]:
    """Those that wait: for a second person or for an answer; the oldest first."""
    return questions_visible_to(person).filter(answered_at=None).order_by("asked_at", "id")


def past_questions(person: Person | None) -> QuerySet[Question]:
    """Those that were answered or dropped, the latest first."""
    return questions_visible_to(person).exclude(answered_at=None).order_by("-answered_at", "-id")


def paid_claims(person: Person | None, *, since: date | None = None) -> QuerySet[Claim]:
    """What was paid, the last first, each with the reference on the person's statement."""
    paid = reviewed_claims(person).filter(status=ClaimStatus.PAID)
    if since:
        paid = paid.filter(paid_on__gte=since)
    related = ("person", "organisation", "session__panel", "looks_again_at")
    return (
        paid.select_related(*related)
        .annotate(paid_reference=last_reference(OuterRef("pk")))
        .order_by("-paid_on", "-id")
    )
