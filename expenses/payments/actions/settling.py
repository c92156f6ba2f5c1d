"""What became of a payment: it arrived, it did not, or it came back. Then the money is owed again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coordinator.authorization.verdict import NotAllowed, Verdict
from coordinator.letters.actions import post
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster, take
from expenses.payments.actions.journal import enter, undo
from expenses.payments.letters import CAME_BACK, PAID
from expenses.payments.models import TOLD_NOBODY, Batch, JournalEntry, Payment, PaymentStatus, Trouble
from expenses.payments.queries import WITH_WHAT
from expenses.payments.rules import Rail, entry_for_settlement
from expenses.payments.steps import PAYMENT_FAILED, PAYMENT_PAID, PAYMENT_RETURNED, SETTLE_BATCH, money_steps


class NotADayToPay(Refusal):
    """A day on which the money cannot have arrived."""

    def __init__(self, message: str) -> None:
        super().__init__(message, {"paid_on": [message]})


@transaction.atomic
def mark_all_paid(batch: Batch, *, paid_on: date, by: Person, now: datetime) -> int:
    """Note that everything still open in this file arrived on `paid_on`, and tell each person; how many those were.

    One's own payment is left for somebody else. Raises NotADayToPay, or SomebodyWasFaster when nothing is open.
    """
    open_payments = list(_open_payments(batch).exclude(person=by))
    if not open_payments:
        raise SomebodyWasFaster(PAYMENT_PAID, batch)
    for payment in open_payments:
        _pay(payment, paid_on=paid_on, by=by, now=now)
    _settle(batch, by=by, now=now)
    return len(open_payments)


@transaction.atomic
def mark_paid(payment: Payment, *, paid_on: date, by: Person, now: datetime) -> Payment:
    """Note that one payment arrived on `paid_on`, and tell the person. Raises NotADayToPay."""
    _pay(payment, paid_on=paid_on, by=by, now=now)
    _settle(payment.batch, by=by, now=now)
    return payment


@transaction.atomic
def did_not_arrive(payment: Payment, *, trouble: Trouble, by: Person, now: datetime) -> Payment:
    """Note that a payment of a file never reached the person. It is owed again, and they are told kindly."""
    _somebody_else(payment, by)
    take(PAYMENT_FAILED, payment, by=by, now=now, trouble=trouble, ended_at=now, details={"trouble": str(trouble)})
    take(money_steps(payment.payable).leave_run, payment.payable.owed_for, by=by, now=now)
    _owed_again(payment, by=by, now=now)
    _settle(payment.batch, by=by, now=now)
    return payment


@transaction.atomic
def sent_back(payment: Payment, *, trouble: Trouble, by: Person, now: datetime) -> Payment:
    """Note that what we thought had arrived came back, or a cheque was lost: paid is not the end (expenses.md 3.3)."""
    _somebody_else(payment, by)
    take(PAYMENT_RETURNED, payment, by=by, now=now, trouble=trouble, ended_at=now, details={"trouble": str(trouble)})
    take(money_steps(payment.payable).come_back, payment.payable.owed_for, by=by, now=now, paid_on=None)
    _owed_again(payment, by=by, now=now)
    return payment


def _open_payments(batch: Batch):
    related = [f"payable__{what}" for what in WITH_WHAT]
    payments = Payment.objects.filter(batch=batch, status=PaymentStatus.IN_FILE)
    return payments.select_related("person", "organisation", "batch", *related)


def _somebody_else(payment: Payment, by: Person) -> None:
    if payment.person_id == by.pk:
        raise NotAllowed(Verdict(False, _("This is your own money, so somebody else says what became of it.")))


def _pay(payment: Payment, *, paid_on: date, by: Person, now: datetime) -> None:
    _somebody_else(payment, by)
    _check_day(payment, paid_on, now)
    owed_for = payment.payable.owed_for
    take(PAYMENT_PAID, payment, by=by, now=now, paid_on=paid_on)
    take(money_steps(payment.payable).pay, owed_for, by=by, now=now, paid_on=paid_on)
    legs = entry_for_settlement(payment.pence, Rail.BACS_FILE)
    enter("settlement", owed_for, legs, key=str(payment.pk), by=by, now=now, payment=payment)
    post(PAID, to=payment.person, about=payment, contact=owed_for.place.panel.contact, now=now)


def _check_day(payment: Payment, paid_on: date, now: datetime) -> None:
    zone_day = payment.organisation.day
    if paid_on > zone_day(now):
        raise NotADayToPay(_("This day is still to come. Mark it on the day the money arrives."))
    if payment.batch and paid_on < zone_day(payment.batch.sealed_at):
        raise NotADayToPay(_("The file was made after this day. Give the day on which the money left the bank."))


def _owed_again(payment: Payment, *, by: Person, now: datetime) -> None:
    entries = JournalEntry.objects.filter(payment=payment, reverses=None, reversed_by=None)
    for entry in entries.select_related("claim", "advance", "payment"):
        undo(entry, by=by, now=now)
    if payment.trouble not in TOLD_NOBODY:
        contact = payment.payable.owed_for.place.panel.contact
        post(CAME_BACK, to=payment.person, about=payment, contact=contact, now=now)


def _settle(batch: Batch | None, *, by: Person, now: datetime) -> None:
    """Close the file once nothing in it is open. Two who end the last two payments at once close it once."""
    if batch and batch.status in SETTLE_BATCH.sources and not _open_payments(batch).exists():
        try:
            take(SETTLE_BATCH, batch, by=by, now=now)
        except SomebodyWasFaster:
            return
