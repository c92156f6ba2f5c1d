"""How claims stand in plain words: who has them now, and by when the money comes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from coordinator.authorization.permissions import ROLES, Permission
from coordinator.organisations.models import Membership, Role
from coordinator.organisations.queries import living
from coordinator.people.models import Person
from coordinator.workflow.models import Event
from expenses.advances.queries import covered_beforehand
from expenses.answers import Words
from expenses.claims.models import Claim, Question
from expenses.claims.queries.looks import done_with
from expenses.claims.rules import ClaimStatus, Pause, approvals_needed, paused_days, promised_by, said_to_person
from expenses.claims.steps import NOT_AGREE
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


def who_has_it(claim: Claim, names: Names, *, done_with: Collection[UUID] = ()) -> str:
    """The human who has the claim now, never the claimant; the panel's contact where finance has nobody for it.

    Those who are `done_with` deciding it leave that to others.
    """
    permission = HAS_IT.get(S(claim.status), Permission.CHECK_CLAIM)
    not_these = {claim.person_id, *(done_with if claim.status == S.CHECKED else ())}
    able = [
        (person_id, name)
        for role in FIRST_NAMED
        if permission in ROLES[role]
        for person_id, name in names.get((claim.organisation_id, role), [])
        if person_id not in not_these
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
    """What the person reads of each claim. The same few queries for any number of claims, read with
    `place.panel.contact.person`; what no claim is in need of is not asked.
    """
    kept = list(claims)
    of = {
        status: [claim for claim in kept if claim.status == status]
        for status in (S.QUERY, S.CHECKED, S.DECLINED, S.PAID)
    }
    covered, references = covered_beforehand(kept), _references(of[S.PAID])
    names = finance_names((claim.organisation_id for claim in kept), now=now)
    questions, said_no = _open_questions(of[S.QUERY]), _who_said_no(of[S.DECLINED])
    decided = done_with(of[S.CHECKED]) if of[S.CHECKED] else {}
    known = said_no | {pk: question.asked_by.known_as for pk, question in questions.items()}
    return {
        claim.pk: said_to_person(
            S(claim.status),
            name=known.get(claim.pk) or who_has_it(claim, names, done_with=decided.get(claim.pk, ())),
            by=_promised(claim, questions.get(claim.pk), now=now),
            paid_on=claim.paid_on,
            reference=references.get(claim.pk, claim.reference),
            had_beforehand=claim.pk in covered,
        )
        for claim in kept
    }


def _open_questions(claims: list[Claim]) -> dict[UUID, Question]:
    if not claims:
        return {}
    questions = Question.objects.filter(claim__in=claims, answered_at=None).select_related("asked_by")
    return {question.claim_id: question for question in questions}


def _who_said_no(claims: list[Claim]) -> dict[UUID, str]:
    """Who wrote the reason of each, as long as they are here."""
    if not claims:
        return {}
    said = Event.objects.filter(record_id__in=[claim.pk for claim in claims], verb=NOT_AGREE.verb)
    by = dict(said.order_by("at", "pk").values_list("record_id", "by_person_id"))
    people = Person.objects.in_bulk([person for person in by.values() if person])
    return {pk: people[person].known_as for pk, person in by.items() if person in people}


def _references(claims: list[Claim]) -> dict[UUID, str]:
    """What stands on the statement of the bank: a payment that was tried again has a number of its own."""
    if not claims:
        return {}
    paid = Claim.objects.filter(pk__in=[claim.pk for claim in claims], payable__payments__status="paid").order_by()
    return dict(paid.values_list("pk", "payable__payments__reference"))


def _promised(claim: Claim, question: Question | None, *, now: datetime) -> date | None:
    """The day of the promise; while a question waits, moved by the days for which it has waited."""
    if claim.promised_by is None or question is None:
        return claim.promised_by
    asked, today = claim.organisation.day(question.asked_at), claim.organisation.day(now)
    return promised_by(claim.promised_by, promise=0, paused_days=paused_days([Pause(asked)], today=today))


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
