"""Money and haste: eight people press at once, sixty times. What is owed is owed once, what is paid is paid once.

The same runs against deliberately naive variants (tests/controls/money.py) must fail, or this file proves nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connections
from django.db.models import Sum

from coordinator.authorization.verdict import NotAllowed
from coordinator.ids import new_id
from coordinator.organisations.models import Role
from coordinator.workflow.models import Event
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster
from expenses.advances.models import Advance
from expenses.claims.models import Claim
from expenses.claims.steps import ASK_FOR_THE_REST
from expenses.payments import actions as payments
from expenses.payments.models import ENDED, JournalEntry, Payable, Payment
from expenses.payments.queries import journal_sum, unbalanced_entries
from expenses.review import actions as review
from expenses.review.models import Appeal, Approval
from expenses.review.rules import Cut
from tests.controls import money as naive
from tests.expenses.office import NOW, make_claim, make_date, with_details
from tests.making import make_person, make_session
from tests.thorough import ROUNDS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
THREADS = 8
EXPECTED = (Refusal, SomebodyWasFaster, NotAllowed)


def all_at_once(prepare: list, press: Callable[[int, object], object]) -> list[Exception]:
    """Eight threads meet at a barrier before each round and press on its record; what went wrong beyond a refusal."""
    barrier, faults = threading.Barrier(THREADS), []

    def run(number: int) -> None:
        for record in prepare:
            barrier.wait(timeout=30)
            try:
                press(number, record)
            except EXPECTED:
                pass
            except Exception as fault:  # noqa: BLE001 - a race may raise anything, and the test says what
                faults.append(fault)
        connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


@pytest.fixture
def claims(world):
    """Sixty checked claims of one date."""
    session = make_date(world)
    made = [make_claim(world, 500, session=session) for _round in range(ROUNDS)]
    for claim in made:
        with_details(claim.person)
    Claim.objects.update(status="checked", checked_by=world.helen)
    return list(Claim.objects.all())


def approvers(world, number=THREADS):
    return [make_person(role=Role.APPROVER, organisation=world.organisation) for _each in range(number)]


def approve(people):
    def press(number, claim):
        review.approve_claim(Claim.objects.get(pk=claim.pk), by=people[number % len(people)], now=NOW)

    return press


def books_balance():
    return (unbalanced_entries(), journal_sum()) == ([], 0)


def test_one_claim_and_two_approvers_make_one_payable(world, claims):
    faults = all_at_once(claims, approve(approvers(world, 2)))
    assert faults == []
    assert (Payable.objects.count(), Approval.objects.count()) == (ROUNDS, ROUNDS)
    assert JournalEntry.objects.filter(kind="approval").count() == ROUNDS
    assert set(Claim.objects.values_list("status", flat=True)) == {"approved"}
    assert books_balance()


def test_above_the_limit_eight_approvers_give_exactly_two_approvals(world, claims):
    for claim in claims:
        claim.lines.update(pence=150_00)
    Claim.objects.update(total_pence=150_00)
    faults = all_at_once(claims, approve(approvers(world)))
    assert faults == []
    assert (Payable.objects.count(), Approval.objects.count()) == (ROUNDS, 2 * ROUNDS)
    assert set(Claim.objects.values_list("status", flat=True)) == {"approved"}
    assert books_balance()


def test_one_file_built_by_eight_at_once_pays_each_amount_once(world, claims):
    ravi, claims_left = world.ravi, iter(claims)
    payers = [make_person(role=Role.FINANCE_PAYER, organisation=world.organisation) for _each in range(THREADS)]
    turn = threading.Barrier(THREADS, action=lambda: review.approve_claim(next(claims_left), by=ravi, now=NOW))

    def press(number, _round):
        turn.wait(timeout=30)
        payments.build_batch(world.organisation, form_key=new_id(), by=payers[number], now=NOW)

    faults = all_at_once(claims, press)
    assert faults == []
    living = Payment.objects.exclude(status__in=ENDED)
    assert (living.count(), living.values("payable").distinct().count()) == (ROUNDS, ROUNDS)
    assert set(Claim.objects.values_list("status", flat=True)) == {"in_payment_run"}
    assert books_balance()


def claims_of_one(world, person):
    """Two checked claims of £5 for two days of one place, with £8 that the person had beforehand for it."""
    session = make_date(world)
    other = make_session(session.panel, starts_at=session.starts_at + timedelta(days=1))
    claims = [make_claim(world, 500, person=person, session=each, status="checked") for each in (session, other)]
    place, number = claims[0].place, claims[0].number
    Advance.objects.create(
        organisation=world.organisation, person=person, place=place, number=number, reference=f"LM-B{number}", status="paid",
        pence=800, left_pence=800, event_day=session.starts_at.date(), due_by=session.starts_at.date(), asked_at=NOW,
    )  # fmt: skip
    return claims


def beforehand_pairs(world):
    people = [make_person(role=Role.VOLUNTEER, organisation=world.organisation) for _round in range(ROUNDS)]
    pairs = [claims_of_one(world, person) for person in people]
    Claim.objects.update(checked_by=world.helen)
    return pairs


def test_two_claims_approved_at_once_use_money_that_was_paid_beforehand_once(world):
    pairs, people = beforehand_pairs(world), approvers(world, 2)

    def press(number, pair):
        review.approve_claim(Claim.objects.get(pk=pair[number % 2].pk), by=people[number // 4], now=NOW)

    faults = all_at_once(pairs, press)
    assert faults == []
    # Whoever came second at the very same moment is told so, presses again, and finds what is left.
    for claim in Claim.objects.filter(status="checked"):
        review.approve_claim(claim, by=people[0], now=NOW)
    assert {advance.left_pence for advance in Advance.objects.all()} == {0}
    used = Advance.objects.annotate(used=Sum("uses__pence")).values_list("used", flat=True)
    assert set(used) == {800}
    assert Payable.objects.aggregate(pence=Sum("pence"))["pence"] == 200 * ROUNDS
    assert books_balance()


def cut_claims(world, claims):
    """The claims, of which Ravi agreed to £3 each."""
    for claim in claims:
        review.approve_in_part(claim, cuts={claim.lines.get().pk: Cut(300, "The cap.")}, by=world.ravi, now=NOW)
    return claims


def rests():
    """How many claims ask for a rest, how many wishes for another look there are, and what all rests come to."""
    asked = Claim.objects.exclude(looks_again_at=None)
    return asked.count(), Appeal.objects.count(), asked.aggregate(pence=Sum("total_pence"))["pence"]


def test_another_look_asked_for_by_eight_at_once_is_one_claim_of_the_rest(world, claims):
    def press(number, claim):
        review.look_again(Claim.objects.get(pk=claim.pk), by=claim.person if number % 2 else world.tomasz, now=NOW)

    assert all_at_once(cut_claims(world, claims), press) == []
    assert rests() == (ROUNDS, ROUNDS, 200 * ROUNDS)
    assert Claim.objects.values("number").distinct().count() == 2 * ROUNDS
    assert (Payable.objects.count(), books_balance()) == (ROUNDS, True)


def test_the_control_a_naive_other_look_asks_for_some_rests_twice(world, claims):
    def press(number, claim):
        naive.ask_for_the_rest(claim.pk, by=claim.person, now=NOW)

    all_at_once(cut_claims(world, claims), press)
    assert Event.objects.filter(verb=ASK_FOR_THE_REST).count() > ROUNDS


def test_the_control_naive_netting_uses_some_money_twice(world):
    pairs = beforehand_pairs(world)

    def press(number, pair):
        naive.use_beforehand(pair[number % 2].pk)

    all_at_once(pairs, press)
    used = Advance.objects.annotate(used=Sum("uses__pence")).values_list("used", flat=True)
    assert max(used) > 800


def test_the_control_a_naive_approval_owes_some_claims_twice(world, claims):
    people = approvers(world, 2)

    def press(number, claim):
        naive.approve(claim.pk, by=people[number % 2], now=NOW)

    all_at_once(claims, press)
    assert JournalEntry.objects.filter(kind="approval").count() > ROUNDS


def test_the_control_a_naive_file_pays_some_amounts_twice(world, claims):
    for claim in claims:
        review.approve_claim(claim, by=world.ravi, now=NOW)

    def press(_number, claim):
        naive.put_in_file(claim.pk, by=world.paula, now=NOW)

    all_at_once(claims, press)
    assert JournalEntry.objects.filter(kind="payment").count() > ROUNDS
