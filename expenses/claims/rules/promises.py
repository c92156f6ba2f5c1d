"""By when the money comes, and what the person reads at each stage of a claim."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coordinator.working_days import ENGLAND_AND_WALES, Holidays, add_working_days, working_days_between
from expenses.answers import Words
from expenses.answers import words as _

PROMISE_WORKING_DAYS = 10


class ClaimStatus(StrEnum):
    """Where a claim stands (practice.md section 3)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    QUERY = "query"
    CHECKED = "checked"
    APPROVED = "approved"
    PART_APPROVED = "part_approved"
    IN_PAYMENT_RUN = "in_payment_run"
    PAID = "paid"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REVERSED = "reversed"


@dataclass(frozen=True)
class Pause:
    """Days on which a claim waited for the person: asked on one day, answered on another (None: not yet)."""

    asked: date
    answered: date | None = None


def paused_days(pauses: Iterable[Pause], *, today: date, holidays: Holidays = ENGLAND_AND_WALES) -> int:
    """Working days for which the clock stood still. Pauses do not overlap: one query is open at a time (B-13)."""
    return sum(working_days_between(pause.asked, pause.answered or today, holidays=holidays) for pause in pauses)


def promised_by(
    submitted: date,
    *,
    promise: int = PROMISE_WORKING_DAYS,
    paused_days: int = 0,
    holidays: Holidays = ENGLAND_AND_WALES,
) -> date:
    """The day by which the money is there: `promise` working days after `submitted`, and as many more as the clock stood.

    Both numbers count working days. The day of sending is not counted.
    """
    return add_working_days(submitted, promise + paused_days, holidays=holidays)


SAID = {
    ClaimStatus.DRAFT: _("Not sent yet. What you wrote is kept."),
    ClaimStatus.SUBMITTED: _("With %(name)s for checking, money by %(by)s"),
    ClaimStatus.QUERY: _(
        "%(name)s has a question for you. The clock waits for your answer; money by %(by)s at the earliest"
    ),
    ClaimStatus.CHECKED: _("Checked, now with %(name)s for approval, money by %(by)s"),
    ClaimStatus.APPROVED: _("Approved, money by %(by)s"),
    ClaimStatus.PART_APPROVED: _("Approved in part, money by %(by)s. Each change has its reason"),
    ClaimStatus.IN_PAYMENT_RUN: _("On its way to you, money by %(by)s"),
    ClaimStatus.PAID: _("Paid on %(paid_on)s"),
    ClaimStatus.DECLINED: _("Not agreed. %(name)s has written why, and you can ask for another look"),
    ClaimStatus.WITHDRAWN: _("You took this claim back"),
    ClaimStatus.REVERSED: _("The payment came back to us. We still owe it to you, and %(name)s will be in touch"),
}
PAID_WITH_REFERENCE = _("Paid on %(paid_on)s, reference %(reference)s")
HAD_BEFOREHAND = _("The money you had before the day covers what was agreed")


def said_to_person(
    status: ClaimStatus,
    *,
    name: str = "",
    by: date | None = None,
    paid_on: date | None = None,
    reference: str = "",
    had_beforehand: bool = False,
) -> Words:
    """What the person reads: "With Helen for checking, money by 9 April", "Paid on 2 April".

    `name` is the human who has it now, `by` the promised day; `had_beforehand`: advances cover all of it. Raises ValueError when the sentence needs one that is missing.
    """
    sentence = PAID_WITH_REFERENCE if status == ClaimStatus.PAID and reference else SAID[status]
    if had_beforehand and status == ClaimStatus.PAID:
        sentence = HAD_BEFOREHAND
    known = {"name": name, "by": by, "paid_on": paid_on, "reference": reference}
    needed = {key: value for key, value in known.items() if f"%({key})s" in sentence.template}
    missing = [key for key, value in needed.items() if not value]
    if missing:
        raise ValueError(f"a claim that is {status} cannot be described without: {', '.join(missing)}")
    return Words(sentence.template, tuple((key, value) for key, value in needed.items() if value))
