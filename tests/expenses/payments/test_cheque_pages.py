"""Cheques on finance's pages, the choice of way on a person's, and both as a program reads and writes them."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coordinator.organisations.models import Membership
from coordinator.people.models import Person
from coordinator.people.tokens import issue_token
from expenses.payments import actions
from expenses.payments.models import BankDetails, Payment
from tests.expenses.office import LATER, approved, make_date, with_details
from tests.expenses.payments.test_cheques import owed_by_cheque, posted
from tests.making import make_world, signed_in

OK, MADE, FOUND, BAD, FORBIDDEN, MISSING, CONFLICT, TO_MEND = 200, 201, 302, 400, 403, 404, 409, 422
TO_PAY, MINE = "/finance/pay/", "/me/claims/bank/"
TOLD = {"number": "000123", "paid_on": "2026-04-01"}


@pytest.fixture(autouse=True)
def that_day():
    """Wednesday 1 April 2026, ten in the morning."""
    with time_machine.travel(LATER, tick=False):
        yield


def words(answer):
    """The page as it reads: tags out, white space as one."""
    text = re.sub(r"<(script|style|head)\b.*?</\1>", " ", answer.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def page_of(claim):
    return f"/finance/payables/{claim.payable.pk}/cheque/"


class Program:
    """A program that acts for one person."""

    def __init__(self, person):
        self.client = Client(headers={"Authorization": f"Bearer {issue_token(person, name='test', now=LATER)}"})

    def get(self, path):
        return self.client.get(f"/api/v1/{path}")

    def send(self, method, path, data):
        return getattr(self.client, method)(f"/api/v1/{path}", data, content_type="application/json")


# -- finance -----------------------------------------------------------------------------------------


def test_cheques_stand_in_their_own_section_and_not_in_the_file(world):
    by_cheque, _by_bank = owed_by_cheque(world, 500), approved(world, 600)
    text = words(signed_in(world.paula).get(TO_PAY))
    assert "1 payment is ready: £6.00" in text
    name = by_cheque.person.full_name
    row = f"{name} {by_cheque.reference} Amount £5.00 Made out to {name} Promised by Tue 14 April Cheque Write it"
    row += f" : {by_cheque.reference}"
    assert f"Cheques to write Who Amount Made out to Promised by Cheque Who {row} Owed" in text
    assert (text.count("Ready, by cheque"), text.count(by_cheque.reference)) == (0, 2)  # the link says it once more


@pytest.mark.parametrize("role", ["helen", "audra"])
def test_who_does_not_pay_sees_what_is_owed_but_neither_name_nor_address(world, role):
    claim = owed_by_cheque(world, 500)
    BankDetails.objects.update(account_name="Aunt Doreen")
    seen = signed_in(getattr(world, role))
    text = words(seen.get(TO_PAY))
    assert ("Ready, by cheque" in text, "Cheques to write" in text, "Aunt Doreen" in text) == (True, False, False)
    assert seen.get(page_of(claim)).status_code == FORBIDDEN
    assert seen.post(page_of(claim), TOLD).status_code == FORBIDDEN


def test_a_payer_of_another_organisation_finds_nothing(world):
    claim, elsewhere = owed_by_cheque(world, 500), signed_in(make_world("Other").paula)
    assert [elsewhere.get(page_of(claim)).status_code, elsewhere.post(page_of(claim), TOLD).status_code] == [
        MISSING
    ] * 2
    assert Payment.objects.count() == 0


def test_who_pays_elsewhere_and_only_checks_here_writes_no_cheque_here(world):
    claim, other = owed_by_cheque(world, 500), make_world("Other")
    Membership.objects.create(organisation=other.organisation, person=world.helen, role="finance_payer")
    helen = signed_in(world.helen)
    assert helen.get(page_of(claim)).status_code == FORBIDDEN
    assert "Cheques to write" not in words(helen.get(TO_PAY))


def test_the_page_of_a_cheque_says_all_that_is_written_on_it(world):
    claim = owed_by_cheque(world, 1234)
    BankDetails.objects.update(account_name="Aunt Doreen")
    answer = signed_in(world.paula).get(page_of(claim))
    text = words(answer)
    assert (
        "Amount £12.34 Made out to Aunt Doreen Goes to 1 Long Lane Harptree LV1 2BB What for Claim for "
        f"Thursday 26 March Reference {claim.reference} Promised by Tuesday 14 April"
    ) in text
    assert answer.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_posting_it_pays_it_and_says_so(world):
    claim, paula = owed_by_cheque(world, 500), signed_in(world.paula)
    answer = paula.post(page_of(claim), TOLD)
    assert (answer.status_code, answer.headers["Location"]) == (FOUND, TO_PAY)
    payment = Payment.objects.get()
    text = words(paula.get(TO_PAY))
    assert "Noted: the cheque is in the post. They get a letter." in text
    assert f"Cheque 000123 To {claim.person.full_name} Amount £5.00 Posted Wed 1 April How it stands Posted" in text
    assert paula.post(page_of(claim), TOLD).headers["Location"] == TO_PAY
    assert Payment.objects.get() == payment
    assert paula.get(page_of(claim)).headers["Location"] == f"/finance/payments/{payment.pk}/"


def test_with_another_number_nothing_is_done_twice(world):
    claim, paula = owed_by_cheque(world, 500), signed_in(world.paula)
    posted(world, claim)
    assert "nothing was done twice" in words(paula.post(page_of(claim), TOLD | {"number": "9"}, follow=True))
    assert Payment.objects.get().cheque_number == "000123"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"number": ""}, "Please fill in “Number of the cheque”"),
        ({"number": "12/34"}, "Use letters, figures and spaces only."),
        ({"paid_on": "2026-04-02"}, "This day is still to come. Note the cheque on the day it goes in the post."),
        (
            {"paid_on": "2026-03-01"},
            "This was agreed after that day. Give the day on which the cheque went in the post.",
        ),
        ({"paid_on": ""}, "Please fill in “Day it goes in the post”"),
    ],
)
def test_mistakes_are_said_beside_the_field_and_what_was_typed_is_kept(world, told, said):
    claim = owed_by_cheque(world, 500)
    answer = signed_in(world.paula).post(page_of(claim), TOLD | told)
    assert (answer.status_code, words(answer).count(said)) == (TO_MEND, 2)  # in the summary and beside the field
    typed = (TOLD | told)["number"]
    assert not typed or f'value="{typed}"' in answer.content.decode()
    assert Payment.objects.count() == 0


@pytest.mark.parametrize(
    ("whose", "said"),
    [("own", "This is your own money, so somebody else pays it."), ("bank", "This money goes into a bank account")],
)
def test_where_no_cheque_can_go_the_page_says_why_and_shows_no_name(world, whose, said):
    claim = owed_by_cheque(world, person=world.paula) if whose == "own" else approved(world, 500)
    BankDetails.objects.update(account_name="Aunt Doreen")
    paula = signed_in(world.paula)
    text = words(paula.get(page_of(claim)))
    assert (said in text, "Aunt Doreen" in text, "Number of the cheque" in text) == (True, False, False)
    assert said in words(paula.post(page_of(claim), TOLD))
    assert Payment.objects.count() == 0


def test_what_is_not_decided_any_more_leads_back_to_what_is_owed(world):
    claim = owed_by_cheque(world, 500)
    type(claim).objects.filter(pk=claim.pk).update(status="checked")
    assert signed_in(world.paula).get(page_of(claim)).headers["Location"] == TO_PAY


def test_the_page_of_a_posted_cheque_tells_of_no_statement_and_of_no_file(world):
    payment = posted(world, owed_by_cheque(world, 500))
    here, paula = f"/finance/payments/{payment.pk}/", signed_in(world.paula)
    text = words(paula.get(here))
    assert "Cheque 000123, posted on Wednesday 1 April" in text
    assert ("On their statement" in text, "File" in text, "The bank" in text) == (False, False, False)
    assert re.findall(r'name="trouble" type="radio" value="(\w+)"', paula.get(here).content.decode()) == [
        "cheque_lost", "cheque_name",
    ]  # fmt: skip
    answer = paula.post(here, {"trouble_form": "1", "trouble": "cheque_lost"})
    assert answer.headers["Location"] == TO_PAY
    assert "The cheque was lost, or never cashed" in words(paula.get(here))
    assert "Cheques to write" in words(paula.get(TO_PAY))


def test_a_cheque_that_is_posted_cannot_be_marked_as_paid_again(world):
    payment = posted(world, owed_by_cheque(world, 500))
    here = f"/finance/payments/{payment.pk}/"
    answer = signed_in(world.paula).post(here, {"paid_on": "2026-04-01"})
    assert (answer.status_code, answer.headers["Location"]) == (FOUND, here)
    assert signed_in(world.paula).post(here, {"trouble_form": "1", "trouble": "closed"}).status_code == TO_MEND


def test_a_long_list_of_cheques_costs_no_more_queries(world):
    session, costs = make_date(world), []
    for more in (2, 6):
        for _each in range(more):
            posted(world, owed_by_cheque(world, 500, session=session))
            owed_by_cheque(world, 600, session=session)
        paula, program = signed_in(world.paula), Program(world.paula)
        for ask in (lambda: paula.get(TO_PAY), lambda: program.get("payables/"), lambda: program.get("payments/")):
            with CaptureQueriesContext(connection) as queries:
                assert ask().status_code == OK
            costs.append(len(queries))
    assert costs[:3] == costs[3:]
    assert (costs[0] <= 12, costs[1] <= 6, costs[2] <= 6) == (True, True, True)


# -- where it goes -----------------------------------------------------------------------------------

BY_CHEQUE = {"way": "cheque", "account_name": "Aunt Doreen", "sort_code": "", "account_number": ""}


def test_somebody_chooses_a_cheque_and_sees_where_it_goes(world):
    rowan = signed_in(world.rowan)
    Person.objects.filter(pk=world.rowan.pk).update(address="1 Long Lane,\nHarptree", postcode="LV1 2BB")
    assert "It goes to 1 Long Lane, Harptree, LV1 2BB" in words(rowan.get(MINE))
    text = words(rowan.post(MINE, BY_CHEQUE | {"sort_code": "1", "account_number": "x" * 90}, follow=True))
    assert "Thank you. From now on your money comes this way." in text
    assert "Your money comes by cheque, in the post." in text
    assert "Name on the cheque Aunt Doreen Change it" in text
    kept = BankDetails.objects.get()
    assert (kept.way, kept.sort_code, kept.account_number) == ("cheque", "", "")
    assert 'value="cheque" checked' in rowan.get(MINE).content.decode()


def test_without_a_postal_address_the_page_says_kindly_where_to_write_it(world):
    rowan = signed_in(world.rowan)
    assert '<a href="/me/profile/">write it down first</a>' in rowan.get(MINE).content.decode()
    answer = rowan.post(MINE, BY_CHEQUE)
    said = "For a cheque we need your postal address. Please add it to your profile first."
    assert (answer.status_code, words(answer).count(said)) == (TO_MEND, 2)
    html = answer.content.decode()
    assert ('value="Aunt Doreen"' in html, 'value="cheque" checked' in html) == (True, True)
    assert BankDetails.objects.count() == 0


def test_a_bank_account_still_needs_its_numbers(world):
    answer = signed_in(world.rowan).post(MINE, BY_CHEQUE | {"way": "bank"})
    text = words(answer)
    assert (answer.status_code, text.count("Please fill in “Sort code”"), text.count("(optional)")) == (TO_MEND, 2, 0)
    again = signed_in(world.rowan).post(MINE, BY_CHEQUE | {"way": "by pigeon"})
    assert (again.status_code, BankDetails.objects.count()) == (TO_MEND, 0)


def test_the_team_writes_down_a_cheque_for_somebody_who_rings(world):
    tomasz, here = signed_in(world.tomasz), f"/team/people/{world.rowan.pk}/bank/"
    assert f'<a href="/team/people/{world.rowan.pk}/edit/">write it down first</a>' in tomasz.get(here).content.decode()
    said = "For a cheque we need their postal address. Please add it to their page first."
    assert said in words(tomasz.post(here, BY_CHEQUE))
    Person.objects.filter(pk=world.rowan.pk).update(address="1 Long Lane")
    assert tomasz.post(here, BY_CHEQUE).headers["Location"] == f"/team/people/{world.rowan.pk}/"
    text = words(tomasz.get(f"/team/people/{world.rowan.pk}/"))
    assert ("By cheque, in the post." in text, "Aunt Doreen" in text) == (True, False)
    again = words(tomasz.get(here))
    assert ("Now it comes by cheque, in the post." in again, "Aunt Doreen" in again) == (True, False)
    actions.save_bank_details(world.rowan, account_name="R", sort_code="1", by=world.rowan, now=LATER)
    assert "Now it goes into an account that they gave us." in words(tomasz.get(here))


# -- over the API ------------------------------------------------------------------------------------


def test_a_program_posts_a_cheque_once(world):
    claim, paula = owed_by_cheque(world, 500), Program(world.paula)
    there = f"payables/{claim.payable.pk}/"
    owed = paula.get("payables/").json()["results"]
    assert [(each["way"], each["reference"], each["claim"], each["advance"], each["waits_for"]) for each in owed] == [
        ("cheque", claim.reference, str(claim.pk), None, ""),
    ]  # fmt: skip
    made = [paula.send("post", f"{there}cheque/", TOLD) for _twice in range(2)]
    assert [answer.status_code for answer in made] == [MADE, MADE]
    payment = Payment.objects.get()
    assert made[0].json() == made[1].json() == {
        "id": str(payment.pk), "organisation": str(world.organisation.pk), "rail": "by_hand", "batch": None,
        "cheque_number": "000123", "payable": str(claim.payable.pk), "person": str(claim.person_id), "attempt": 1,
        "reference": claim.reference, "status": "paid", "pence": 500, "paid_on": "2026-04-01", "trouble": "",
    }  # fmt: skip
    assert paula.send("post", f"{there}cheque/", TOLD | {"number": "9"}).status_code == CONFLICT
    assert paula.get("payables/").json()["count"] == 0
    assert [each["cheque_number"] for each in paula.get("payments/?rail=by_hand").json()["results"]] == ["000123"]
    back = f"payments/{payment.pk}/"
    assert paula.send("post", f"{back}sent-back/", {"trouble": "closed"}).status_code == BAD
    assert paula.send("post", f"{back}paid/", {"paid_on": "2026-04-01"}).status_code == CONFLICT
    assert paula.send("post", f"{back}sent-back/", {"trouble": "cheque_lost"}).json()["status"] == "returned"


def test_a_program_hears_what_is_missing_and_who_may(world):
    claim = owed_by_cheque(world, 500)
    there = f"payables/{claim.payable.pk}/cheque/"
    paula = Program(world.paula)
    assert paula.send("post", there, {"number": "1/2"}).status_code == BAD
    assert paula.send("post", there, TOLD | {"paid_on": "2026-04-02"}).status_code in {BAD, CONFLICT}
    assert Program(world.helen).send("post", there, TOLD).status_code == FORBIDDEN
    assert Program(make_world("Other").paula).send("post", there, TOLD).status_code == MISSING
    assert Payment.objects.count() == 0


def test_a_program_keeps_and_reads_the_way(world):
    Person.objects.filter(pk=world.rowan.pk).update(address="1 Long Lane")
    rowan, tomasz = Program(world.rowan), Program(world.tomasz)
    kept = rowan.send("put", "bank-details/mine/", {"way": "cheque", "account_name": "R Ellery"})
    assert (kept.status_code, kept.json()) == (
        OK, {"way": "cheque", "account_name": "R Ellery", "sort_code": "", "account_number": ""},
    )  # fmt: skip
    numbers = {"account_name": "R Ellery", "sort_code": "12-34-56", "account_number": "00012345"}
    assert rowan.send("put", "bank-details/mine/", numbers).json()["way"] == "bank"
    assert (
        tomasz.send("put", f"bank-details/{world.rowan.pk}/", {"way": "cheque", "account_name": "R"}).status_code == 204
    )
    assert BankDetails.objects.get().way == "cheque"
    assert rowan.send("put", "bank-details/mine/", {"account_name": "R"}).status_code == BAD
    Person.objects.filter(pk=world.rowan.pk).update(address="")
    assert rowan.send("put", "bank-details/mine/", {"way": "cheque", "account_name": "R"}).status_code == BAD


def test_the_days_of_waiting_count_for_cheques_too(world):
    with_details(world.rowan)
    claim = owed_by_cheque(world, 500)
    posted(world, claim, paid_on=date(2026, 4, 1))
    shown = words(signed_in(world.samira).get("/head/"))
    assert "From claim to money 5 days" in shown
