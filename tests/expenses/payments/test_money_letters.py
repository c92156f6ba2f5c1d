"""What people read about their money, and what stands on the homes."""

from __future__ import annotations

from datetime import date, timedelta

from coordinator import hooks
from coordinator.letters.actions.sending import lease_some
from coordinator.letters.writing import NotWanted, write
from expenses.payments import actions
from expenses.payments.queries import waits
from expenses.review import actions as review
from tests.expenses.office import LATER, NOW, approved, in_file, make_claim, make_date, with_details

PAID_ON = date(2026, 4, 1)


def letters(now=LATER):
    leased = lease_some(now=now, lasts=timedelta(minutes=5), at_most=9)
    return {letter.kind: letter for letter in leased}


def test_paid_is_told_with_the_day_and_what_stands_on_the_statement(world):
    claim, payment, _batch = in_file(world, 9260)
    actions.mark_paid(payment, paid_on=PAID_ON, by=world.paula, now=LATER)
    letter = write(letters()["claim.paid"], LATER)
    assert letter.subject == "£92.60 is paid to you"
    assert "We paid £92.60 to your account on Wednesday 1 April." in letter.text
    assert f"On your statement: EXPENSES {claim.reference}" in letter.text


def test_what_came_back_is_told_without_blame(world):
    claim, payment, _batch = in_file(world, 500)
    claim.person.email = ""
    claim.person.save()
    actions.did_not_arrive(payment, trouble="closed", by=world.paula, now=LATER)
    letter = write(letters()["claim.came_back"], LATER)
    assert letter.subject == "Your £5.00 did not reach you yet"
    assert "We still owe it to you." in letter.text
    assert "Please ring me, and I will write the account details down with you." in letter.text


def test_who_gave_details_meanwhile_is_not_asked_for_them(world):
    claim = approved(world, 500, details=False)
    letter = letters()["claim.details_wanted"]
    assert write(letter, LATER).subject == "Where should your £5.00 go?"
    with_details(claim.person)
    try:
        write(letter, LATER)
    except NotWanted as reason:
        assert reason.trouble == "not_wanted"
    else:
        raise AssertionError("asked again")


def steps(home, person, now=NOW):
    return [
        (step.what, step.link)
        for step in hooks.next_steps.ask_all(home, person, now)
        if "/finance/" in step.link or "bank" in step.link
    ]


def test_the_finance_home_tells_what_waits(world):
    session = make_date(world)
    for pence in (500, 600):
        make_claim(world, pence, session=session)
    make_claim(world, 700, session=session).lines.update(kind="taxi")
    approved(world, 800)
    assert steps("finance", world.helen) == [
        ("2 claims go straight through", "/finance/check/"), ("1 claim to look at", "/finance/check/"),
    ]  # fmt: skip
    assert steps("finance", world.paula) == [("1 to pay, £8.00", "/finance/pay/")]
    assert steps("finance", world.audra) == []
    assert steps("finance", world.rowan) == []
    assert steps("team", world.helen) == []


def test_promises_that_come_due_stand_first(world):
    make_claim(world, 500, promised_by=date(2026, 3, 31))
    review.write_own_question(make_claim(world, 900), "Which bus was it?", by=world.ravi, now=NOW)
    found = hooks.next_steps.ask_all("finance", world.helen, NOW)
    assert [(step.what, step.soon) for step in found] == [
        ("1 claim is promised by the next working day", True),
        ("1 claim goes straight through", False),
        ("1 question needs a second person", False),
    ]


def test_a_file_with_the_bank_stands_on_the_payers_home(world):
    in_file(world, 500)
    assert steps("finance", world.paula) == [("1 file with the bank", "/finance/pay/")]


def test_somebody_to_whom_we_owe_money_is_asked_where_it_should_go(world):
    claim = approved(world, 3100, details=False)
    assert steps("me", claim.person) == [("We owe you £31.00. Where should it go?", "/me/claims/bank/")]
    assert steps("me", world.rowan) == []


def test_the_head_sees_how_long_people_wait_and_what_is_late(world):
    _claim, payment, _batch = in_file(world, 500)
    actions.mark_paid(payment, paid_on=PAID_ON, by=world.paula, now=LATER)
    approved(world, 600, promised_by=date(2026, 3, 30))
    figures = {label: (value, note) for label, value, note in hooks.head_figures.ask_all(world.samira, LATER)}
    assert figures["From claim to money"] == (
        "5 days", "The middle of 1 payments in a year. The longest wait was 5 days.",
    )  # fmt: skip
    assert figures["Promised money that is late"][0] == "1"
    assert waits(world.paula, since=PAID_ON).worst == 5
    assert [label for label, _v, _n in hooks.head_figures.ask_all(world.rowan, LATER) if "money" in label] == []


def test_a_persons_export_holds_their_payments_and_no_account_number(world):
    claim, _payment, _batch = in_file(world, 500)
    rows = {}
    for part in hooks.person_export.ask(claim.person):
        rows |= part
    assert [row["pence"] for row in rows["money_owed"]] == [500]
    assert [row["reference"] for row in rows["payments"]] == [claim.reference]
    assert rows["bank_details"][0]["account_number"] == "••••••45"
    assert "00012345" not in str(rows)
