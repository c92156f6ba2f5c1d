"""A file and a cheque for the same amount, eight at once: it goes out one way, once, and where the payer was told."""

from __future__ import annotations

import pytest

from coordinator.ids import new_id
from coordinator.organisations.models import Role
from coordinator.people.models import Person
from expenses.claims.models import Claim
from expenses.payments import actions as payments
from expenses.payments.models import ENDED, Payable, Payment
from expenses.review import actions as review
from tests.expenses.office import NOW, make_claim, make_date, with_details
from tests.making import make_person
from tests.races.test_money import THREADS, all_at_once, books_balance
from tests.thorough import ROUNDS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ACCOUNT = {"account_name": "R Ellery", "sort_code": "123456", "account_number": "00012345"}


@pytest.fixture
def owed(world):
    """Sixty approved claims of one date; each person has a postal address and an account."""
    session = make_date(world)
    made = [make_claim(world, 500, session=session, status="checked") for _round in range(ROUNDS)]
    Claim.objects.update(checked_by=world.helen)
    Person.objects.update(address="1 Long Lane")
    for claim in made:
        with_details(claim.person)
        review.approve_claim(Claim.objects.get(pk=claim.pk), by=world.ravi, now=NOW)
    return list(Payable.objects.all())


def test_one_amount_goes_in_one_file_or_by_one_cheque(world, owed):
    payers = [make_person(role=Role.FINANCE_PAYER, organisation=world.organisation) for _each in range(THREADS)]

    def press(number, payable):
        person, payer = Person.objects.get(pk=payable.person_id), payers[number]
        way = "cheque" if number % 2 else "bank"
        payments.save_bank_details(person, **ACCOUNT, way=way, by=person, now=NOW)
        if number % 2:
            mine = Payable.objects.get(pk=payable.pk)
            payments.post_cheque(mine, number=str(number), paid_on=NOW.date(), by=payer, now=NOW)
        else:
            payments.build_batch(world.organisation, form_key=new_id(), by=payer, now=NOW, only={payable.pk})

    assert all_at_once(owed, press) == []
    living = Payment.objects.exclude(status__in=ENDED)
    # Nobody was left in between: whoever is not paid after eight presses changed their mind each time before one.
    assert living.count() == living.values("payable").distinct().count() > 0
    assert set(living.values_list("rail", "status")) <= {("bacs_file", "in_file"), ("by_hand", "paid")}
    assert {(each.rail, each.sort_code) for each in living} <= {("bacs_file", "123456"), ("by_hand", "")}
    assert books_balance()
