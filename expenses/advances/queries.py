"""Reads of money before the day: whose it is, what is left of it, and what claims use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.panels.models import LIVE_PLACES, Place, Session, SessionStatus
from coordinator.people.models import Person
from expenses.advances.models import Advance
from expenses.advances.rules import LIVING, USABLE, AdvanceStatus, Held, netted
from expenses.claims.models import Claim
from expenses.claims.rules import ClaimStatus
from expenses.claims.steps import DECIDED
from expenses.travel.queries import plan_of, safe_harbour, travel_agreed_pence

READ_WITH = ("person", "organisation", "place__panel__contact__person", "place__panel__organisation", "entered_by")
DECIDED_FOR_GOOD = [*DECIDED, ClaimStatus.IN_PAYMENT_RUN, ClaimStatus.PAID, ClaimStatus.DECLINED, ClaimStatus.REVERSED]
TO_BE_DECIDED = (ClaimStatus.DRAFT, ClaimStatus.SUBMITTED, ClaimStatus.QUERY, ClaimStatus.CHECKED)
NOT_SHOWN = (AdvanceStatus.TAKEN_BACK,)


def advances_visible_to(person: Person | None) -> QuerySet[Advance]:
    """One's own; those of organisations in which one writes claims for others or sees claims."""
    if person is None:
        return Advance.objects.none()
    there = [
        *organisations_where(person, Permission.WRITE_CLAIM_FOR),
        *organisations_where(person, Permission.SEE_CLAIMS),
    ]
    return Advance.objects.filter(Q(person=person) | Q(organisation__in=there)).select_related(*READ_WITH)


def advances_in_finance(person: Person | None) -> QuerySet[Advance]:
    """Those of organisations whose claims this person sees."""
    where = organisations_where(person, Permission.SEE_CLAIMS)
    return Advance.objects.filter(organisation__in=where).select_related(*READ_WITH)


def asked_for(person: Person | None) -> QuerySet[Advance]:
    """What waits for finance, the nearest day first."""
    return advances_in_finance(person).filter(status=AdvanceStatus.ASKED).order_by("due_by", "id")


def outstanding(person: Person | None) -> QuerySet[Advance]:
    """What was agreed and no claim has used up yet, the oldest day first."""
    return advances_in_finance(person).filter(status__in=USABLE, left_pence__gt=0).order_by("event_day", "id")


def advance_of(place: Place) -> Advance | None:
    """The living advance of a place, else the last that was answered; None where nobody asked."""
    shown = place.advances.exclude(status__in=NOT_SHOWN).select_related(*READ_WITH)
    return shown.filter(status__in=LIVING).first() or shown.order_by("-asked_at", "-pk").first()


def agreed_beforehand(place: Place) -> int:
    """What was agreed for this place before it is spent: the journey and other costs together, in pence."""
    return (travel_agreed_pence(plan_of(place)) or 0) + sum(safe_harbour(place).values())


def first_day_of(place: Place, *, now: datetime) -> date | None:
    """The next day of this place in its own time zone; None when there is none, or the place is not held any more."""
    if place.status not in LIVE_PLACES:
        return None
    coming = place.panel.sessions.exclude(status=SessionStatus.CANCELLED).filter(starts_at__gt=now)
    first = coming.order_by("starts_at", "pk").first()
    return place.panel.organisation.day(first.starts_at) if first else None


def nothing_more_comes(claim: Claim, pence: int) -> bool:
    """With so many pence agreed for this claim, is this the last that its place costs?

    Every other day has a claim that was decided, and no claim of the place, this one among them, has a part that was not
    agreed: another look may be asked for (practice.md PY4).
    """
    decided = Claim.objects.filter(place=claim.place_id, session=OuterRef("pk"), status__in=DECIDED_FOR_GOOD)
    others = Session.objects.filter(panel=claim.place.panel_id).exclude(pk=claim.session_id)
    days_to_come = others.exclude(status=SessionStatus.CANCELLED).exclude(Exists(decided))
    return pence == claim.total_pence and not days_to_come.exists() and not _may_be_asked_again(claim).exists()


def _may_be_asked_again(claim: Claim) -> QuerySet[Claim]:
    """Other claims of the place that are not decided, or of which less was agreed and nobody was asked to look again."""
    living = Claim.objects.exclude(status=ClaimStatus.WITHDRAWN)
    others = living.filter(place=claim.place_id).exclude(pk=claim.pk)
    less = Q(approved_pence__lt=F("total_pence")) & ~Exists(living.filter(looks_again_at=OuterRef("pk")))
    return others.filter(Q(status__in=TO_BE_DECIDED) | less)


def usable_for(claim: Claim) -> QuerySet[Advance]:
    """The person's advances here of which something is left, with `its_claim_decided`."""
    decided = Claim.objects.filter(place=OuterRef("place"), status__in=DECIDED_FOR_GOOD).exclude(pk=claim.pk)
    mine = Advance.objects.filter(person=claim.person_id, organisation=claim.organisation_id)
    return mine.filter(status__in=USABLE, left_pence__gt=0).annotate(its_claim_decided=Exists(decided))


def held_for(claim: Claim) -> list[Held]:
    """The same as the rules take them."""
    return [
        Held(
            key=advance.pk,
            left_pence=advance.left_pence,
            event_day=advance.event_day,
            same_place=advance.place_id == claim.place_id,
            is_paid=advance.status == AdvanceStatus.PAID,
            its_claim_decided=advance.its_claim_decided,  # type: ignore[attr-defined]
        )
        for advance in usable_for(claim)
    ]


def advances_about(claim: Claim) -> list[Advance]:
    """The advances of the claim's own place, and those that it used."""
    about = Q(place=claim.place_id, status__in=USABLE) | Q(uses__claim=claim)
    return list(Advance.objects.filter(about).distinct())


def had_beforehand(claim: Claim, *, now: datetime) -> int:
    """Pence of this claim that the person had before the day: what it used, or will use as it stands now."""
    used: int = claim.advance_uses.aggregate(pence=Sum("pence"))["pence"] or 0
    if used or claim.status not in TO_BE_DECIDED:
        return used
    expected = netted(
        claim.total_pence, held_for(claim), today=claim.organisation.day(now), is_last_claim=False, let_go_up_to=0
    )
    return sum(use.pence for use in expected)


def covered_beforehand(claims: Iterable[Claim]) -> set[UUID]:
    """Of these claims, those that were approved and whose every penny the person had beforehand. One query, or none."""
    kept = [claim for claim in claims if claim.approved_pence]
    if not kept:
        return set()
    used = Claim.objects.filter(pk__in=[claim.pk for claim in kept]).annotate(used=Sum("advance_uses__pence"))
    return set(used.filter(used__gte=F("approved_pence")).order_by().values_list("pk", flat=True))
