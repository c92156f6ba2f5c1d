"""Beginning a claim: one for each date of a place, with what was agreed and the journey of last time already in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from coordinator.organisations.models import Organisation
from coordinator.panels.models import Place, Session
from coordinator.people.models import Person
from coordinator.workflow.trail import record_event
from expenses.claims.actions.adding import add_claim
from expenses.claims.actions.allowed import writes_own
from expenses.claims.actions.totals import count_total
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.queries import is_claimable
from expenses.claims.refusals import NotYet
from expenses.claims.rules import ClaimStatus, LineKind
from expenses.rates.queries import rates_of
from expenses.rates.rules import MileageKind, RateMissing, mileage_pence
from expenses.travel.models import AgreedCost, Agreement
from expenses.travel.queries import TRAVEL_KINDS, last_claim_like


@transaction.atomic
def begin_claim(
    place: Place, session: Session, *, by: Person, now: datetime, source: str = Claim.Source.ONLINE
) -> Claim:
    """The claim for this date of this place: a new one, prefilled, or the one that is there (pressed twice, once made).

    Raises NotYet when the day is still to come and we have not cancelled it; NotAllowed.
    """
    own = writes_own(place, by)
    if session.panel_id != place.panel_id or not is_claimable(place, session, now=now):
        raise NotYet(_("You can claim from the day itself on, or at once when it is cancelled."))
    living = partial(_living_claim, place, session)
    found = living()
    if found is not None:
        return found
    entered_by = None if own else by
    claim, made = add_claim(place, session, added_meanwhile=living, now=now, source=source, entered_by=entered_by)
    if made:
        _prefill(claim)
        record_event("claim.begin" if own else "claim.begin_for", claim, by=by, now=now, details={"source": source})
    return claim


def _living_claim(place: Place, session: Session) -> Claim | None:
    first_looks = Claim.objects.filter(place=place, session=session, looks_again_at=None)
    return first_looks.exclude(status=ClaimStatus.WITHDRAWN).first()


def _prefill(claim: Claim) -> None:
    """Lines for what was named beforehand, and the journey of last time at today's rates (practice.md CL1)."""
    lines = [*_journey_of_last_time(claim), *_costs_named(claim)]
    for position, line in enumerate(lines, start=1):
        line.claim, line.position, line.day = claim, position, claim.event_day
    ClaimLine.objects.bulk_create(lines)
    count_total(claim)


def _costs_named(claim: Claim) -> Iterator[ClaimLine]:
    named = AgreedCost.objects.filter(place=claim.place_id).exclude(status=Agreement.NOT_AGREED)
    for cost in named:
        yield ClaimLine(kind=cost.kind, pence=cost.pence, note=cost.what)


def _journey_of_last_time(claim: Claim) -> Iterator[ClaimLine]:
    last = last_claim_like(claim.place)
    if last is None:
        return
    for line in last.lines.filter(kind__in=TRAVEL_KINDS):
        pence = _pence_now(claim, line)
        if pence is not None:
            yield ClaimLine(
                kind=line.kind, pence=pence, supplier=line.supplier,
                tenths_of_miles=line.tenths_of_miles, vehicle=line.vehicle,
            )  # fmt: skip


def _pence_now(claim: Claim, line: ClaimLine) -> int | None:
    """What the line of last time comes to on this day; None when there is no rate for it any more."""
    if line.kind != LineKind.MILEAGE:
        return line.pence
    try:
        return miles_in_pence(claim.organisation, line.tenths_of_miles or 0, line.vehicle, claim.event_day)
    except RateMissing:
        return None


def miles_in_pence(organisation: Organisation, tenths_of_miles: int, vehicle: str, day: date) -> int:
    """What so many tenths of a mile come to on the day they were driven. Raises RateMissing."""
    miles = Decimal(tenths_of_miles) / 10
    return mileage_pence(miles, day, kind=MileageKind(vehicle or MileageKind.CAR), rates=rates_of(organisation.pk))
