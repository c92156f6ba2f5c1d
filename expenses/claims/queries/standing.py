"""How claims stand in plain words: who has them now, and by when the money comes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from functools import partial
from uuid import UUID

from coordinator.authorization.permissions import ROLES, Permission
from coordinator.organisations.models import Membership, Role
from coordinator.organisations.queries import living
from expenses.advances.queries import covered_beforehand
from expenses.answers import Words
from expenses.claims.models import Claim, Question
from expenses.claims.queries.looks import decided_before
from expenses.claims.rules import ClaimStatus, Pause, approvals_needed, paused_days, promised_by, said_to_person
from expenses.rates.queries import policy_of

S = ClaimStatus
HAS_IT = {
    S.SUBMITTED: Permission.CHECK_CLAIM,
    S.QUERY: Permission.ASK_ABOUT_CLAIM,
    S.CHECKED: Permission.APPROVE_CLAIM,
    S.DECLINED: Permission.APPROVE_CLAIM,
    S.REVERSED: Permission.MARK_PAID,
}
# Who is named first when several may: the second approver approves, the checker checks.
FIRST_NAMED = (Role.APPROVER, Role.FINANCE_CHECKER, Role.FINANCE_PAYER)

Names = dict[tuple[UUID, Role], list[tuple[UUID, str]]]


def finance_names(organisation_ids: Iterable[UUID], *, now: datetime) -> Names:
    """The living finance people of these organisations by organisation and role: (person id, what they are called)."""
    found: Names = {}
    members = Membership.objects.filter(
        living(now.date()), organisation__in=set(organisation_ids), role__in=FIRST_NAMED
    )
    for member in members.select_related("person").order_by("pk"):
        key = member.organisation_id, Role(member.role)
        found.setdefault(key, []).append((member.person_id, member.person.known_as))
    return found


def who_has_it(claim: Claim, names: Names, *, asked_by: str = "", not_these: Collection[UUID] = ()) -> str:
    """The human who has the claim now, never the claimant; the panel's contact where finance has nobody for it.

    `not_these` decided before somebody asked for another look.
    """
    if asked_by and claim.status == S.QUERY:
        return asked_by
    permission = HAS_IT.get(S(claim.status), Permission.CHECK_CLAIM)
    done_with = {claim.person_id, *not_these}
    able = [
        (person_id, name)
        for role in FIRST_NAMED
        if permission in ROLES[role]
        for person_id, name in names.get((claim.organisation_id, role), [])
        if person_id not in done_with
    ]
    others = [name for person_id, name in able if person_id != _checked_it(claim)]
    if not others and claim.status == S.CHECKED and _checker_may_approve(claim):
        others = [name for _person, name in able]
    return next(iter(others), claim.place.panel.contact.person.known_as)


def _checked_it(claim: Claim) -> UUID | None:
    """Whoever checked it does not have it for approval as long as somebody else can."""
    return claim.checked_by_id if claim.status == S.CHECKED else None


def _checker_may_approve(claim: Claim) -> bool:
    return approvals_needed(claim.total_pence, policy_of(claim.organisation).approval_limit_pence) == 1


def said_of(claims: Iterable[Claim], *, now: datetime) -> dict[UUID, Words]:
    """What the person reads of each claim. Four queries for claims read with `place.panel.contact.person`."""
    kept = list(claims)
    covered = covered_beforehand(kept)
    names = finance_names((claim.organisation_id for claim in kept), now=now)
    questions, decided = _open_questions(kept), decided_before(kept)
    return {
        claim.pk: _said(
            claim,
            questions.get(claim.pk),
            name=partial(who_has_it, claim, names, not_these=decided.get(claim.pk, ())),
            had_beforehand=claim.pk in covered,
            now=now,
        )
        for claim in kept
    }


def _open_questions(claims: Iterable[Claim]) -> dict[UUID, Question]:
    waiting = [claim.pk for claim in claims if claim.status == S.QUERY]
    if not waiting:
        return {}
    questions = Question.objects.filter(claim__in=waiting, answered_at=None).select_related("asked_by")
    return {question.claim_id: question for question in questions}


def _said(
    claim: Claim, question: Question | None, *, name: Callable[..., str], had_beforehand: bool, now: datetime
) -> Words:
    by = claim.promised_by
    if by and question:
        asked, today = claim.organisation.day(question.asked_at), claim.organisation.day(now)
        by = promised_by(by, promise=0, paused_days=paused_days([Pause(asked)], today=today))
    return said_to_person(
        S(claim.status),
        name=name(asked_by=question.asked_by.known_as if question else ""),
        by=by,
        paid_on=claim.paid_on,
        reference=claim.reference,
        had_beforehand=had_beforehand,
    )


def promise_when_sent(claim: Claim, *, now: datetime) -> date:
    """The day by which the money comes when the claim is sent at `now`."""
    return promised_by(claim.organisation.day(now), promise=policy_of(claim.organisation).promise_working_days)


def promise_after_questions(claim: Claim, *, now: datetime) -> date:
    """The day of the promise with every pause counted: the clock stands while a question waits for the person.

    Read after a question was answered or dropped; an open one counts up to `now`. A question that was our mistake, or
    that nobody sent yet, stops no clock. Another look (an appeal) begins it anew.
    """
    day = claim.organisation.day
    looked_again = claim.appeals.order_by("-at", "-pk").values_list("at", flat=True).first()
    began = looked_again or claim.submitted_at or now
    sent = claim.questions.filter(asked_at__gte=began, our_mistake=False, released_by__isnull=False)
    asked = sent.values_list("asked_at", "answered_at")
    pauses = [Pause(day(begun), day(ended) if ended else None) for begun, ended in asked]
    stood = paused_days(pauses, today=day(now))
    promise = policy_of(claim.organisation).promise_working_days
    return promised_by(day(began), promise=promise, paused_days=stood)
