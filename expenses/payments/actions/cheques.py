"""Cheques: written and posted by hand for whoever wants no bank account involved (practice.md PY8, expenses.md 3.5.8)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.letters.actions import post
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster, take
from coordinator.workflow.trail import record_event
from expenses.payments.actions.batches import hold_details, new_payment, one_at_a_time
from expenses.payments.actions.journal import enter
from expenses.payments.actions.settling import NotADayToPay
from expenses.payments.letters import PAID
from expenses.payments.models import ENDED, BankDetails, Payable, Payment, PaymentStatus
from expenses.payments.queries import WITH_WHAT, not_by_cheque, owed_line
from expenses.payments.rules import Rail, entry_by_hand
from expenses.payments.steps import CHEQUE, money_steps
from expenses.saying import say

ENTERED = "cheque"


@transaction.atomic
def post_cheque(payable: Payable, *, number: str, paid_on: date, by: Person, now: datetime) -> Payment:
    """Note that the cheque with this number was posted on `paid_on`: the amount is paid, and the person is told.

    Asked again with the same number, the same payment comes back. Raises Refusal with the reason where it cannot go,
    NotADayToPay, or SomebodyWasFaster when the amount is paid, or in a file, already.
    """
    authorise(by, Permission.BUILD_BATCH, payable)
    authorise(by, Permission.MARK_PAID, payable)
    one_at_a_time(payable.organisation_id)
    written_before = _with_number(payable, number)
    if written_before is not None:
        return written_before
    owed = _still_owed(payable, by)
    _check_day(owed, paid_on, now)
    return _write(owed, number=number, paid_on=paid_on, by=by, now=now)


def _with_number(payable: Payable, number: str) -> Payment | None:
    found = payable.payments.filter(cheque_number=number).first()
    if found is not None and found.status in ENDED:
        told = _("The cheque with this number came back. Please give the number of the new one.")
        raise Refusal(told, {"number": [told]})
    return found


def _still_owed(payable: Payable, by: Person) -> Payable:
    hold_details(Payable.objects.filter(pk=payable.pk))
    line = owed_line(Payable.objects.select_related("person", "organisation", *WITH_WHAT), by, payable.pk)
    if line is None:
        raise SomebodyWasFaster(money_steps(payable).pay_by_cheque, payable.owed_for)
    reason = not_by_cheque(line)
    if reason is not None:
        raise Refusal(say(reason))
    return line.payable


def _check_day(payable: Payable, paid_on: date, now: datetime) -> None:
    zone_day = payable.organisation.day
    if paid_on > zone_day(now):
        raise NotADayToPay(_("This day is still to come. Note the cheque on the day it goes in the post."))
    if paid_on < zone_day(payable.created_at):
        raise NotADayToPay(_("This was agreed after that day. Give the day on which the cheque went in the post."))


def _write(payable: Payable, *, number: str, paid_on: date, by: Person, now: datetime) -> Payment:
    owed_for, details = payable.owed_for, BankDetails.objects.get(person=payable.person_id)
    take(money_steps(payable).pay_by_cheque, owed_for, by=by, now=now, paid_on=paid_on)
    how = {"rail": Rail.BY_HAND, "cheque_number": number, "status": PaymentStatus.PAID, "paid_on": paid_on}
    payment = new_payment(payable, details, by, **how)
    payment.save(force_insert=True)
    enter(ENTERED, owed_for, entry_by_hand(payment.pence), key=str(payment.pk), by=by, now=now, payment=payment)
    record_event(CHEQUE, payment, by=by, now=now, after=payment.status)
    post(PAID, to=payment.person, about=payment, contact=owed_for.place.panel.contact, now=now)
    return payment
