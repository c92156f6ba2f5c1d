"""Money before the day from finance's answer to the claim that uses it (practice.md TR8, expenses.md 7 and 9.5)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coordinator.authorization.verdict import NotAllowed
from coordinator.ids import new_id
from coordinator.letters.models import Letter
from coordinator.organisations.models import Role
from coordinator.panels.models import Place, Session
from coordinator.workflow.steps import SomebodyWasFaster
from coordinator.workflow.trail import history_of
from expenses.advances.models import Advance, AdvanceUse
from expenses.advances.queries import had_beforehand
from expenses.advances.rules import Use
from expenses.claims.queries import said_of
from expenses.payments import actions as payments
from expenses.payments.models import Payable, Payment, Trouble
from expenses.payments.queries import owed_lines, payables_visible_to, unbalanced_entries
from expenses.review import actions as review
from expenses.review.actions.netting import use_up
from expenses.review.refusals import AlreadyUsed, NotNow, SayWhy
from expenses.review.rules import Cut
from expenses.review.shown import next_steps
from tests.expenses.before_the_day import (
    AGREED_AT,
    NEXT_WEEK,
    accounts,
    agreed,
    approved,
    asked,
    claimed,
    paid,
)
from tests.expenses.office import with_details
from tests.making import make_panel, make_person, make_place, make_session, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(world) -> Place:
    """Rowan's place on Thursday 26 March 2026."""
    return make_place(make_session(make_panel(world)).panel, world.rowan)


def volunteer(world):
    return make_person(role=Role.VOLUNTEER, organisation=world.organisation)


def letters_to(person) -> list[str]:
    return list(Letter.objects.filter(person=person).order_by("created_at", "pk").values_list("kind", flat=True))


class TestAgreeing:
    def test_one_approval_makes_it_owed_and_tells_her(self, world, place):
        advance = agreed(world, place)
        assert (advance.status, advance.decided_at) == ("agreed", AGREED_AT)
        payable = Payable.objects.get(advance=advance)
        assert (payable.pence, payable.due_by, payable.claim) == (2400, advance.due_by, None)
        assert accounts() == {"advances_outstanding": 2400, "expenses_payable": -2400}
        assert sorted(letters_to(world.rowan)) == ["advance.answered", "claim.details_wanted"]

    def test_above_the_limit_two_agree_and_one_of_them_is_a_second_approver(self, world, place):
        advance = asked(place, 12000)
        review.agree_to_advance(advance, by=world.helen, now=AGREED_AT)
        assert (advance.status, Payable.objects.count()) == ("asked", 0)
        with pytest.raises(NotAllowed, match="You have agreed to it already"):
            review.agree_to_advance(advance, by=world.helen, now=AGREED_AT)
        review.agree_to_advance(advance, by=world.ravi, now=AGREED_AT)
        assert (advance.status, Payable.objects.get().pence) == ("agreed", 12000)

    def test_two_checkers_are_not_enough_above_the_limit(self, world, place):
        second = make_person(role=Role.FINANCE_CHECKER, organisation=world.organisation)
        advance = asked(place, 12000)
        review.agree_to_advance(advance, by=world.helen, now=AGREED_AT)
        with pytest.raises(NotAllowed, match="second approver"):
            review.agree_to_advance(advance, by=second, now=AGREED_AT)

    def test_nobody_agrees_to_their_own(self, world, place):
        own = asked(make_place(place.panel, world.helen))
        for act in (review.agree_to_advance, review.call_off_advance):
            with pytest.raises((NotAllowed, SomebodyWasFaster)):
                act(own, by=world.helen, now=AGREED_AT)
        with pytest.raises(NotAllowed, match="This is your own"):
            review.not_agree_to_advance(own, reason="No.", by=world.helen, now=AGREED_AT)
        own.refresh_from_db()
        assert own.status == "asked"

    def test_who_may_not_approve_agrees_to_nothing(self, world, place):
        for name in ("rowan", "tomasz", "paula", "audra"):
            with pytest.raises(NotAllowed):
                review.agree_to_advance(asked(place), by=getattr(world, name), now=AGREED_AT)

    def test_answered_twice_it_is_answered_once(self, world, place):
        advance = agreed(world, place)
        with pytest.raises(SomebodyWasFaster):
            review.agree_to_advance(advance, by=world.helen, now=AGREED_AT)
        with pytest.raises(SomebodyWasFaster):
            review.not_agree_to_advance(advance, reason="No.", by=world.ravi, now=AGREED_AT)

    def test_a_place_that_has_ended_has_no_day_to_pay_before(self, world, place):
        advance = asked(place)
        Place.objects.filter(pk=place.pk).update(status="given_up")
        advance.place.refresh_from_db()
        with pytest.raises(NotNow, match="The place has ended"):
            review.agree_to_advance(advance, by=world.helen, now=AGREED_AT)

    def test_not_agreed_needs_a_line_and_tells_her(self, world, place):
        advance = asked(place)
        with pytest.raises(SayWhy):
            review.not_agree_to_advance(advance, reason=" ", by=world.helen, now=AGREED_AT)
        review.not_agree_to_advance(advance, reason="We can pay the childminder.", by=world.helen, now=AGREED_AT)
        assert (advance.status, advance.decision_note) == ("not_agreed", "We can pay the childminder.")
        assert (letters_to(world.rowan), accounts()) == (["advance.answered"], {})


class TestPaying:
    def test_it_goes_in_the_file_and_she_is_told(self, world, place):
        advance = paid(world, place)
        assert (advance.status, str(advance.paid_on), advance.left_pence) == ("paid", "2026-03-12", 2400)
        assert accounts() == {"advances_outstanding": 2400, "bank:bacs_file": -2400}
        assert Payment.objects.get().reference == advance.reference
        assert letters_to(world.rowan)[-1] == "claim.paid"

    def test_who_agreed_does_not_pay_it_and_nor_is_it_paid_for_a_place_that_ended(self, world, place):
        advance = agreed(world, place)
        with_details(world.rowan)
        [line] = owed_lines(payables_visible_to(world.ravi), world.ravi)
        assert str(line.reason) == "You approved this, so somebody else pays it."
        Place.objects.filter(pk=place.pk).update(status="given_up")
        [line] = owed_lines(payables_visible_to(world.paula), world.paula)
        assert str(line.reason) == "The place has ended, so nothing goes out before the day. It can be called off."
        review.call_off_advance(advance, by=world.helen, now=AGREED_AT)
        assert owed_lines(payables_visible_to(world.paula), world.paula) == []
        assert accounts() == {}

    def test_what_came_back_is_owed_again_and_paid_again(self, world, place):
        advance = paid(world, place)
        payments.sent_back(Payment.objects.get(), trouble=Trouble.CLOSED, by=world.paula, now=NEXT_WEEK)
        advance.refresh_from_db()
        assert (advance.status, advance.paid_on) == ("reversed", None)
        assert accounts() == {"advances_outstanding": 2400, "expenses_payable": -2400}
        payments.save_bank_details(
            world.rowan, account_name="R", sort_code="654321", account_number="00054321", by=world.rowan,
            now=NEXT_WEEK.replace(hour=12),
        )  # fmt: skip
        batch = payments.build_batch(
            world.organisation, form_key=new_id(), by=world.paula, now=NEXT_WEEK.replace(hour=13)
        )
        assert [payment.reference for payment in batch.payments.all()] == [f"{advance.reference}-2"]

    def test_what_did_not_arrive_leaves_the_file(self, world, place):
        advance = agreed(world, place)
        with_details(world.rowan)
        batch = payments.build_batch(world.organisation, form_key=new_id(), by=world.paula, now=AGREED_AT)
        advance.refresh_from_db()
        assert advance.status == "in_payment_run"
        payments.did_not_arrive(batch.payments.get(), trouble=Trouble.CLOSED, by=world.paula, now=NEXT_WEEK)
        advance.refresh_from_db()
        assert (advance.status, accounts()) == ("reversed", {"advances_outstanding": 2400, "expenses_payable": -2400})
        review.call_off_advance(advance, by=world.ravi, now=NEXT_WEEK)
        assert (advance.status, accounts()) == ("called_off", {})
        assert Payable.objects.filter(advance=advance).count() == 1  # its payment is kept


class TestNetting:
    def test_the_claim_gets_the_rest(self, world, place):
        advance = paid(world, place)
        claim = approved(world, place, 4240)
        assert (claim.status, claim.approved_pence, Payable.objects.get(claim=claim).pence) == ("approved", 4240, 1840)
        advance.refresh_from_db()
        assert (advance.left_pence, advance.let_go_pence) == (0, 0)
        assert accounts() == {
            "expenses_incurred": 4240, "expenses_payable": -1840, "bank:bacs_file": -2400,
        }  # fmt: skip
        assert unbalanced_entries() == []

    def test_she_reads_before_sending_what_will_be_taken_off(self, world, place):
        paid(world, place)
        claim = claimed(world, place, 4240)
        assert had_beforehand(claim, now=NEXT_WEEK) == 2400
        page = signed_in(world.rowan).get(f"/me/claims/{claim.pk}/").text
        assert "£18.40" in page
        desk = signed_in(world.ravi).get(f"/finance/claims/{claim.pk}/").text
        assert "£24.00, taken off" in desk

    def test_when_it_covers_all_nothing_is_owed_and_it_is_said_so(self, world, place):
        advance = paid(world, place)
        claim = approved(world, place, 2200)
        assert (claim.status, Payable.objects.filter(claim=claim).count()) == ("paid", 0)
        assert (
            str(said_of([claim], now=NEXT_WEEK)[claim.pk]) == "The money you had before the day covers what was agreed"
        )
        advance.refresh_from_db()
        assert (advance.left_pence, advance.let_go_pence) == (0, 200)
        assert accounts() == {"expenses_incurred": 2200, "written_off": 200, "bank:bacs_file": -2400}

    def test_a_larger_rest_stays_with_her_and_counts_at_the_next_claim(self, world, place):
        advance = paid(world, place)
        approved(world, place, 1000)
        advance.refresh_from_db()
        assert advance.left_pence == 1400
        later = make_session(make_panel(world), starts_at=datetime(2026, 3, 27, 9, tzinfo=UTC))
        second = approved(world, make_place(later.panel, world.rowan), 3000, now=NEXT_WEEK)
        assert Payable.objects.get(claim=second).pence == 1600
        assert [(use.claim.total_pence, use.pence) for use in advance.uses.order_by("pence", "pk")] == [
            (1000, 1000),
            (3000, 1400),
        ]

    def test_money_for_another_day_is_left_alone(self, world, place):
        coming = make_session(make_panel(world), starts_at=datetime(2026, 4, 23, 9, tzinfo=UTC))
        paid(world, make_place(coming.panel, world.rowan))
        claim = approved(world, place, 1840)
        assert Payable.objects.get(claim=claim).pence == 1840

    def test_it_is_taken_off_also_while_its_own_money_is_on_the_way(self, world, place):
        agreed(world, place)
        claim = approved(world, place, 4240)
        assert Payable.objects.get(claim=claim).pence == 1840

    def test_a_part_that_it_covers_is_done_and_the_rest_is_looked_at_again(self, world, place):
        advance = paid(world, place)
        claim = claimed(world, place, 2600)
        line = claim.lines.get()
        review.approve_in_part(
            claim, cuts={line.pk: Cut(2200, "The fare was £22.")}, by=world.ravi, now=NEXT_WEEK, version=claim.version
        )
        said = "The money you had before the day covers what was agreed"
        assert (claim.status, str(said_of([claim], now=NEXT_WEEK)[claim.pk])) == ("paid", said)
        other = review.look_again(claim, by=world.rowan, now=NEXT_WEEK)
        review.approve_claim(other, by=world.helen, now=NEXT_WEEK)
        # The £2 that were left were not let go as long as another look could be asked for, and are used for that.
        advance.refresh_from_db()
        assert (advance.left_pence, advance.let_go_pence, AdvanceUse.objects.count()) == (0, 0, 2)
        assert (claim.status, Payable.objects.get(claim=other).pence) == ("paid", 200)
        assert unbalanced_entries() == []

    def test_two_claims_never_use_the_same_money(self, world, place):
        advance = paid(world, place)
        claim = claimed(world, place, 4240)
        # Another claim used most of it between the reading and the writing.
        Advance.objects.filter(pk=advance.pk).update(left_pence=100)
        with pytest.raises(SomebodyWasFaster):
            use_up(claim, Use(advance.pk, 2400))
        assert AdvanceUse.objects.count() == 0
        use_up(claim, Use(advance.pk, 90, let_go_pence=10))
        advance.refresh_from_db()
        assert (advance.left_pence, advance.let_go_pence) == (0, 10)

    def test_a_day_still_to_come_keeps_even_a_small_rest(self, world, place):
        advance = paid(world, place)
        make_session(place.panel, starts_at=datetime(2026, 4, 23, 9, tzinfo=UTC))
        claim = claimed_of_first_day(world, place)
        review.approve_claim(claim, by=world.ravi, now=NEXT_WEEK)
        advance.refresh_from_db()
        assert (advance.left_pence, advance.let_go_pence) == (200, 0)


def claimed_of_first_day(world, place):
    later = place.panel.sessions.order_by("starts_at", "pk").last()
    Session.objects.filter(pk=later.pk).update(panel=make_panel(world))
    claim = claimed(world, place, 2200)
    Session.objects.filter(pk=later.pk).update(panel=place.panel)
    return claim


class TestTheRest:
    @pytest.mark.parametrize(
        ("given_back", "field", "account"),
        [(True, "given_back_pence", "bank:given_back"), (False, "let_go_pence", "written_off")],
    )
    def test_it_is_given_back_or_let_go(self, world, place, given_back, field, account):
        advance = paid(world, place)
        review.settle_rest(advance, given_back=given_back, by=world.helen, now=NEXT_WEEK)
        assert (advance.left_pence, getattr(advance, field)) == (0, 2400)
        assert accounts() == {account: 2400, "bank:bacs_file": -2400}
        with pytest.raises(SomebodyWasFaster):
            review.settle_rest(advance, given_back=given_back, by=world.helen, now=NEXT_WEEK)

    def test_what_a_claim_has_used_is_not_called_off(self, world, place):
        advance = agreed(world, place)
        approved(world, place, 1000)
        with pytest.raises(AlreadyUsed):
            review.call_off_advance(advance, by=world.helen, now=NEXT_WEEK)

    def test_nobody_settles_their_own(self, world, place):
        advance = paid(world, make_place(place.panel, world.helen))
        with pytest.raises(NotAllowed):
            review.settle_rest(advance, given_back=False, by=world.helen, now=NEXT_WEEK)


class TestPages:
    def test_finance_is_led_from_its_home_to_the_list_and_the_answer(self, world, place):
        asked(place)
        advance = Advance.objects.get()
        [step] = [step for step in next_steps("finance", world.helen, NEXT_WEEK) if step.link == "/finance/advances/"]
        assert (step.what, step.due) == ("1 person asks for money before the day", advance.due_by)
        assert [step.link for step in next_steps("finance", world.paula, NEXT_WEEK)] == []
        client = signed_in(world.helen)
        assert f'href="/finance/advances/{advance.pk}/"' in client.get("/finance/advances/").text
        page = client.get(f"/finance/advances/{advance.pk}/").text
        assert "No cost of this place was agreed beforehand" in page
        assert client.post(f"/finance/advances/{advance.pk}/agree/").status_code == 302
        advance.refresh_from_db()
        assert advance.status == "agreed"
        assert "1 of 2" not in client.get(f"/finance/advances/{advance.pk}/").text

    def test_the_first_of_two_is_noted(self, world, place):
        advance, client = asked(place, 12000), signed_in(world.helen)
        page = client.post(f"/finance/advances/{advance.pk}/agree/", follow=True).text
        assert "Your approval is noted. It needs one more." in page
        assert "You have agreed to it already." in page
        assert next_steps("finance", world.helen, NEXT_WEEK) == []

    def test_a_no_without_a_line_stays_on_the_page(self, world, place):
        advance, client = asked(place), signed_in(world.helen)
        answer = client.post(f"/finance/advances/{advance.pk}/not-agree/", {"reason": ""})
        assert answer.status_code == 422
        assert client.get(f"/finance/advances/{advance.pk}/not-agree/").status_code == 302
        client.post(f"/finance/advances/{advance.pk}/not-agree/", {"reason": "Ring me, we can pay her directly."})
        advance.refresh_from_db()
        assert advance.decision_note == "Ring me, we can pay her directly."

    def test_called_off_and_settled_on_the_page(self, world, place):
        advance, client = agreed(world, place), signed_in(world.helen)
        client.post(f"/finance/advances/{advance.pk}/call-off/")
        advance.refresh_from_db()
        assert advance.status == "called_off"
        other = paid(world, make_place(place.panel, volunteer(world)))
        assert client.post(f"/finance/advances/{other.pk}/rest/", {}).status_code == 422
        assert client.post(f"/finance/advances/{other.pk}/rest/", {"rest": "let_go"}).status_code == 302
        other.refresh_from_db()
        assert (other.left_pence, other.let_go_pence) == (0, 2400)

    def test_the_history_tells_it(self, world, place):
        advance = paid(world, place)
        told = [line.text.split(" of Levels and Moor ")[-1] for line in history_of(advance)]
        assert told == [
            "asked for money before the day", "agreed to pay it beforehand",
            "put the payment in a file for the bank", "marked it paid",
        ]  # fmt: skip
