"""What people are told about their money: it came, it came back, and where should it go."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordinator.letters.kinds import LetterKind
from coordinator.people.models import Channel, Person
from expenses.payments.models import Payment, PaymentStatus, Trouble
from expenses.payments.queries import has_bank_details, owed_pence_to

WITH_WHAT = ("payable__claim__place__panel", "payable__advance__place__panel", "organisation", "person")


def _load_payment(pk: UUID) -> Payment | None:
    return Payment.objects.select_related(*WITH_WHAT).filter(pk=pk).first()


def _load_person(pk: UUID) -> Person | None:
    return Person.objects.filter(pk=pk).first()


def _about_payment(payment: Payment, person: Person, now: datetime) -> dict[str, Any]:
    owed_for = payment.payable.owed_for
    return {
        "payment": payment,
        "lost": payment.trouble == Trouble.CHEQUE_LOST,
        "advance": payment.payable.advance,
        "event_day": owed_for.event_day,
        "panel": owed_for.place.panel,
        "link": _own_page(person, "my_bank_details"),
    }


def _about_details(person: Person, to: Person, now: datetime) -> dict[str, Any]:
    return {"pence": owed_pence_to(person), "link": _own_page(to, "my_bank_details")}


def _own_page(person: Person, name: str) -> str:
    """The path for those who sign in and are written to by email; the others ring."""
    return reverse(name) if person.account_id and person.channel == Channel.EMAIL else ""


PAID = LetterKind(
    "claim.paid", _("Your claim is paid"), "letters/claim_paid.txt", _load_payment, _about_payment,
    lambda payment: payment.status == PaymentStatus.PAID,
)  # fmt: skip
CAME_BACK = LetterKind(
    "claim.came_back", _("A payment came back"), "letters/claim_came_back.txt", _load_payment, _about_payment
)
DETAILS_WANTED = LetterKind(
    "claim.details_wanted", _("Where should the money go?"), "letters/claim_details_wanted.txt", _load_person,
    _about_details, lambda person: not has_bank_details(person) and owed_pence_to(person) > 0,
)  # fmt: skip
KINDS = (PAID, CAME_BACK, DETAILS_WANTED)
