"""What payments show elsewhere: on the homes, in the head's figures, and in a person's own export."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may
from coordinator.design.moments import money
from coordinator.hooks import Box, NextStep
from coordinator.people.models import Person
from coordinator.working_days import next_working_day
from expenses.payments.models import BatchStatus, Payable, Payment
from expenses.payments.queries import (
    batches_visible_to,
    has_bank_details,
    masked_details,
    owed_late,
    owed_lines,
    payables_visible_to,
    pence_without_details,
    waits,
)

FIGURES_OVER = timedelta(days=365)
TO_PAY, TO_SETTLE, WHERE_TO = 15, 35, 25


def next_steps(home: str, person: Person, now: datetime) -> list[NextStep]:
    """For a payer: what can be paid, and files to settle. For everybody: where should the money go?"""
    if home == "me":
        return _where_to(person)
    if home != "finance" or not may(person, Permission.BUILD_BATCH):
        return []
    return [*_to_pay(person, now), *_to_settle(person)]


def _to_pay(person: Person, now: datetime) -> list[NextStep]:
    owed = owed_lines(payables_visible_to(person), person)
    ready = [line.payable for line in owed if line.reason is None]
    if not ready:
        return []
    what = ngettext("%(num)d to pay", "%(num)d to pay", len(ready)) % {"num": len(ready)}
    pounds = money(sum(each.pence for each in ready))
    soon = ready[0].due_by <= next_working_day(timezone.localdate(now))
    what, link = f"{what}, {pounds}", reverse("finance_to_pay")
    return [NextStep(what, link, _("Make the file"), due=ready[0].due_by, soon=soon, order=TO_PAY)]


def _to_settle(person: Person) -> list[NextStep]:
    number = batches_visible_to(person).exclude(status=BatchStatus.SETTLED).count()
    what = ngettext("%(num)d file with the bank", "%(num)d files with the bank", number) % {"num": number}
    link = reverse("finance_to_pay")
    return [NextStep(what, link, _("Say what arrived"), order=TO_SETTLE)] if number else []


def _where_to(person: Person) -> list[NextStep]:
    pence = pence_without_details(person)
    what = _("We owe you %(amount)s. Where should it go?") % {"amount": money(pence)}
    link = reverse("my_bank_details")
    return [NextStep(what, link, _("Tell us"), order=WHERE_TO)] if pence else []


def person_box(person: Person, viewer: Person) -> Box | None:
    """On the team's page of a person: whether we know where their money goes, and the way to write it down."""
    if not may(viewer, Permission.WRITE_CLAIM_FOR, person):
        return None
    context = {"person_id": person.pk, "kept": has_bank_details(person)}
    return Box(_("Where their money goes"), "expenses/payments/person_box.html", context, order=60)


def head_figures(person: Person, now: datetime) -> list[tuple[str, str, str]]:
    """How long people wait for their money, and what is late (expenses.md 9.1)."""
    if not may(person, Permission.SEE_REPORTS):
        return []
    today = timezone.localdate(now)
    waited, late = waits(person, since=today - FIGURES_OVER), owed_late(person, today)
    figures = [
        (_("Promised money that is late"), str(late), _("Approved, and not with the person by the day we said."))
    ]
    if waited:
        days = ngettext("%(num)s day", "%(num)s days", int(waited.median)) % {"num": f"{waited.median:g}"}
        note = _("The middle of %(count)s payments in a year. The longest wait was %(worst)s days.")
        values = {"count": waited.count, "worst": waited.worst}
        figures.insert(0, (_("From claim to money"), days, note % values))
    return figures


def person_rows(person: Person) -> dict[str, list[dict[str, Any]]]:
    """The person's own payments, and where their money goes, masked as everywhere."""
    owed = Payable.objects.filter(person=person).values("id", "claim__reference", "pence", "due_by", "created_at")
    paid = Payment.objects.filter(person=person).values("id", "reference", "pence", "status", "paid_on", "trouble")
    details = masked_details(person)
    return {
        "money_owed": [dict(row) for row in owed],
        "payments": [dict(row) for row in paid],
        "bank_details": [dict(details)] if details else [],
    }
