"""Where somebody's money goes: kept sealed, changed by the person or by the team that they rang (practice.md CL8)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.people.models import Person
from coordinator.workflow.trail import record_event
from expenses.payments.models import BankDetails, Way
from expenses.payments.steps import DETAILS_KEPT


@transaction.atomic
def save_bank_details(
    person: Person,
    *,
    account_name: str,
    sort_code: str = "",
    account_number: str = "",
    way: str = Way.BANK,
    by: Person,
    now: datetime,
) -> BankDetails:
    """Keep the details: for a bank six and eight digits, for a cheque only the name it is made out to (practice.md PY8).

    They serve from the next file on; a file that is made keeps its own. The event tells who wrote them and when, never
    what they are.
    """
    authorise(by, Permission.EDIT_OWN_PROFILE if by == person else Permission.WRITE_CLAIM_FOR, person)
    numbers = (sort_code, account_number) if way == Way.BANK else ("", "")
    values = {"way": way, "account_name": account_name, "sort_code": numbers[0], "account_number": numbers[1]}
    kept, _made = BankDetails.objects.update_or_create(
        person=person, defaults={**values, "changed_at": now, "changed_by": by}
    )
    record_event(DETAILS_KEPT, person, by=by, now=now)
    return kept


@transaction.atomic
def forget_details(person: Person, now: datetime) -> None:
    """When somebody asks to be forgotten their details go; payments that were made stay as the accounts need them."""
    BankDetails.objects.filter(person=person).delete()
