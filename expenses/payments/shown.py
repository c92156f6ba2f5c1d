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
from expenses.payments.models import Payable, Payment, Way
from expenses.payments.queries import (
    masked_details,
    owed_late,
    owed_lines,
    payables_visible_to,
    pence_not_paid,
    pence_without_details,
    waits,
    way_of,
)

FIGURES_OVER = timedelta(days=365)
TO_PAY, TO_WRITE, WHERE_TO = 15, 16, 25


def next_steps(home: str, person: Person, now: datetime) -> list[NextStep]:
    """For a payer: what a file takes, cheques to write. Files to settle stand in `review`. For everybody: where should the money go?"""
    if home == "me":
        return _where_to(person)
    if home != "finance" or not may(person, Permission.BUILD_BATCH):
        return []
    return _to_pay(person, now)


def _to_pay(person: Person, now: datetime) -> list[NextStep]:
    owed = owed_lines(payables_visible_to(person), person)
    for_a_file = [line.payable for line in owed if line.can_go(Way.BANK)]
    cheques = [line.payable for line in owed if line.can_go(Way.CHEQUE)]
    what = ngettext("%(num)d to pay", "%(num)d to pay", len(for_a_file)) % {"num": len(for_a_file)}
    to_write = ngettext("%(num)d cheque to write", "%(num)d cheques to write", len(cheques)) % {"num": len(cheques)}
    found = [(for_a_file, what, _("Make the file"), TO_PAY), (cheques, to_write, _("See whom it is for"), TO_WRITE)]
    return [_paying(payables, said, press, order, now) for payables, said, press, order in found if payables]


def _paying(payables: list[Payable], what: str, press: str, order: int, now: datetime) -> NextStep:
    """A step for these amounts, the nearest promise first."""
    pounds, due = money(sum(each.pence for each in payables)), payables[0].due_by
    soon = due <= next_working_day(timezone.localdate(now))
    return NextStep(f"{what}, {pounds}", reverse("finance_to_pay"), press, due=due, soon=soon, order=order)


def _where_to(person: Person) -> list[NextStep]:
    pence = pence_without_details(person)
    what = _("We owe you %(amount)s. Where should it go?") % {"amount": money(pence)}
    link = reverse("my_bank_details")
    return [NextStep(what, link, _("Tell us"), order=WHERE_TO)] if pence else []


def person_box(person: Person, viewer: Person) -> Box | None:
    """On the team's page of a person: whether we know where their money goes, and the way to write it down."""
    if not may(viewer, Permission.WRITE_CLAIM_FOR, person):
        return None
    context = {"person_id": person.pk, "kept": way_of(person)}
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


def not_forgotten_yet(person: Person) -> list[str]:
    """hooks.not_forgotten_yet: money that we owe, or that is on its way."""
    pence = pence_not_paid(person)
    text = _("%(amount)s is owed and has not arrived yet. Once it has, everything else can be forgotten.")
    return [text % {"amount": money(pence)}] if pence else []


def person_rows(person: Person) -> dict[str, list[dict[str, Any]]]:
    """The person's own payments, and where their money goes, masked as everywhere."""
    for_what = ("claim__reference", "advance__reference")
    owed = Payable.objects.filter(person=person).values("id", *for_what, "pence", "due_by", "created_at")
    how = ("rail", "cheque_number", "status", "paid_on", "trouble")
    paid = Payment.objects.filter(person=person).values("id", "reference", "pence", *how)
    details = masked_details(person)
    return {
        "money_owed": [dict(row) for row in owed],
        "payments": [dict(row) for row in paid],
        "bank_details": [dict(details)] if details else [],
    }
