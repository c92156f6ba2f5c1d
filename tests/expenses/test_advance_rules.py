"""Money before the day: by when it is there, what a claim uses of it, what becomes of the rest (practice.md TR8)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from expenses.advances.rules import (
    AdvanceStatus,
    Held,
    Use,
    above_agreed,
    counts_now,
    may_agree,
    netted,
    said_to_person,
    there_by,
)

OURS, OTHER, THIRD = (UUID(int=number) for number in (1, 2, 3))
DAY = date(2026, 3, 26)  # a Thursday
TODAY = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("today", "by"),
    [
        (date(2026, 3, 2), date(2026, 3, 19)),  # five working days before
        (date(2026, 3, 17), date(2026, 3, 20)),  # as soon as it can be done: three working days
        (date(2026, 3, 20), date(2026, 3, 25)),  # over a weekend, the day before
        (date(2026, 3, 23), None),  # it would come on the day itself
        (date(2026, 3, 26), None),
    ],
)
def test_the_money_is_there_five_working_days_before_or_as_soon_as_can_be(today: date, by: date | None) -> None:
    assert there_by(DAY, today) == by


def test_bank_holidays_are_no_working_days() -> None:
    # Good Friday is 3 April 2026, Easter Monday the 6th.
    assert there_by(date(2026, 4, 9), date(2026, 3, 20)) == date(2026, 3, 31)
    assert there_by(date(2026, 4, 9), date(2026, 4, 2)) is None


def held(pence: int, key: UUID = OURS, **facts: object) -> Held:
    return Held(key, pence, DAY, **facts)  # type: ignore[arg-type]


def net(pence: int, *advances: Held, last: bool = True, let_go_up_to: int = 500, today: date = TODAY) -> list[Use]:
    return netted(pence, advances, today=today, is_last_claim=last, let_go_up_to=let_go_up_to)


def test_a_claim_above_the_advance_uses_all_of_it() -> None:
    assert net(4240, held(2400)) == [Use(OURS, 2400)]


def test_a_claim_below_it_leaves_the_rest_with_the_person() -> None:
    assert net(1000, held(2400)) == [Use(OURS, 1000)]


def test_a_small_rest_is_let_go_up_to_the_limit_and_not_a_penny_above() -> None:
    assert net(1900, held(2400)) == [Use(OURS, 1900, let_go_pence=500)]
    assert net(1899, held(2400)) == [Use(OURS, 1899)]


def test_no_rest_is_let_go_while_a_claim_for_the_place_is_to_come() -> None:
    assert net(2000, held(2400), last=False) == [Use(OURS, 2000)]


def test_a_claim_of_nothing_uses_nothing() -> None:
    assert net(0, held(2400)) == []


def test_without_an_advance_there_is_nothing_to_take_off() -> None:
    assert net(4240) == []


def test_its_own_place_comes_first_then_the_oldest() -> None:
    old = Held(OTHER, 1000, date(2026, 1, 5), same_place=False, its_claim_decided=True)
    older = Held(THIRD, 1000, date(2025, 12, 5), same_place=False, its_claim_decided=True)
    assert net(3000, old, older, held(1500)) == [Use(OURS, 1500), Use(THIRD, 1000), Use(OTHER, 500, let_go_pence=500)]


def test_an_advance_for_another_place_waits_for_its_own_claim() -> None:
    coming = Held(OTHER, 1000, date(2026, 5, 5), same_place=False)
    just_over = Held(OTHER, 1000, date(2026, 3, 3), same_place=False)
    assert net(3000, coming) == []
    assert [counts_now(just_over, date(2026, 4, day)) for day in (2, 3)] == [False, True]  # 30 days, then 31


def test_another_places_advance_counts_once_its_claim_is_decided_and_its_money_came() -> None:
    decided = held(1000, OTHER, same_place=False, its_claim_decided=True)
    not_paid = held(1000, OTHER, same_place=False, its_claim_decided=True, is_paid=False)
    assert (counts_now(decided, TODAY), counts_now(not_paid, TODAY)) == (True, False)


def test_ones_own_place_counts_before_its_money_came_because_it_is_owed() -> None:
    assert net(3000, held(1000, is_paid=False)) == [Use(OURS, 1000)]


@pytest.mark.parametrize(
    ("status", "left", "said"),
    [
        ("asked", 2400, "You asked for £24.00 before the day. Somebody in finance looks at it; if it is agreed, it is there by 19 March."),
        ("agreed", 2400, "£24.00 is agreed, and comes to you by 19 March."),
        ("in_payment_run", 2400, "£24.00 is on its way, and with you by 19 March."),
        ("paid", 2400, "£24.00 was paid to you on 18 March. When you claim, it is taken off."),
        ("paid", 600, "£24.00 was paid to you on 18 March. £6.00 of it is left, and counts at your next claim. Nothing is asked back."),
        ("paid", 0, "£24.00 was paid to you on 18 March, and your claim has used it."),
        ("reversed", 2400, "The payment of £24.00 came back to us. We still send it; your contact is in touch."),
        ("not_agreed", 2400, "£24.00 before the day could not be agreed. You claim afterwards, as always."),
        ("taken_back", 2400, "You do not need £24.00 before the day after all."),
        ("called_off", 2400, "£24.00 was called off before it was paid."),
    ],
)  # fmt: skip
def test_the_person_reads_how_it_stands(status: str, left: int, said: str) -> None:
    sentence = said_to_person(
        AdvanceStatus(status), pence=2400, left_pence=left, by=date(2026, 3, 19), paid_on=date(2026, 3, 18)
    )
    assert str(sentence) == said


def test_finance_reads_what_was_agreed_beforehand_where_more_is_asked_for() -> None:
    assert above_agreed(2400, 2400) is None
    assert str(above_agreed(2401, 2400)) == "£24.00 was agreed beforehand for this place; this is more."
    assert (
        str(above_agreed(2400, 0)) == "No cost of this place was agreed beforehand, so you decide with what they say."
    )


def test_nobody_agrees_to_their_own_or_twice() -> None:
    own = may_agree(asker="rowan", approver="rowan")
    twice = may_agree(asker="rowan", approver="helen", previous_approvers={"helen"})
    assert (own.allowed, str(own.reason)) == (False, "This is your own, so somebody else agrees to it.")
    assert (twice.allowed, str(twice.reason)) == (
        False, "You have agreed to it already. The second approval comes from somebody else.",
    )  # fmt: skip
    assert may_agree(asker="rowan", approver="helen", previous_approvers={"ravi"}).allowed
