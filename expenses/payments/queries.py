"""Reads of what is owed, of files for the bank, and of how long people waited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.panels.models import LIVE_PLACES
from coordinator.people.models import Person
from expenses.advances import rules as advances
from expenses.advances.models import Advance, AdvanceApproval
from expenses.answers import Words
from expenses.answers import words as _
from expenses.claims.models import Claim
from expenses.claims.rules import ClaimStatus
from expenses.claims.steps import DECIDED
from expenses.payments.models import (
    ENDED,
    SAME_DETAILS,
    BankDetails,
    Batch,
    JournalLeg,
    Payable,
    Payment,
    PaymentStatus,
    Way,
)
from expenses.payments.rules import DaysToPaid, days_to_paid, masked, why_not_yet

OWED = Q(claim__status__in=DECIDED | {ClaimStatus.REVERSED}) | Q(advance__status__in=advances.OWED)
# What a payment is for, with whom a letter about it names.
WITH_WHAT = (
    "claim__place__panel__contact", "claim__organisation", "advance__place__panel__contact", "advance__organisation"
)  # fmt: skip


def payables_visible_to(person: Person | None) -> QuerySet[Payable]:
    """What the organisations owe whose claims this person may see."""
    where = organisations_where(person, Permission.SEE_CLAIMS)
    return Payable.objects.filter(organisation__in=where).select_related("person", "claim", "advance", "organisation")


def batches_visible_to(person: Person | None) -> QuerySet[Batch]:
    """Files for the bank, without their bytes."""
    where = organisations_where(person, Permission.SEE_CLAIMS)
    return Batch.objects.filter(organisation__in=where).defer("file").select_related("organisation", "built_by")


def payments_visible_to(person: Person | None) -> QuerySet[Payment]:
    """Payments with their claims. Where the money goes stays sealed: it is not even read."""
    where = organisations_where(person, Permission.SEE_CLAIMS)
    sealed = ("account_name", "sort_code", "account_number")
    related = ("person", "organisation", "batch", *(f"payable__{what}" for what in WITH_WHAT))
    return Payment.objects.filter(organisation__in=where).defer(*sealed, "batch__file").select_related(*related)


def still_owed(payables: QuerySet[Payable]) -> QuerySet[Payable]:
    """Those that no living payment covers, the nearest promise first, with what `not_yet` asks of them."""
    living = Payment.objects.filter(payable=OuterRef("pk")).exclude(status__in=ENDED)
    return (
        payables.filter(OWED)
        .filter(~Exists(living))
        .annotate(
            way=F("person__bank_details__way"),
            advance_place=F("advance__place__status"),
            details_changed_at=F("person__bank_details__changed_at"),
            details_changed_by=F("person__bank_details__changed_by"),
            came_back_at=Max("payments__ended_at", filter=~Q(payments__trouble__in=SAME_DETAILS)),
        )
        .order_by("due_by", "id")
    )


def owed_for(payer: Person, payables: QuerySet[Payable]) -> QuerySet[Payable]:
    """What is still owed, with all that `not_yet` asks: also whether this payer approved it."""
    of_claim = Claim.objects.filter(pk=OuterRef("claim"), approvals__by=payer)
    of_advance = AdvanceApproval.objects.filter(advance=OuterRef("advance"), by=payer)
    return still_owed(payables).annotate(approved_by_payer=Exists(of_claim) | Exists(of_advance))


def not_yet(payable: Payable, payer: Person) -> Words | None:
    """Why this payer cannot pay it; the payable comes from `owed_for` the same payer, with its person."""
    owed: Any = payable  # with its annotations
    return why_not_yet(
        payer=payer.pk,
        payee=payable.person_id,
        approvers={payer.pk} if owed.approved_by_payer else set(),
        details_changed_at=owed.details_changed_at,
        details_changed_by=owed.details_changed_by,
        came_back_at=owed.came_back_at,
        place_ended=owed.advance_place is not None and owed.advance_place not in LIVE_PLACES,
        nowhere_to_post=owed.way == Way.CHEQUE and not payable.person.address.strip(),
    )


@dataclass(frozen=True)
class Owed:
    """One amount owed, why it cannot be paid yet (None: it can), and how it goes (None: they have not told us)."""

    payable: Payable
    reason: Words | None
    way: Way | None

    def can_go(self, way: Way) -> bool:
        """Ready to be paid this way, by whoever asked."""
        return self.reason is None and self.way == way


def owed_lines(payables: QuerySet[Payable], payer: Person) -> list[Owed]:
    """Each amount of these that is still owed, with its reason. One query."""
    return [Owed(owed, not_yet(owed, payer), _way(owed)) for owed in owed_for(payer, payables)]


def _way(owed: Any) -> Way | None:
    return Way(owed.way) if owed.way else None


def owed_line(payables: QuerySet[Payable], payer: Person, pk: UUID) -> Owed | None:
    """The one with this id, as long as it is owed and no living payment covers it. One query."""
    return next(iter(owed_lines(payables.filter(pk=pk), payer)), None)


def not_by_cheque(line: Owed) -> Words | None:
    """Why no cheque can be written for it now; None when one can (practice.md PY8)."""
    if line.reason is None and line.way == Way.BANK:
        return _("This money goes into a bank account, with the next file.")
    return line.reason


def names_for_cheques(lines: list[Owed]) -> dict[UUID, str]:
    """Whom each cheque is made out to, by the person's id: for a payer's eyes only. One query."""
    details = BankDetails.objects.filter(person__in=[line.payable.person_id for line in lines], way=Way.CHEQUE)
    return {each.person_id: each.account_name for each in details}


def owed_pence_to(person: Person, **only: Any) -> int:
    """What all organisations together owe this person now, in pence."""
    return still_owed(Payable.objects.filter(person=person, **only)).aggregate(pence=Sum("pence"))["pence"] or 0


def pence_not_paid(person: Person) -> int:
    """What this person is owed and has not had yet, in pence, also where a payment of it is on its way."""
    paid = Payment.objects.filter(payable=OuterRef("pk"), status=PaymentStatus.PAID)
    return Payable.objects.filter(person=person).exclude(Exists(paid)).aggregate(pence=Sum("pence"))["pence"] or 0


def pence_without_details(person: Person) -> int:
    """The same, for as long as we do not know where it should go; 0 once we do. One query."""
    return owed_pence_to(person, person__bank_details=None)


def has_bank_details(person: Person) -> bool:
    """Do we know where this person's money goes?"""
    return way_of(person) is not None


def way_of(person: Person) -> Way | None:
    """How this person's money comes to them; None as long as they have not told us."""
    way = BankDetails.objects.filter(person=person).values_list("way", flat=True).first()
    return Way(way) if way else None


def masked_details(person: Person) -> dict[str, str] | None:
    """What the person may see of their own details: the way, the name, and the last two digits, if there are any."""
    kept = BankDetails.objects.filter(person=person).first()
    if kept is None:
        return None
    return {
        "way": kept.way,
        "account_name": kept.account_name,
        "sort_code": masked(kept.sort_code),
        "account_number": masked(kept.account_number),
    }


def live_payment_of(owed_for: Claim | Advance) -> Payment | None:
    """The payment of a claim or an advance that is under way or arrived."""
    living = Payment.objects.exclude(status__in=ENDED).select_related("batch")
    return living.filter(Q(payable__claim=owed_for.pk) | Q(payable__advance=owed_for.pk)).first()


def waits(person: Person | None, *, since: date) -> DaysToPaid | None:
    """How many days people waited whose money came since this day, from sending the claim to the bank's day."""
    where = organisations_where(person, Permission.SEE_CLAIMS) or organisations_where(person, Permission.SEE_REPORTS)
    paid = Payment.objects.filter(organisation__in=where, status="paid", paid_on__gte=since, payable__advance=None)
    sent = paid.values_list("paid_on", "payable__claim__submitted_at", "organisation__time_zone")
    return days_to_paid([_days(day, moment, zone) for day, moment, zone in sent if day and moment])


def _days(paid_on: date, submitted_at: datetime, zone: str) -> int:
    return (paid_on - submitted_at.astimezone(ZoneInfo(zone)).date()).days


def owed_late(person: Person | None, today: date) -> int:
    """How many promised days have passed without the money having left, where this person reads reports."""
    where = organisations_where(person, Permission.SEE_REPORTS)
    late = Payable.objects.filter(organisation__in=where, due_by__lt=today)
    return late.exclude(claim__status=ClaimStatus.PAID).exclude(advance__status__in=advances.PAID_OR_OVER).count()


def journal_sum() -> int:
    """Every leg there is, in pence: zero, or something is wrong."""
    return JournalLeg.objects.aggregate(pence=Sum("pence"))["pence"] or 0


def unbalanced_entries() -> list[UUID]:
    """Entries whose legs do not sum to zero: none, ever."""
    sums = JournalLeg.objects.order_by().values("entry").annotate(pence=Sum("pence"))
    return list(sums.exclude(pence=0).values_list("entry", flat=True))


def last_reference(claim_id: OuterRef) -> Subquery:
    """The reference on the payee's statement, to annotate claims with."""
    return Subquery(Payment.objects.filter(payable__claim=claim_id, status="paid").values("reference")[:1])
