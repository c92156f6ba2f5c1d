"""Money before the day: by when it is there, what a claim uses of it, and what becomes of the rest (practice.md TR8).

An unspent rest is carried to the next claim or, when it is small, let go: nobody is chased for it (expenses.md 9.5).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from coordinator.money import Pence
from coordinator.working_days import ENGLAND_AND_WALES, Holidays, add_working_days
from expenses.answers import Value, Verdict, Words
from expenses.answers import words as _


class AdvanceStatus(StrEnum):
    """Where money before the day stands."""

    ASKED = "asked"
    AGREED = "agreed"
    IN_PAYMENT_RUN = "in_payment_run"
    PAID = "paid"
    REVERSED = "reversed"
    NOT_AGREED = "not_agreed"
    TAKEN_BACK = "taken_back"
    CALLED_OFF = "called_off"


S = AdvanceStatus
OWED = frozenset({S.AGREED, S.REVERSED})
USABLE = OWED | {S.IN_PAYMENT_RUN, S.PAID}
LIVING = USABLE | {S.ASKED}
PAID_OR_OVER = frozenset({S.PAID, S.CALLED_OFF})

# The figures are ours: a week in hand for the childminder who wants to be paid first, and the days that two people and
# a bank need.
THERE_BEFORE_WORKING_DAYS = 5
NEEDED_WORKING_DAYS = 3
CARRIED_AFTER_DAYS = 30
MOST_PENCE = 1000_00


def there_by(first_day: date, today: date, *, holidays: Holidays = ENGLAND_AND_WALES) -> date | None:
    """The day by which the money is there; None when it cannot be there before `first_day`.

    Five working days before the first day, or as soon as it can be done: three working days from `today`.
    """
    wished = add_working_days(first_day, -THERE_BEFORE_WORKING_DAYS, holidays=holidays)
    soonest = add_working_days(today, NEEDED_WORKING_DAYS, holidays=holidays)
    by = max(wished, soonest)
    return by if by < first_day else None


@dataclass(frozen=True)
class Held:
    """What somebody has of one advance when a claim of theirs is agreed: `left_pence` of it.

    `same_place`: it was for the place of this claim. `its_claim_decided`: a claim of its own place was decided already.
    """

    key: UUID
    left_pence: int
    event_day: date
    same_place: bool = True
    is_paid: bool = True
    its_claim_decided: bool = False


@dataclass(frozen=True)
class Use:
    """What a claim uses of one advance, and the small rest that is let go with it. Both in pence."""

    key: UUID
    pence: int
    let_go_pence: int = 0


def counts_now(held: Held, today: date) -> bool:
    """Is this advance taken off a claim agreed today? Its own place's is; another's once nothing more comes of its own.

    Money for a day to come is left alone, and so is that of a day that is just over and not claimed for yet.
    """
    its_time_is_over = held.its_claim_decided or (today - held.event_day).days > CARRIED_AFTER_DAYS
    return held.same_place or (held.is_paid and its_time_is_over)


def netted(
    approved_pence: int, held: Iterable[Held], *, today: date, is_last_claim: bool, let_go_up_to: int
) -> list[Use]:
    """What a claim of so many pence uses of each advance, its own place's first, then the oldest (practice.md TR8).

    `is_last_claim`: no further claim for the place is to come, so that a rest up to `let_go_up_to` pence is let go.
    """
    uses, open_pence = [], approved_pence
    for each in sorted((one for one in held if counts_now(one, today)), key=_own_first):
        used = min(open_pence, each.left_pence)
        if not used:
            continue
        rest = each.left_pence - used
        small = rest <= let_go_up_to and (is_last_claim or not each.same_place)
        uses.append(Use(each.key, used, rest if small else 0))
        open_pence -= used
    return uses


def _own_first(held: Held) -> tuple[bool, date]:
    return not held.same_place, held.event_day


SAID = {
    S.ASKED: _("You asked for %(amount)s before the day. Somebody in finance looks at it; if it is agreed, it is there by %(by)s."),
    S.AGREED: _("%(amount)s is agreed, and comes to you by %(by)s."),
    S.IN_PAYMENT_RUN: _("%(amount)s is on its way, and with you by %(by)s."),
    S.PAID: _("%(amount)s was paid to you on %(paid_on)s. When you claim, it is taken off."),
    S.REVERSED: _("The payment of %(amount)s came back to us. We still send it; your contact is in touch."),
    S.NOT_AGREED: _("%(amount)s before the day could not be agreed. You claim afterwards, as always."),
    S.TAKEN_BACK: _("You do not need %(amount)s before the day after all."),
    S.CALLED_OFF: _("%(amount)s was called off before it was paid."),
}  # fmt: skip
USED = _("%(amount)s was paid to you on %(paid_on)s, and your claim has used it.")
SOME_LEFT = _(
    "%(amount)s was paid to you on %(paid_on)s. %(left)s of it is left, and counts at your next claim. Nothing is asked back."
)


def said_to_person(
    status: AdvanceStatus, *, pence: int, left_pence: int, by: date, paid_on: date | None = None
) -> Words:
    """What the person reads of money before the day. Amounts in pence."""
    sentence = SAID[status]
    if status == S.PAID and left_pence < pence:
        sentence = SOME_LEFT if left_pence else USED
    known: dict[str, Value] = {"amount": Pence(pence), "left": Pence(left_pence), "by": by, "paid_on": paid_on or by}
    values = tuple((name, value) for name, value in known.items() if f"%({name})s" in sentence.template)
    return Words(sentence.template, values)


def may_agree(*, asker: Hashable, approver: Hashable, previous_approvers: Collection[Hashable] = ()) -> Verdict:
    """Whether `approver` may agree to this money before the day, with the reason in words (practice.md PY1)."""
    if approver == asker:
        return Verdict(False, _("This is your own, so somebody else agrees to it."))
    if approver in previous_approvers:
        return Verdict(False, _("You have agreed to it already. The second approval comes from somebody else."))
    return Verdict(True, _("You may agree to it."))


def above_agreed(pence: int, agreed_pence: int) -> Words | None:
    """What finance reads where more is asked for than was agreed beforehand for this place; None otherwise."""
    if pence <= agreed_pence:
        return None
    if not agreed_pence:
        return _("No cost of this place was agreed beforehand, so you decide with what they say.")
    return _("%(agreed)s was agreed beforehand for this place; this is more.", agreed=Pence(agreed_pence))
