"""By cheque: written by hand, closed for every file, told in a letter, and undone when it does not work (practice.md PY8)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from coordinator import hooks
from coordinator.authorization.verdict import NotAllowed
from coordinator.ids import new_id
from coordinator.letters.actions.sending import lease_some
from coordinator.letters.models import Letter
from coordinator.letters.writing import write
from coordinator.organisations.models import Membership, Role
from coordinator.people.models import Person
from coordinator.workflow.models import Event
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster
from coordinator.workflow.trail import history_of
from expenses.payments import actions
from expenses.payments.forms import TroubleForm
from expenses.payments.models import BankDetails, JournalEntry, JournalLeg, Payment, Trouble
from expenses.payments.queries import (
    masked_details,
    not_by_cheque,
    owed_line,
    owed_lines,
    owed_pence_to,
    payables_visible_to,
    unbalanced_entries,
    way_of,
)
from expenses.review import actions as review
from expenses.saying import say
from tests.expenses.before_the_day import agreed
from tests.expenses.office import LATER, NOW, approved, make_claim, with_cheque
from tests.making import make_panel, make_person, make_place, make_session, make_world

POSTED = date(2026, 4, 1)
EVEN_LATER = LATER + timedelta(days=20)


def owed_by_cheque(world, pence=500, **fields):
    """A claim that Ravi approved, of somebody who is paid by cheque."""
    claim = make_claim(world, pence, **fields)
    if not BankDetails.objects.filter(person=claim.person).exists():
        with_cheque(claim.person)
    return approved_now(world, claim)


def approved_now(world, claim):
    review.check_claim(claim, by=world.helen, now=NOW)
    return review.approve_claim(claim, by=world.ravi, now=NOW)


def posted(world, claim, number="000123", *, paid_on=POSTED, by=None, now=LATER):
    return actions.post_cheque(claim.payable, number=number, paid_on=paid_on, by=by or world.paula, now=now)


def legs(claim):
    entries = JournalEntry.objects.filter(claim=claim).order_by("at", "id")
    return [(entry.kind, [(leg.account, leg.pence) for leg in entry.legs.all()]) for entry in entries]


def accounts():
    """What stands in each account, in pence; those at zero left out."""
    sums = {}
    for account, pence in JournalLeg.objects.values_list("account", "pence"):
        sums[account] = sums.get(account, 0) + pence
    return {account: pence for account, pence in sums.items() if pence}


def kinds(person):
    return list(Letter.objects.filter(person=person).order_by("created_at", "id").values_list("kind", flat=True))


def letter_about(kind, now=LATER):
    found = next(each for each in lease_some(now=now, lasts=timedelta(minutes=5), at_most=9) if each.kind == kind)
    return write(found, now)


def refusal_of(press):
    with pytest.raises(Refusal) as refused:
        press()
    return str(refused.value)


# -- posting it --------------------------------------------------------------------------------------


def test_a_posted_cheque_pays_the_claim_and_stands_in_the_journal(world):
    claim = owed_by_cheque(world, 1234)
    payment = posted(world, claim)
    payment, claim = Payment.objects.get(pk=payment.pk), type(claim).objects.get(pk=claim.pk)
    assert (payment.rail, payment.batch, payment.cheque_number, payment.is_cheque) == ("by_hand", None, "000123", True)
    assert (payment.status, payment.paid_on, payment.pence, payment.attempt) == ("paid", POSTED, 1234, 1)
    assert (payment.account_name, payment.sort_code, payment.account_number) == (claim.person.full_name, "", "")
    assert (payment.built_by, payment.reference) == (world.paula, claim.reference)
    assert (claim.status, claim.paid_on, owed_pence_to(claim.person)) == ("paid", POSTED, 0)
    assert legs(claim)[1:] == [("cheque", [("expenses_payable", 1234), ("bank:by_hand", -1234)])]
    assert accounts() == {"expenses_incurred": 1234, "bank:by_hand": -1234}
    assert unbalanced_entries() == []


def test_the_history_tells_who_posted_it_and_holds_no_name(world):
    claim = owed_by_cheque(world)
    payment = posted(world, claim)
    told = f"{world.paula.full_name} wrote a cheque and posted it"
    assert [line.text for line in history_of(payment)] == [told]
    event = Event.objects.get(verb="payment.cheque")
    assert (event.after, event.details, event.by_person_id) == ("paid", {}, world.paula.pk)
    assert history_of(claim)[-1].text == f"{world.paula.full_name} posted a cheque"


def test_a_cheque_takes_its_amount_only(world):
    claim = owed_by_cheque(world, 500)
    other = owed_by_cheque(world, 700, person=claim.person)
    posted(world, claim)
    assert owed_pence_to(claim.person) == 700
    assert posted(world, other).cheque_number == "000123"  # one cheque may pay two claims of the same person
    assert accounts()["bank:by_hand"] == -1200


def test_a_file_leaves_cheques_alone_and_a_cheque_leaves_the_file_alone(world):
    by_cheque, by_bank = owed_by_cheque(world, 500), approved(world, 600)
    assert refusal_of(lambda: posted(world, by_bank)) == "This money goes into a bank account, with the next file."
    batch = actions.build_batch(world.organisation, form_key=new_id(), by=world.paula, now=NOW)
    assert [payment.payable.claim for payment in batch.payments.all()] == [by_bank]
    posted(world, by_cheque)
    with pytest.raises(actions.NothingToPay):
        actions.build_batch(world.organisation, form_key=new_id(), by=world.paula, now=LATER)


def test_pressed_twice_it_is_one_cheque(world):
    claim = owed_by_cheque(world)
    first = posted(world, claim)
    assert posted(world, claim, by=world.paula, now=EVEN_LATER) == first
    assert (Payment.objects.count(), JournalEntry.objects.filter(kind="cheque").count()) == (1, 1)
    assert kinds(claim.person) == ["claim.paid"]
    assert Event.objects.filter(verb="payment.cheque").count() == 1


def test_with_another_number_somebody_was_faster(world):
    claim = owed_by_cheque(world)
    posted(world, claim)
    with pytest.raises(SomebodyWasFaster):
        posted(world, claim, "000124")
    assert Payment.objects.get().cheque_number == "000123"


def test_what_is_in_a_file_gets_no_cheque_even_when_they_change_their_mind(world):
    claim = approved(world, 500)
    actions.build_batch(world.organisation, form_key=new_id(), by=world.paula, now=NOW)
    actions.save_bank_details(claim.person, account_name="R", way="cheque", by=claim.person, now=LATER)
    with pytest.raises(SomebodyWasFaster):
        posted(world, claim)
    assert Payment.objects.get().status == "in_file"


def test_the_database_itself_refuses_a_second_living_payment_and_half_a_cheque(world):
    claim = owed_by_cheque(world)
    payment = posted(world, claim)
    again = {"pk": new_id(), "attempt": 2, "reference": "X", "idempotency_key": new_id()}
    fields = {field.attname: getattr(payment, field.attname) for field in Payment._meta.concrete_fields}
    for changes in (
        again,
        again | {"status": "failed", "cheque_number": ""},
        again | {"status": "failed", "rail": "bacs_file"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.create(**{name: value for name, value in fields.items() if name != "id"} | changes)


# -- who may, and when -------------------------------------------------------------------------------


def test_only_the_payer_posts_cheques(world):
    claim = owed_by_cheque(world)
    others = (world.helen, world.ravi, world.tomasz, world.audra, world.rowan, claim.person, make_world("Other").paula)
    for somebody in others:
        with pytest.raises(NotAllowed):
            posted(world, claim, by=somebody)
    assert Payment.objects.count() == 0


def test_nobody_writes_a_cheque_to_themselves_or_for_what_they_approved_or_to_a_name_they_wrote_down(world):
    own = owed_by_cheque(world, person=world.paula)
    ravi_pays = make_person("Ravi two", role=Role.FINANCE_PAYER, organisation=world.organisation)
    Membership.objects.create(organisation=world.organisation, person=world.ravi, role=Role.FINANCE_PAYER)
    theirs, told = owed_by_cheque(world), make_claim(world, 300)
    with_cheque(told.person, by=world.paula)
    approved_now(world, told)
    ravi = Person.objects.get(pk=world.ravi.pk)
    assert refusal_of(lambda: posted(world, own)) == "This is your own money, so somebody else pays it."
    assert refusal_of(lambda: posted(world, theirs, by=ravi)) == "You approved this, so somebody else pays it."
    assert refusal_of(lambda: posted(world, told)) == "You wrote down where this money goes, so somebody else pays it."
    assert posted(world, own, by=ravi_pays).status == "paid"


def test_without_a_way_or_an_address_no_cheque_is_written(world):
    unknown, homeless = approved(world, 500, details=False), owed_by_cheque(world)
    Person.objects.filter(pk=homeless.person_id).update(address="  ")
    assert refusal_of(lambda: posted(world, unknown)) == "We have no bank details yet."
    assert refusal_of(lambda: posted(world, homeless)) == "We have no postal address for the cheque yet."
    assert Payment.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 4, 2), "This day is still to come. Note the cheque on the day it goes in the post."),
        (date(2026, 3, 29), "This was agreed after that day. Give the day on which the cheque went in the post."),
    ],
)
def test_a_cheque_is_posted_after_it_was_agreed_and_not_in_days_to_come(world, day, said):
    claim = owed_by_cheque(world)
    with pytest.raises(actions.NotADayToPay) as refused:
        posted(world, claim, paid_on=day)
    assert refused.value.by_field == {"paid_on": [said]}
    assert posted(world, claim, paid_on=date(2026, 3, 30)).paid_on == date(2026, 3, 30)


def test_each_amount_says_whether_a_cheque_can_be_written(world):
    ready, bank, unknown = owed_by_cheque(world), approved(world, 600), approved(world, 700, details=False)
    lines = owed_lines(payables_visible_to(world.paula), world.paula)
    assert {line.payable.claim: say(not_by_cheque(line)) for line in lines} == {
        ready: "",
        bank: "This money goes into a bank account, with the next file.",
        unknown: "We have no bank details yet.",
    }
    posted(world, ready)
    assert owed_line(payables_visible_to(world.paula), world.paula, ready.payable.pk) is None


def test_what_somebody_looks_at_again_is_not_paid_meanwhile(world):
    claim = owed_by_cheque(world)
    type(claim).objects.filter(pk=claim.pk).update(status="checked")
    with pytest.raises(SomebodyWasFaster):
        posted(world, claim)
    assert (Payment.objects.count(), JournalEntry.objects.filter(kind="cheque").count()) == (0, 0)


def test_money_before_the_day_comes_by_cheque_too(world):
    panel = make_panel(world)
    make_session(panel)
    place = make_place(panel, world.rowan)
    with_cheque(world.rowan, at=datetime(2026, 3, 9, 8, tzinfo=UTC))
    advance = agreed(world, place, 2400)
    payment = posted(world, advance, paid_on=date(2026, 3, 11), now=datetime(2026, 3, 11, 12, tzinfo=UTC))
    advance.refresh_from_db()
    assert (advance.status, advance.paid_on, payment.reference) == ("paid", date(2026, 3, 11), advance.reference)
    assert accounts() == {"advances_outstanding": 2400, "bank:by_hand": -2400}
    assert "This is money before the day" in letter_about("claim.paid").text


# -- what comes back ---------------------------------------------------------------------------------


def test_a_lost_cheque_is_owed_again_and_the_next_can_be_written_at_once(world):
    claim = owed_by_cheque(world, 500)
    first = posted(world, claim)
    actions.sent_back(first, trouble=Trouble.CHEQUE_LOST, by=world.paula, now=EVEN_LATER)
    claim.refresh_from_db()
    assert (first.status, claim.status, claim.paid_on, owed_pence_to(claim.person)) == (
        "returned",
        "reversed",
        None,
        500,
    )
    assert accounts() == {"expenses_incurred": 500, "expenses_payable": -500}
    assert legs(claim)[-1] == ("reversal", [("expenses_payable", -500), ("bank:by_hand", 500)])
    assert kinds(claim.person) == ["claim.paid", "claim.came_back"]
    assert history_of(first)[-1].text == f"{world.paula.full_name} noted that it came back"
    again = posted(world, claim, "000124", paid_on=EVEN_LATER.date(), now=EVEN_LATER)
    assert (again.attempt, again.reference, again.status) == (2, f"{claim.reference}-2", "paid")
    assert accounts() == {"expenses_incurred": 500, "bank:by_hand": -500}
    assert unbalanced_entries() == []
    assert kinds(claim.person) == ["claim.paid", "claim.came_back", "claim.paid"]


def test_the_number_of_a_lost_cheque_is_not_taken_for_the_new_one(world):
    claim = owed_by_cheque(world)
    actions.sent_back(posted(world, claim), trouble=Trouble.CHEQUE_LOST, by=world.paula, now=EVEN_LATER)
    with pytest.raises(Refusal) as refused:
        posted(world, claim, now=EVEN_LATER)
    said = "The cheque with this number came back. Please give the number of the new one."
    assert refused.value.by_field == {"number": [said]}


def test_after_a_cheque_in_another_name_the_name_changes_first(world):
    claim = owed_by_cheque(world)
    actions.sent_back(posted(world, claim), trouble=Trouble.CHEQUE_NAME, by=world.paula, now=LATER)
    waits = "The last payment came back. We wait to hear where it should go."
    assert refusal_of(lambda: posted(world, claim, "000124")) == waits
    later = LATER + timedelta(hours=1)
    actions.save_bank_details(claim.person, account_name="D Alcott", way="cheque", by=claim.person, now=later)
    assert posted(world, claim, "000124", now=later + timedelta(hours=1)).account_name == "D Alcott"


def test_nobody_says_what_became_of_their_own_cheque_and_it_never_arrives_twice(world):
    payment = posted(world, owed_by_cheque(world, person=world.rowan))
    payment.person = world.paula
    with pytest.raises(NotAllowed, match="your own money"):
        actions.sent_back(payment, trouble=Trouble.CHEQUE_LOST, by=world.paula, now=LATER)
    payment.refresh_from_db()
    with pytest.raises(SomebodyWasFaster):
        actions.mark_paid(payment, paid_on=POSTED, by=world.paula, now=LATER)
    with pytest.raises(SomebodyWasFaster):
        actions.did_not_arrive(payment, trouble=Trouble.CHEQUE_LOST, by=world.paula, now=LATER)


@pytest.mark.parametrize(
    ("rail", "status", "offered"),
    [
        ("bacs_file", "in_file", ["no_account", "closed", "other_name", "refused", "not_sent"]),
        ("bacs_file", "paid", ["no_account", "closed", "other_name", "refused"]),
        ("by_hand", "paid", ["cheque_lost", "cheque_name"]),
    ],
)
def test_what_may_have_happened_fits_the_way_it_went(rail, status, offered):
    form = TroubleForm({"trouble": offered[0]}, rail=rail, status=status)
    assert [value for value, _label in form.fields["trouble"].choices] == offered
    assert form.is_valid() is True
    assert TroubleForm({"trouble": "cheque_lost"}, rail="bacs_file", status="paid").is_valid() is False
    assert TroubleForm({"trouble": "closed"}, rail="by_hand", status="paid").is_valid() is False


# -- what people read --------------------------------------------------------------------------------


def test_paid_is_told_with_the_day_and_the_number_of_the_cheque(world):
    claim = owed_by_cheque(world, 9260)
    posted(world, claim)
    letter = letter_about("claim.paid")
    assert letter.subject == "A cheque for £92.60 is in the post"
    assert body_of(letter) == [
        "We posted a cheque for £92.60 to you on Wednesday 1 April, number 000123.",
        "What for: Community respiratory nurse, Thursday 26 March",
        "This is money back for what you spent to take part. It is not pay.",
        "If it has not come within a week, ring me. Thank you for your time.",
    ]


def body_of(letter):
    """The lines between the greeting and the signature."""
    lines = [line for line in letter.text.splitlines() if line.strip()]
    ends = [number for number, line in enumerate(lines) if line in ("With best wishes,", "To ring back:")]
    return lines[1 : ends[0]]


@pytest.mark.parametrize("channel", ["post", "phone"])
def test_who_has_no_email_reads_of_a_lost_cheque_without_blame(world, channel):
    claim = owed_by_cheque(world, 500)
    Person.objects.filter(pk=claim.person_id).update(email="", landline="01632 960118", channel_order=[channel])
    payment = posted(world, claim)
    actions.sent_back(payment, trouble=Trouble.CHEQUE_LOST, by=world.paula, now=EVEN_LATER)
    letter = letter_about("claim.came_back", EVEN_LATER)
    assert letter.subject == "Your £5.00 did not reach you yet"
    assert body_of(letter) == [
        "We posted you a cheque for £5.00, number 000123, for Community respiratory nurse on Thursday 26 March. We are "
        "sorry: it did not work.",
        "It was lost, or never cashed, so it does not count any more. If it still turns up, please tear it up.",
        "We still owe you the money, and write a new cheque. You need not ask again.",
        "Has your postal address changed? Then ring me before the new one is in the post.",
    ]


@pytest.mark.parametrize(
    ("email", "asked"),
    [
        ("", ["Please ring me, and I will write the right name down with you."]),
        (
            "d@example.org",
            [
                "Please look at the name here and send it once more:",
                "http://localhost:8000/me/claims/bank/",
                "Or ring me, and I will write it down.",
            ],
        ),
    ],
)
def test_a_name_that_did_not_fit_is_asked_for_again(world, email, asked):
    claim = owed_by_cheque(world, 500)
    Person.objects.filter(pk=claim.person_id).update(email=email)
    actions.sent_back(posted(world, claim), trouble=Trouble.CHEQUE_NAME, by=world.paula, now=LATER)
    assert body_of(letter_about("claim.came_back")) == [
        "We posted you a cheque for £5.00, number 000123, for Community respiratory nurse on Thursday 26 March. We are "
        "sorry: it did not work.",
        "We still owe it to you. It happens when the name on a cheque is not quite the one that the bank knows.",
        *asked,
        "The money goes out with the next payments after that. You need not ask again.",
    ]


def test_who_has_told_us_nothing_hears_that_a_cheque_is_possible(world):
    approved(world, 500, details=False)
    letter = letter_about("claim.details_wanted")
    assert "It can be a bank account, or we post you a cheque." in letter.text


# -- where it goes -----------------------------------------------------------------------------------


def test_for_a_cheque_only_the_name_is_kept(world):
    told = {"account_name": "D Alcott", "sort_code": "123456", "account_number": "00012345"}
    kept = actions.save_bank_details(world.rowan, **told, way="cheque", by=world.tomasz, now=NOW)
    assert (kept.way, kept.account_name, kept.sort_code, kept.account_number) == ("cheque", "D Alcott", "", "")
    assert masked_details(world.rowan) == {
        "way": "cheque", "account_name": "D Alcott", "sort_code": "", "account_number": "",
    }  # fmt: skip
    assert (way_of(world.rowan), way_of(world.helen)) == ("cheque", None)
    actions.save_bank_details(world.rowan, **told, by=world.rowan, now=LATER)
    assert (way_of(world.rowan), masked_details(world.rowan)["account_number"]) == ("bank", "••••••45")


def test_the_export_holds_the_way_and_the_number_and_forgetting_takes_the_name(world):
    claim = owed_by_cheque(world, 500)
    posted(world, claim)
    rows = {}
    for part in hooks.person_export.ask(claim.person):
        rows |= part
    assert [(row["rail"], row["cheque_number"]) for row in rows["payments"]] == [("by_hand", "000123")]
    assert (rows["bank_details"][0]["way"], rows["money_owed"][0]["claim__reference"]) == ("cheque", claim.reference)
    actions.forget_details(claim.person, LATER)
    assert way_of(claim.person) is None


def steps(person, now=NOW):
    found = hooks.next_steps.ask_all("finance", person, now)
    return [(step.what, step.link_text, step.link) for step in found if step.link == "/finance/pay/"]


def test_the_payers_home_counts_files_and_cheques_apart(world):
    approved(world, 800)
    owed_by_cheque(world, 500)
    assert steps(world.paula) == [
        ("1 to pay, £8.00", "Make the file", "/finance/pay/"),
        ("1 cheque to write, £5.00", "See whom it is for", "/finance/pay/"),
    ]
    owed_by_cheque(world, 600)
    assert steps(world.paula)[1][0] == "2 cheques to write, £11.00"
    assert steps(world.helen) == []


def test_with_only_cheques_there_is_no_file_to_make(world):
    owed_by_cheque(world, 500)
    assert [what for what, _press, _link in steps(world.paula)] == ["1 cheque to write, £5.00"]
    with pytest.raises(actions.NothingToPay):
        actions.build_batch(world.organisation, form_key=new_id(), by=world.paula, now=NOW)
