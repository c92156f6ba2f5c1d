"""From an approved claim to the money, and what happens when it comes back."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from coordinator.authorization.verdict import NotAllowed
from coordinator.ids import new_id
from coordinator.letters.models import Letter
from coordinator.organisations.models import Role
from coordinator.workflow.models import Event
from coordinator.workflow.steps import SomebodyWasFaster
from coordinator.workflow.trail import history_of
from expenses.payments import actions
from expenses.payments.actions import journal
from expenses.payments.models import BankDetails, Batch, JournalEntry, JournalLeg, OnlyAdded, Payable, Payment
from expenses.payments.queries import (
    has_bank_details,
    live_payment_of,
    masked_details,
    owed_lines,
    owed_pence_to,
    payables_visible_to,
    still_owed,
)
from expenses.payments.rules import Leg
from tests.expenses.office import LATER, NOW, SENT, approved, in_file, make_claim, with_details
from tests.making import make_person, make_world

PAID_ON = date(2026, 4, 1)


def legs(claim):
    entries = JournalEntry.objects.filter(claim=claim).order_by("at", "id")
    return [(entry.kind, [(leg.account, leg.pence) for leg in entry.legs.all()]) for entry in entries]


def kinds(person):
    return list(Letter.objects.filter(person=person).order_by("created_at", "id").values_list("kind", flat=True))


def test_an_approved_claim_is_owed_with_an_entry_that_balances(world):
    claim = approved(world, 1840, 500)
    payable = Payable.objects.get(claim=claim)
    assert (payable.pence, payable.due_by, payable.person) == (2340, claim.promised_by, claim.person)
    assert legs(claim) == [("approval", [("expenses_incurred", 2340), ("expenses_payable", -2340)])]


def test_somebody_without_bank_details_is_asked_once_however_many_claims_they_have(world):
    claim = approved(world, 500, details=False)
    approved(world, 600, details=False, person=claim.person)
    assert kinds(claim.person) == ["claim.details_wanted"]
    assert owed_pence_to(claim.person) == 1100


def test_somebody_with_bank_details_gets_no_letter_about_them(world):
    assert kinds(approved(world, 500).person) == []


def test_the_file_holds_each_amount_once_and_its_seal(world):
    first, second = approved(world, 500), approved(world, 1234)
    batch = actions.build_batch(world.organisation, form_key=new_id(), by=world.paula, now=NOW)
    assert (batch.number, batch.count, batch.total_pence, batch.status) == (1, 2, 1734, "sealed")
    assert bytes(batch.file).decode() == (
        '"Reference","Payee","Sort code","Account number","Amount","Statement text"\r\n'
        f'"{first.reference}","{first.person.full_name}","123456","00012345",5.00,"EXPENSES {first.reference}"\r\n'
        f'"{second.reference}","{second.person.full_name}","123456","00012345",12.34,"EXPENSES {second.reference}"\r\n'
    )
    assert batch.sha256 == hashlib.sha256(bytes(batch.file)).hexdigest()
    first.refresh_from_db()
    assert first.status == "in_payment_run"
    assert legs(first)[1] == ("payment", [("expenses_payable", 500), ("bank_in_transit:bacs_file", -500)])


def test_a_double_press_makes_one_file(world):
    approved(world, 500)
    key = new_id()
    first = actions.build_batch(world.organisation, form_key=key, by=world.paula, now=NOW)
    again = actions.build_batch(world.organisation, form_key=key, by=world.paula, now=LATER)
    assert (first.pk, Batch.objects.count(), Payment.objects.count()) == (again.pk, 1, 1)


def test_with_nothing_left_no_file_is_made(world):
    in_file(world, 500)
    with pytest.raises(actions.NothingToPay, match="There is nothing to put in a file now"):
        actions.build_batch(world.organisation, form_key=new_id(), by=world.paula, now=NOW)


def test_only_what_was_ticked_goes_into_the_file(world):
    claim = approved(world, 500)
    approved(world, 600)
    only = {claim.payable.pk}
    batch = actions.build_batch(world.organisation, form_key=new_id(), by=world.paula, now=NOW, only=only)
    assert (batch.count, batch.total_pence) == (1, 500)
    assert list(still_owed(Payable.objects.all()).values_list("pence", flat=True)) == [600]


def test_files_are_numbered_for_each_organisation(world):
    other = make_world("Thamesbank")
    in_file(world, 500)
    in_file(world, 600)
    in_file(other, 700)
    assert [(batch.organisation, batch.number) for batch in Batch.objects.order_by("sealed_at", "id")] == [
        (world.organisation, 1), (world.organisation, 2), (other.organisation, 1),
    ]  # fmt: skip


def test_what_waits_says_why(world):
    without = approved(world, 500, details=False)
    ready = approved(world, 600)
    lines = owed_lines(payables_visible_to(world.paula), world.paula)
    said = {line.payable.claim_id: str(line.reason) if line.reason else None for line in lines}
    assert said == {without.pk: "We have no bank details yet.", ready.pk: None}


def test_nobody_pays_themselves_or_what_they_approved(world):
    paula_claims = approved(world, 500, person=world.paula)
    ravi_pays = make_person("Ravi two", role=Role.FINANCE_PAYER, organisation=world.organisation)
    claim = make_claim(world, 700)
    with_details(claim.person, by=ravi_pays)
    lines = owed_lines(payables_visible_to(world.paula), world.paula)
    assert [str(line.reason) for line in lines] == ["This is your own money, so somebody else pays it."]
    with pytest.raises(actions.NothingToPay):
        actions.build_batch(world.organisation, form_key=new_id(), by=world.paula, now=NOW)
    batch = actions.build_batch(world.organisation, form_key=new_id(), by=ravi_pays, now=NOW)
    payment = Payment.objects.get(payable__claim=paula_claims)
    with pytest.raises(NotAllowed, match="your own money"):
        actions.mark_paid(payment, paid_on=PAID_ON, by=world.paula, now=LATER)
    with pytest.raises(NotAllowed, match="your own money"):
        actions.did_not_arrive(payment, trouble="closed", by=world.paula, now=LATER)
    with pytest.raises(SomebodyWasFaster):
        actions.mark_all_paid(batch, paid_on=PAID_ON, by=world.paula, now=LATER)


def test_the_database_refuses_a_payment_to_oneself_and_a_second_one_that_lives(world):
    _claim, payment, _batch = in_file(world, 500)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(built_by=payment.person)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO expenses_payment (id, organisation_id, person_id, payable_id, batch_id, built_by_id, attempt, "
            "reference, idempotency_key, status, pence, account_name, sort_code, account_number, trouble) "
            "SELECT %s, organisation_id, person_id, payable_id, batch_id, built_by_id, 2, 'X', %s, 'in_file', pence, "
            "'', '', '', '' FROM expenses_payment",
            [_raw(new_id()), _raw(new_id())],
        )


def _raw(value):
    return value.hex if connection.vendor == "sqlite" else value


def test_only_the_payer_makes_takes_and_settles_files(world):
    _claim, payment, batch = in_file(world, 500)
    for somebody in (world.helen, world.ravi, world.tomasz, world.audra, world.rowan):
        for press in (
            lambda: actions.build_batch(world.organisation, form_key=new_id(), by=somebody, now=NOW),
            lambda: actions.download(batch, by=somebody, now=NOW),
            lambda: actions.mark_sent(batch, by=somebody, now=NOW),
            lambda: actions.mark_paid(payment, paid_on=PAID_ON, by=somebody, now=LATER),
            lambda: actions.did_not_arrive(payment, trouble="closed", by=somebody, now=LATER),
        ):
            with pytest.raises(NotAllowed):
                press()


def test_the_download_is_the_same_bytes_each_time_and_says_who_took_them(world):
    claim, _payment, batch = in_file(world, 500)
    before = bytes(Batch.objects.get(pk=batch.pk).file)
    BankDetails.objects.filter(person=claim.person).update(sort_code="654321")
    assert actions.download(Batch.objects.get(pk=batch.pk), by=world.paula, now=LATER) == before
    assert "123456" in before.decode()
    assert history_of(batch)[-1].text == f"{world.paula.full_name} downloaded the file"


def test_all_paid_closes_the_file_and_tells_each_person(world):
    claim, payment, batch = in_file(world, 500)
    actions.mark_sent(batch, by=world.paula, now=NOW)
    assert actions.mark_all_paid(batch, paid_on=PAID_ON, by=world.paula, now=LATER) == 1
    claim.refresh_from_db()
    payment.refresh_from_db()
    assert (claim.status, claim.paid_on, payment.status, batch.status) == ("paid", PAID_ON, "paid", "settled")
    assert kinds(claim.person) == ["claim.paid"]
    assert live_payment_of(claim) == payment
    assert legs(claim)[2] == ("settlement", [("bank_in_transit:bacs_file", 500), ("bank:bacs_file", -500)])


def test_one_by_one_the_last_closes_the_file(world):
    approved(world, 500)
    claim, payment, batch = in_file(world, 600)
    other = batch.payments.exclude(pk=payment.pk).get()
    actions.mark_paid(payment, paid_on=PAID_ON, by=world.paula, now=LATER)
    batch.refresh_from_db()
    assert batch.status == "sealed"
    actions.did_not_arrive(other, trouble="closed", by=world.paula, now=LATER)
    batch.refresh_from_db()
    assert batch.status == "settled"


def test_two_who_settle_the_last_payment_close_the_file_once(world):
    _claim, payment, batch = in_file(world, 600)
    Batch.objects.filter(pk=batch.pk).update(status="settled")
    payment.batch.status = "sealed"
    actions.mark_paid(payment, paid_on=PAID_ON, by=world.paula, now=LATER)
    assert Event.objects.filter(verb="batch.settle").count() == 0


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 4, 2), "This day is still to come. Mark it on the day the money arrives."),
        (date(2026, 3, 29), "The file was made after this day. Give the day on which the money left the bank."),
    ],
)
def test_money_arrives_after_the_file_was_made_and_not_in_days_to_come(world, day, said):
    _claim, payment, _batch = in_file(world, 500)
    with pytest.raises(actions.NotADayToPay) as refused:
        actions.mark_paid(payment, paid_on=day, by=world.paula, now=LATER)
    assert refused.value.by_field == {"paid_on": [said]}


def test_paid_twice_is_paid_once(world):
    _claim, payment, batch = in_file(world, 500)
    actions.mark_paid(payment, paid_on=PAID_ON, by=world.paula, now=LATER)
    with pytest.raises(SomebodyWasFaster):
        actions.mark_paid(payment, paid_on=PAID_ON, by=world.paula, now=LATER)
    with pytest.raises(SomebodyWasFaster):
        actions.mark_all_paid(batch, paid_on=PAID_ON, by=world.paula, now=LATER)


@pytest.mark.parametrize("way", ["did_not_arrive", "sent_back"])
def test_money_that_comes_back_is_owed_again_and_goes_out_once_the_details_are_new(world, way):
    claim, payment, _batch = in_file(world, 500)
    if way == "sent_back":
        actions.mark_paid(payment, paid_on=PAID_ON, by=world.paula, now=LATER)
    getattr(actions, way)(payment, trouble="closed", by=world.paula, now=LATER)
    claim.refresh_from_db()
    assert (claim.status, claim.paid_on, owed_pence_to(claim.person)) == ("reversed", None, 500)
    assert kinds(claim.person)[-1] == "claim.came_back"
    with pytest.raises(actions.NothingToPay):
        actions.build_batch(world.organisation, form_key=new_id(), by=world.paula, now=LATER)
    new = {"account_name": "R Ellery", "sort_code": "654321", "account_number": "11112222"}
    actions.save_bank_details(claim.person, **new, by=claim.person, now=LATER + timedelta(hours=1))
    batch = actions.build_batch(world.organisation, form_key=new_id(), by=world.paula, now=LATER + timedelta(hours=2))
    again = batch.payments.get()
    assert (again.attempt, again.reference, again.sort_code) == (2, f"{claim.reference}-2", "654321")


def test_a_file_that_we_never_sent_is_made_again_without_a_word_to_anybody(world):
    claim, payment, _batch = in_file(world, 500)
    actions.did_not_arrive(payment, trouble="not_sent", by=world.paula, now=LATER)
    assert kinds(claim.person) == []
    batch = actions.build_batch(world.organisation, form_key=new_id(), by=world.paula, now=LATER)
    assert batch.payments.get().attempt == 2


def test_the_journal_is_only_added_to(world):
    claim = approved(world, 500)
    entry = JournalEntry.objects.get(claim=claim)
    leg = entry.legs.all()[0]
    for change in (entry.save, entry.delete, leg.save, leg.delete, JournalEntry.objects.all().delete,
                   JournalLeg.objects.all().delete, lambda: JournalLeg.objects.update(pence=0)):  # fmt: skip
        with pytest.raises(OnlyAdded):
            change()


def test_an_entry_that_does_not_balance_is_not_written(world):
    claim = approved(world, 500)
    with pytest.raises(ValueError, match="sum to zero"):
        journal.enter("approval", claim, [Leg("bank", 1)], key="x", by=world.ravi, now=NOW)


def test_the_same_thing_is_entered_once(world):
    claim = approved(world, 500)
    with pytest.raises(IntegrityError), transaction.atomic():
        journal.enter("approval", claim, [], key=f"{claim.pk}:1", by=world.ravi, now=NOW)


def test_bank_details_are_sealed_masked_and_noted_without_their_words(world):
    kept = actions.save_bank_details(
        world.rowan, account_name="R Ellery", sort_code="123456", account_number="12345678", by=world.rowan, now=NOW
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT account_name, sort_code, account_number FROM expenses_bankdetails")
        stored = " ".join(cursor.fetchone())
    assert not any(word in stored for word in ("Ellery", "123456", "12345678"))
    assert masked_details(world.rowan) == {
        "way": "bank", "account_name": "R Ellery", "sort_code": "••••56", "account_number": "••••••78",
    }  # fmt: skip
    assert (kept.changed_by, masked_details(world.helen)) == (world.rowan, None)
    event = Event.objects.get(verb="bank_details.keep")
    assert (event.by_person_id, event.details) == (world.rowan.pk, {})


def test_the_team_writes_down_details_for_somebody_who_rings_and_nobody_else_does(world):
    told = {"account_name": "R", "sort_code": "123456", "account_number": "12345678"}
    actions.save_bank_details(world.rowan, **told, by=world.tomasz, now=NOW)
    for somebody in (world.paula, world.helen, make_world("Other").tomasz):
        with pytest.raises(NotAllowed):
            actions.save_bank_details(world.rowan, **told, by=somebody, now=NOW)


def test_when_somebody_is_forgotten_their_details_go(world):
    with_details(world.rowan, at=SENT)
    actions.forget_details(world.rowan, NOW)
    assert has_bank_details(world.rowan) is False
