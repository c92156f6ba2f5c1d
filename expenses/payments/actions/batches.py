"""Files for the bank: made once, sealed, and given out again byte for byte."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.ids import new_id
from coordinator.organisations.models import Organisation
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import take
from coordinator.workflow.trail import record_event
from expenses.payments.actions.journal import enter
from expenses.payments.models import BankDetails, Batch, Payable, Payment, Way
from expenses.payments.queries import WITH_WHAT, owed_lines, still_owed
from expenses.payments.rules import BatchRow, Rail, batch_csv, control_totals, entry_for_payment, sha256_hex
from expenses.payments.steps import BUILT, DOWNLOADED, SEND_BATCH, money_steps


class NothingToPay(Refusal):
    """Nothing is left for this file: it is in another already, or waits for something."""

    def __init__(self) -> None:
        super().__init__(_("There is nothing to put in a file now. Somebody may have made one a moment ago."))


@transaction.atomic
def build_batch(
    organisation: Organisation, *, form_key: UUID, by: Person, now: datetime, only: Collection[UUID] | None = None
) -> Batch:
    """Freeze what can be paid now, amounts and destinations, in one sealed file; the same `form_key` makes one file.

    `only` holds ids of payables, where not everything is meant. Raises NothingToPay.
    """
    authorise(by, Permission.BUILD_BATCH, organisation)
    one_at_a_time(organisation.pk)
    made_before = Batch.objects.filter(form_key=form_key, organisation=organisation).first()
    if made_before is not None:
        return made_before
    payables = _payable_now(organisation, by, only)
    if not payables:
        raise NothingToPay
    return _seal(organisation, payables, form_key=form_key, by=by, now=now)


def one_at_a_time(organisation_id: UUID) -> None:
    """Make whoever pays out of the same organisation wait until this file or cheque is done, and then see what is left."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)


def hold_details(payables: QuerySet[Payable]) -> None:
    """Make whoever changes where this money goes wait, so that it goes where the payer was told."""
    people = still_owed(payables).order_by().values("person")
    list(BankDetails.objects.select_for_update().filter(person__in=people).order_by("pk").values_list("pk", flat=True))


def _payable_now(organisation: Organisation, by: Person, only: Collection[UUID] | None) -> list[Payable]:
    wanted = Payable.objects.filter(organisation=organisation, **({} if only is None else {"pk__in": only}))
    hold_details(wanted)
    owed = owed_lines(wanted.select_related("person", *WITH_WHAT), by)
    return [line.payable for line in owed if line.can_go(Way.BANK)]


def _seal(organisation: Organisation, payables: list[Payable], *, form_key: UUID, by: Person, now: datetime) -> Batch:
    batch_id = new_id()
    details = BankDetails.objects.in_bulk([payable.person_id for payable in payables])
    payments = [new_payment(payable, details[payable.person_id], by, batch_id=batch_id) for payable in payables]
    rows = [_row(payment) for payment in payments]
    totals, data = control_totals(rows), batch_csv(rows)
    number = Batch.objects.filter(organisation=organisation).aggregate(last=Max("number"))["last"] or 0
    batch = Batch.objects.create(
        id=batch_id, organisation=organisation, number=number + 1, form_key=form_key, built_by=by, sealed_at=now,
        file=data, sha256=sha256_hex(data), count=totals.count, total_pence=totals.total_pence,
    )  # fmt: skip
    Payment.objects.bulk_create(payments)
    for payment in payments:
        _lock(payment, by=by, now=now)
    record_event(BUILT, batch, by=by, now=now, details={"count": totals.count, "pence": totals.total_pence})
    return batch


def new_payment(payable: Payable, details: BankDetails, by: Person, **how: Any) -> Payment:
    """The next attempt to pay this amount, not saved yet: amount and destination as they stand now."""
    attempt = payable.payments.count() + 1
    reference = payable.owed_for.reference + (f"-{attempt}" if attempt > 1 else "")
    return Payment(
        organisation_id=payable.organisation_id, person_id=payable.person_id, payable=payable, **how, built_by=by,
        attempt=attempt, reference=reference, pence=payable.pence,
        account_name=details.account_name, sort_code=details.sort_code, account_number=details.account_number,
    )  # fmt: skip


def _row(payment: Payment) -> BatchRow:
    # Involvement payments are another thing in another run, and the statement says so (expenses.md finding 10).
    return BatchRow(
        reference=payment.reference,
        payee=payment.account_name,
        sort_code=payment.sort_code,
        account_number=payment.account_number,
        pence=payment.pence,
        statement_text=f"EXPENSES {payment.reference}",
    )


def _lock(payment: Payment, *, by: Person, now: datetime) -> None:
    owed_for = payment.payable.owed_for
    take(money_steps(payment.payable).put_in_run, owed_for, by=by, now=now)
    legs = entry_for_payment(payment.pence, Rail.BACS_FILE)
    enter("payment", owed_for, legs, key=str(payment.pk), by=by, now=now, payment=payment)


@transaction.atomic
def mark_sent(batch: Batch, *, by: Person, now: datetime) -> Batch:
    """Note that the bank has the file."""
    return take(SEND_BATCH, batch, by=by, now=now, sent_at=now)


@transaction.atomic
def download(batch: Batch, *, by: Person, now: datetime) -> bytes:
    """The bytes as they were sealed. Who took them is noted: they hold names and account numbers."""
    authorise(by, Permission.BUILD_BATCH, batch)
    record_event(DOWNLOADED, batch, by=by, now=now)
    return bytes(batch.file)
