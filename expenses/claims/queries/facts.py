"""What the rules need to know of claims, read for one or for a whole list with the same few queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from coordinator import hooks
from coordinator.panels.models import Place
from expenses.answers import Words
from expenses.answers import words as _
from expenses.claims import rules
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.rules import FACTS, ClaimStatus, Finding, LineKind
from expenses.rates.queries import claim_policy
from expenses.receipts.models import Receipt
from expenses.travel.models import AgreedCost, Agreement, TravelPlan
from expenses.travel.queries import travel_agreed_pence

NOT_COUNTED = [ClaimStatus.DRAFT, ClaimStatus.WITHDRAWN, ClaimStatus.DECLINED]


def with_facts(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """The claims with all that `facts_of` reads from them: two queries, whatever their number.

    Each line says in `receipt_here` whether a receipt belongs to it, or to the claim as a whole, and in
    `agreed_for_kind` how many pence were agreed beforehand for its kind.
    """
    own_or_whole = Q(line=OuterRef("pk")) | Q(line=None, claim=OuterRef("claim"))
    agreed = AgreedCost.objects.filter(
        place=OuterRef("claim__place"), kind=OuterRef("kind"), status=Agreement.AGREED
    ).values("pence")
    lines = ClaimLine.objects.annotate(
        receipt_here=Exists(Receipt.objects.filter(own_or_whole)), agreed_for_kind=Subquery(agreed[:1])
    )
    appealed = Claim.objects.filter(pk=OuterRef("pk"), appeals__isnull=False)
    return (
        claims.select_related("person", "organisation__expense_policy", "place__travel_plan", "session__panel")
        .annotate(asked_again=Exists(appealed))
        .prefetch_related(Prefetch("lines", queryset=lines))
    )


def facts_for_rules(claim: Claim, *, now: datetime | None = None) -> rules.Claim:
    """One claim as the rules take it. `now` stands for the day of sending while it is a draft."""
    read = with_facts(Claim.objects.filter(pk=claim.pk)).get()
    return facts_of([read], now=now)[claim.pk]


def facts_of(claims: Iterable[Any], *, now: datetime | None = None) -> dict[UUID, rules.Claim]:
    """Claims read by `with_facts` as the rules take them, by id. The lines stand in the order of `claim.lines.all()`."""
    kept = list(claims)
    adjusted = _adjusted_kinds([claim.place for claim in kept])
    before = _claimed_before(kept)
    return {
        claim.pk: rules.Claim(
            event_day=claim.event_day,
            submitted_day=claim.organisation.day(claim.submitted_at or now or claim.begun_at),
            lines=_lines(claim, adjusted.get(claim.place_id, frozenset())),
            travel_agreed_pence=None if claim.looks_again_at_id else travel_agreed_pence(_plan(claim)),
            claimed_before=before.get(claim.pk, ()),
            asked_again=claim.asked_again,
            of_cut_parts=claim.looks_again_at_id is not None,
        )
        for claim in kept
    }


def findings_of(claim: Claim, *, now: datetime | None = None) -> list[Finding]:
    """What in this claim a person should look at, by the limits of its organisation."""
    read = with_facts(Claim.objects.filter(pk=claim.pk)).get()
    return findings_of_all([read], now=now)[claim.pk]


def findings_of_all(claims: Iterable[Claim], *, now: datetime | None = None) -> dict[UUID, list[Finding]]:
    """The same for claims read by `with_facts`, by id."""
    kept = list(claims)
    facts = facts_of(kept, now=now)
    return {claim.pk: rules.findings(facts[claim.pk], claim_policy(claim.organisation)) for claim in kept}


def _plan(claim: Claim) -> TravelPlan | None:
    try:
        return claim.place.travel_plan
    except ObjectDoesNotExist:
        return None


def _adjusted_kinds(places: Sequence[Place]) -> dict[UUID, frozenset[str]]:
    """Kinds covered by an agreed adjustment, for each place: that they are covered is all this wing learns."""
    if not hooks.adjusted_kinds_of.functions:
        return {place.pk: frozenset().union(*hooks.adjusted_kinds.ask(place)) for place in places}
    found: dict[UUID, frozenset[str]] = {}
    for answer in hooks.adjusted_kinds_of.ask(places):
        for place_id, kinds in answer.items():
            found[place_id] = found.get(place_id, frozenset()) | frozenset(kinds)
    return found


def _lines(claim: Claim, adjusted: frozenset[str]) -> tuple[rules.ClaimLine, ...]:
    """The lines; what was agreed for a kind is used up line by line, so that two lines never share one agreement.

    The claim whose cut parts are looked at again used it up already.
    """
    stored: list[Any] = list(claim.lines.all())
    agreed = [] if claim.looks_again_at_id else [line for line in stored if line.agreed_for_kind is not None]
    left = {line.kind: line.agreed_for_kind for line in agreed}
    lines = []
    for line in stored:
        lines.append(_line(line, left.get(line.kind), line.kind in adjusted))
        if line.kind in left:
            left[line.kind] = max(0, left[line.kind] - line.pence)
    return tuple(lines)


def _line(line: ClaimLine, agreed: int | None, adjusted: bool) -> rules.ClaimLine:
    return rules.ClaimLine(
        kind=LineKind(line.kind),
        day=line.day,
        pence=line.pence,
        supplier=line.supplier,
        miles=Decimal(line.tenths_of_miles or 0) / 10,
        has_receipt=line.receipt_here,  # type: ignore[attr-defined]
        lost_receipt_statement=bool(line.lost_receipt),
        agreed_pence=agreed,
        agreed_adjustment=adjusted,
    )


def _claimed_before(claims: Sequence[Claim]) -> dict[UUID, tuple[rules.ClaimedBefore, ...]]:
    """For each claim, the lines of the same person's earlier claims here. One query."""
    lines = ClaimLine.objects.filter(
        claim__person__in={claim.person_id for claim in claims},
        claim__organisation__in={claim.organisation_id for claim in claims},
        pence__gt=0,
    )
    lines = lines.exclude(claim__status__in=NOT_COUNTED).select_related("claim")
    sent: dict[tuple[UUID, UUID], list[ClaimLine]] = {}
    for line in lines:
        if line.claim.submitted_at is not None:
            sent.setdefault((line.claim.person_id, line.claim.organisation_id), []).append(line)
    return {
        claim.pk: tuple(
            _before(line)
            for line in sent.get((claim.person_id, claim.organisation_id), [])
            if line.claim_id != claim.pk and _order(line.claim) < _order(claim)
        )
        for claim in claims
    }


def _order(claim: Claim) -> tuple[bool, date | datetime, int]:
    """Drafts come after everything that was sent; of two sent in one moment the lower number came first."""
    return claim.submitted_at is None, claim.submitted_at or claim.begun_at, claim.number


def _before(line: ClaimLine) -> rules.ClaimedBefore:
    return rules.ClaimedBefore(line.claim.reference, LineKind(line.kind), line.supplier, line.day, line.pence)


@dataclass(frozen=True)
class Covered:
    """A stored line with what the rules know of it, and why nobody asks about it (None: the ordinary rules hold)."""

    line: ClaimLine
    facts: rules.ClaimLine
    because: Words | None


def covered_lines(claim: Claim, facts: rules.Claim) -> list[Covered]:
    """The lines of a claim read by `with_facts`, each with the reason why it is covered (practice.md B-09, B-11, TR6)."""
    return [
        Covered(line, known, _because(known, facts)) for line, known in zip(claim.lines.all(), facts.lines, strict=True)
    ]


def _because(line: rules.ClaimLine, claim: rules.Claim) -> Words | None:
    if line.agreed_adjustment:
        return _("Covered by an agreed adjustment")
    if line.agreed_pence is not None:
        return _("Agreed beforehand") if line.pence <= line.agreed_pence else None
    if FACTS[line.kind].is_travel and claim.is_inside_plan:
        return _("Covered by the agreed plan")
    return None
