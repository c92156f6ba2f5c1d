"""Writing in a draft: each line by itself, so that nothing typed is lost and two windows do not undo each other."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from coordinator.ids import new_id
from coordinator.people.models import Person
from coordinator.workflow.trail import record_event
from expenses.claims.actions.allowed import writes_own
from expenses.claims.actions.beginning import miles_in_pence
from expenses.claims.actions.totals import count_total
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.refusals import AlreadySent, LineNotTaken
from expenses.claims.rules import ClaimStatus, LineKind
from expenses.rates.rules import RateMissing

LONG_BEFORE = timedelta(days=366)  # nobody buys a ticket so early: a year slipped


@dataclass(frozen=True)
class LineSaid:
    """What somebody says of one cost. `pence` counts for every kind but mileage, which is worked out from the miles."""

    kind: str
    day: date
    pence: int = 0
    supplier: str = ""
    tenths_of_miles: int | None = None
    vehicle: str = ""
    lost_receipt: str = ""
    note: str = ""


def hold_draft(claim: Claim) -> None:
    """Count the claim's version up, and keep everybody else from writing in it until this change is kept.

    Raises AlreadySent when it is no draft any more.
    """
    if not Claim.objects.filter(pk=claim.pk, status=ClaimStatus.DRAFT).update(version=F("version") + 1):
        raise AlreadySent(_("This claim has been sent, so it cannot be changed. You can take it back and begin again."))
    claim.refresh_from_db(fields=["version"])


@transaction.atomic
def save_line(claim: Claim, said: LineSaid, *, line_id: UUID | None = None, by: Person, now: datetime) -> ClaimLine:
    """Keep one line: a new one, or the one with `line_id` as it is now said.

    A form gives a new line its id beforehand, so a double press keeps one line. Raises AlreadySent, LineNotTaken.
    """
    writes_own(claim, by)
    hold_draft(claim)
    priced = _priced(claim, said, now=now)
    line_id = line_id or new_id()
    known = ClaimLine.objects.filter(pk=line_id)
    if known.exists():
        if not known.filter(claim=claim).update(**asdict(priced)):
            raise LineNotTaken(_("This line belongs to another claim."))
    else:
        last = claim.lines.aggregate(last=Max("position"))["last"] or 0
        ClaimLine.objects.create(pk=line_id, claim=claim, position=last + 1, **asdict(priced))
    count_total(claim)
    record_event("claim.save", claim, by=by, now=now, details={"kind": priced.kind})
    return ClaimLine.objects.get(pk=line_id)


@transaction.atomic
def remove_line(line: ClaimLine, *, by: Person, now: datetime) -> None:
    """Take a line out of a draft. Receipts of it stay with the claim. Pressed twice, it is gone once."""
    claim = line.claim
    writes_own(claim, by)
    hold_draft(claim)
    ClaimLine.objects.filter(pk=line.pk).delete()
    count_total(claim)
    record_event("claim.save", claim, by=by, now=now, details={"kind": line.kind})


def _check_day(claim: Claim, day: date, now: datetime) -> None:
    problem = _("This day is still to come.") if day > claim.organisation.day(now) else ""
    if day < claim.event_day - LONG_BEFORE:
        problem = _("This is more than a year before the event. Please look at the year.")
    if problem:
        raise LineNotTaken(_("Please look at the day."), {"day": [problem]})


def _priced(claim: Claim, said: LineSaid, *, now: datetime) -> LineSaid:
    """The line with its amount: miles at the rate of the day they were driven, everything else as it was said."""
    _check_day(claim, said.day, now)
    if said.kind != LineKind.MILEAGE:
        return replace(said, tenths_of_miles=None, vehicle="")
    if said.tenths_of_miles is None:
        raise LineNotTaken(_("Please write the miles."), {"miles": [_("Write the miles in figures, for example 12.5")]})
    try:
        pence = miles_in_pence(claim.organisation, said.tenths_of_miles, said.vehicle, said.day)
    except RateMissing as missing:
        text = _("We have no rate for this on that day. Please look at the day, or ring us.")
        raise LineNotTaken(text, {"day": [text]}) from missing
    return replace(said, pence=pence, lost_receipt="")
