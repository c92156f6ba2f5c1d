"""Another look: what was agreed stays and is paid, and somebody else decides about the rest (practice.md PY4)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from coordinator.authorization.verdict import NotAllowed
from coordinator.ids import new_id
from coordinator.letters.actions.sending import lease_some
from coordinator.letters.models import Letter
from coordinator.letters.writing import write
from coordinator.organisations.models import Role
from coordinator.people.tokens import issue_token
from coordinator.workflow.models import Event
from expenses.claims.actions import begin_claim, take_back
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.queries import claimable_dates, facts_of, findings_of, may_ask_again, said_of, with_facts
from expenses.claims.refusals import NothingCut
from expenses.claims.rules import FindingCode
from expenses.payments import actions as payments
from expenses.payments.models import Payable, Payment
from expenses.payments.queries import journal_sum, unbalanced_entries
from expenses.review import actions
from expenses.review.models import Appeal
from expenses.review.pages.lists import csv_row
from expenses.review.queries import lanes, paid_claims
from expenses.review.rules import Cut
from expenses.travel.models import AgreedCost
from expenses.travel.queries import last_claim_like
from tests.expenses.office import LATER, NOW, approved, make_claim, make_date, with_details
from tests.making import make_person, make_place, signed_in

OK, FOUND, MISSING = 200, 302, 404
PAID_ON = date(2026, 3, 31)


def in_part(world, *pence, less=400, by=None, **fields):
    """A claim that Helen checked and of whose last line Ravi agreed to less."""
    claim = make_claim(world, *(pence or (900,)), **fields)
    with_details(claim.person)
    actions.check_claim(claim, by=world.helen, now=NOW)
    return cut(claim, less, by=by or world.ravi)


def cut(claim, less, *, by, now=NOW):
    line = claim.lines.last()
    return actions.approve_in_part(claim, cuts={line.pk: Cut(line.pence - less, "The cap.")}, by=by, now=now)


def in_a_file(world):
    return payments.build_batch(world.organisation, form_key=new_id(), by=world.paula, now=NOW)


def paid(world, claim):
    batch = in_a_file(world)
    payments.mark_sent(batch, by=world.paula, now=NOW)
    payments.mark_all_paid(batch, paid_on=PAID_ON, by=world.paula, now=LATER)
    claim.refresh_from_db()
    return claim


def lines(claim):
    return list(claim.lines.values_list("kind", "pence", "approved_pence", "supplier"))


class TestTheRest:
    def test_it_is_a_claim_of_its_own_and_what_was_agreed_goes_its_way(self, world, rahel):
        claim = in_part(world, 300, 900)
        supplier = claim.lines.last().supplier
        other = actions.look_again(claim, text=" There was no other car park. ", by=claim.person, now=LATER)
        assert (other.status, other.looks_again_at, other.total_pence, other.promised_by) == (
            "checked", claim, 400, date(2026, 4, 17),
        )  # fmt: skip
        assert (other.checked_by, other.checked_at, other.submitted_at) == (world.helen, NOW, LATER)
        assert lines(other) == [("bus", 400, None, supplier)]
        assert list(Appeal.objects.values_list("claim", "round", "text", "decided_before")) == [
            (other.pk, 1, "There was no other car park.", [str(world.ravi.pk)])
        ]
        claim.refresh_from_db()
        assert (claim.status, claim.approved_pence, Payable.objects.get().pence) == ("part_approved", 800, 800)
        batch = in_a_file(world)
        actions.approve_claim(other, by=rahel, now=LATER)
        assert (other.status, batch.total_pence, in_a_file(world).total_pence) == ("approved", 800, 400)
        assert (journal_sum(), unbalanced_entries()) == (0, [])

    def test_both_histories_say_who_asked(self, world):
        claim = in_part(world)
        other = actions.look_again(claim, by=claim.person, now=LATER)
        told = Event.objects.filter(verb="claim.ask_for_the_rest").order_by("at", "pk")
        assert list(told.values_list("record_id", "by_person_id", "details")) == [
            (claim.pk, claim.person_id, {"pence": 400}), (other.pk, claim.person_id, {"pence": 400}),
        ]  # fmt: skip

    def test_it_can_be_asked_for_when_the_money_is_in_a_file_has_come_and_came_back(self, world, rahel):
        claim = in_part(world)
        batch = in_a_file(world)
        claim.refresh_from_db()
        other = actions.look_again(claim, by=claim.person, now=LATER)
        assert (claim.status, other.total_pence) == ("in_payment_run", 400)
        take_back(other, by=claim.person, now=LATER)
        payments.mark_all_paid(batch, paid_on=PAID_ON, by=world.paula, now=LATER)
        claim.refresh_from_db()
        again = actions.look_again(claim, by=claim.person, now=LATER)
        assert (claim.status, claim.paid_on, again.pk == other.pk) == ("paid", PAID_ON, False)
        actions.approve_claim(again, by=rahel, now=LATER)
        # The first money comes back while the rest is owed: each goes its own way.
        payments.sent_back(Payment.objects.get(), trouble="not_sent", by=world.paula, now=LATER)
        assert sorted(Payable.objects.values_list("claim__status", "pence")) == [("approved", 400), ("reversed", 500)]
        assert in_a_file(world).total_pence == 900
        assert (journal_sum(), unbalanced_entries()) == (0, [])

    def test_asked_twice_it_is_asked_once(self, world):
        claim = in_part(world)
        first = actions.look_again(claim, text="The first.", by=claim.person, now=LATER)
        assert actions.look_again(claim, text="The second.", by=claim.person, now=LATER) == first
        assert list(Appeal.objects.values_list("text", flat=True)) == ["The first."]
        with pytest.raises(IntegrityError), transaction.atomic():
            make_claim(world, 1, looks_again_at=claim, number=9000, reference="LM-9000")

    def test_there_is_nothing_to_ask_for_before_a_decision_and_where_all_was_agreed(self, world):
        for claim in (make_claim(world, 500), approved(world, 500), make_claim(world, 500, status="draft")):
            assert may_ask_again(claim) is False
            with pytest.raises(NothingCut):
                actions.look_again(claim, by=claim.person, now=LATER)
        assert Claim.objects.exclude(looks_again_at=None).count() == 0

    def test_the_team_asks_for_somebody_who_rings_and_nobody_else_does(self, world):
        claim = in_part(world)
        stranger = make_person(role=Role.VOLUNTEER, organisation=world.organisation)
        for person in (world.helen, world.ravi, world.paula, stranger):
            with pytest.raises(NotAllowed):
                actions.look_again(claim, by=person, now=LATER)
        other = actions.look_again(claim, by=world.tomasz, now=LATER)
        verbs = Event.objects.filter(record_id=other.pk, by_person_id=world.tomasz.pk).values_list("verb", flat=True)
        assert (other.person, list(verbs)) == (claim.person, ["claim.ask_for_the_rest_for"])


class TestSomebodyElseDecides:
    def test_whoever_decided_before_leaves_it_to_others_also_the_third_time(self, world, rahel, hana):
        claim = in_part(world)
        other = actions.look_again(claim, by=claim.person, now=LATER)
        with pytest.raises(NotAllowed, match="another look comes from somebody else"):
            actions.approve_claim(other, by=world.ravi, now=LATER)
        with pytest.raises(NotAllowed, match="another look comes from somebody else"):
            actions.not_agree(other, reason="No", by=world.ravi, now=LATER)
        cut(other, 100, by=rahel, now=LATER)
        third = actions.look_again(other, by=claim.person, now=LATER)
        assert (third.total_pence, third.looks_again_at) == (100, other)
        for person in (world.ravi, rahel):
            with pytest.raises(NotAllowed, match="another look comes from somebody else"):
                actions.approve_claim(third, by=person, now=LATER)
        assert actions.approve_claim(third, by=hana, now=LATER).status == "approved"
        assert sum(Payable.objects.values_list("pence", flat=True)) == 900

    def test_nothing_more_may_be_agreed_and_what_was_agreed_is_not_touched(self, world, rahel):
        claim = in_part(world)
        other = actions.look_again(claim, by=claim.person, now=LATER)
        actions.not_agree(other, reason="The cap holds.", by=rahel, now=LATER)
        claim.refresh_from_db()
        assert (other.status, claim.status, Payable.objects.get().pence) == ("declined", "part_approved", 500)
        assert list(Letter.objects.filter(kind="claim.not_agreed").values_list("person", flat=True)) == [
            claim.person_id
        ]
        assert (may_ask_again(claim), may_ask_again(other)) == (False, True)

    def test_a_claim_of_which_nothing_was_agreed_is_decided_anew_again_and_again(self, world, rahel, hana):
        claim = make_claim(world, 900)
        actions.check_claim(claim, by=world.helen, now=NOW)
        for round_number, decider in enumerate((world.ravi, rahel), start=1):
            actions.not_agree(claim, reason="No receipt.", by=decider, now=NOW)
            assert actions.look_again(claim, by=claim.person, now=LATER) == claim
            appeal = claim.appeals.get(round=round_number)
            assert (appeal.text, str(decider.pk) in appeal.decided_before) == ("", True)
            assert (claim.status, claim.promised_by, claim.approved_pence) == ("checked", date(2026, 4, 17), None)
        with pytest.raises(NotAllowed):
            actions.approve_claim(claim, by=world.ravi, now=LATER)
        assert actions.approve_claim(claim, by=hana, now=LATER).status == "approved"

    def test_the_team_asks_for_a_claim_of_which_nothing_was_agreed_too(self, world):
        claim = make_claim(world, 900)
        actions.not_agree(claim, reason="No receipt.", by=world.ravi, now=NOW)
        actions.look_again(claim, by=world.tomasz, now=LATER)
        verbs = Event.objects.filter(record_id=claim.pk, after="checked").values_list("verb", "by_person_id")
        assert list(verbs) == [("claim.look_again_for", world.tomasz.pk)]

    def test_the_person_reads_the_name_of_somebody_who_may_decide(self, world, rahel):
        claim = in_part(world, 240_00, less=120_00, by=world.ravi)
        actions.approve_claim(claim, by=rahel, now=NOW)
        other = actions.look_again(claim, by=claim.person, now=LATER)
        # Both second approvers have decided, and whoever checked it may not approve so much: the contact knows.
        said = "Checked, now with {} for approval, money by 17 April"
        assert str(said_of([other], now=LATER)[other.pk]) == said.format(world.tomasz.known_as)
        Claim.objects.filter(pk=other.pk).update(total_pence=60_00)
        other.refresh_from_db()
        assert str(said_of([other], now=LATER)[other.pk]) == said.format(world.helen.known_as)
        chief = make_person("Chief Approver", role=Role.APPROVER, organisation=world.organisation)
        assert str(said_of([other], now=LATER)[other.pk]) == said.format(chief.known_as)

    def test_above_the_limit_two_who_have_not_decided_agree(self, world, rahel, hana):
        claim = make_claim(world, 240_00)
        with_details(claim.person)
        actions.check_claim(claim, by=world.helen, now=NOW)
        cut(claim, 120_00, by=world.ravi)
        chief = make_person("Chief", role=Role.APPROVER, organisation=world.organisation)
        actions.approve_claim(claim, by=rahel, now=NOW)
        other = actions.look_again(claim, by=claim.person, now=LATER)
        actions.approve_claim(other, by=hana, now=LATER)
        assert (other.status, Payable.objects.count()) == ("checked", 1)
        with pytest.raises(NotAllowed):
            actions.approve_claim(other, by=rahel, now=LATER)
        assert actions.approve_claim(other, by=chief, now=LATER).status == "approved"


class TestWhatIsKnownOfIt:
    def test_it_is_looked_at_on_its_own_and_nothing_is_found_twice(self, world, rahel):
        claim = make_claim(world, 900)
        ClaimLine.objects.filter(claim=claim).update(kind="childcare", supplier="Childminder")
        AgreedCost.objects.create(
            organisation=world.organisation, person=claim.person, place=claim.place, kind="childcare", pence=500,
            status="agreed", named_at=NOW,
        )  # fmt: skip
        with_details(claim.person)
        actions.check_claim(claim, by=world.helen, now=NOW)
        cut(claim, 400, by=world.ravi)
        other = actions.look_again(claim, by=claim.person, now=LATER)
        found = findings_of(other)
        assert [finding.code for finding in found] == [FindingCode.ASKED_AGAIN]
        assert str(found[0].rule) == (
            "They asked for another look, so somebody who has not decided about it yet decides it on its own."
        )
        read = with_facts(Claim.objects.filter(pk=other.pk)).get()
        assert facts_of([read])[other.pk].lines[0].agreed_pence is None
        straight, to_look = lanes(rahel, now=LATER)
        assert (straight, [each.claim for each in to_look]) == ([], [other])

    def test_a_claim_decided_anew_is_looked_at_on_its_own_with_what_else_is_found(self, world):
        claim = make_claim(world, 900)
        ClaimLine.objects.filter(claim=claim).update(kind="parking")
        actions.not_agree(claim, reason="No receipt.", by=world.ravi, now=NOW)
        actions.look_again(claim, by=claim.person, now=LATER)
        assert [each.code for each in findings_of(claim)] == [FindingCode.ASKED_AGAIN, FindingCode.RECEIPT_MISSING]

    def test_the_date_has_one_claim_and_the_journey_of_last_time_is_whole(self, world):
        session = make_date(world, venue=world.venue)
        claim = in_part(world, 300, 900, session=session)
        actions.look_again(claim, by=claim.person, now=LATER)
        assert [date.claim for date in claimable_dates([claim.place], now=LATER)] == [claim]
        assert begin_claim(claim.place, session, by=claim.person, now=LATER) == claim
        later = make_place(make_date(world, venue=world.venue).panel, claim.person)
        assert last_claim_like(later) == claim

    def test_the_same_ticket_in_a_claim_of_another_date_is_found_still(self, world):
        claim = in_part(world, less=900 - 1)
        other = actions.look_again(claim, by=claim.person, now=LATER)
        third = make_claim(world, 899, person=claim.person, submitted_at=LATER, number=9000, reference="LM-9000")
        ClaimLine.objects.filter(claim=third).update(supplier=other.lines.get().supplier)
        assert [each.code for each in findings_of(third)] == [FindingCode.POSSIBLE_DUPLICATE]


class TestPages:
    def test_the_person_asks_and_reads_where_it_is(self, world):
        claim = paid(world, in_part(world))
        me, here = signed_in(claim.person), f"/me/claims/{claim.pk}/"
        assert f"{here}look-again/" in me.get(here).text
        form = me.get(f"{here}look-again/").text
        assert "The £5.00 that are agreed stay as they are, and are paid without waiting for this." in form
        answer = me.post(f"{here}look-again/", {"text": "It was two."})
        other = claim.other_looks.get()
        assert (answer.status_code, answer["Location"]) == (FOUND, f"/me/claims/{other.pk}/")
        page = me.get(here).text
        assert ("£4.00 was not agreed, and somebody else looks at it." in page, f"{here}look-again/" in page) == (
            True,
            False,
        )
        asked = me.get(f"/me/claims/{other.pk}/").text
        assert (f'<a href="{here}">claim {claim.reference}</a>' in asked, "“It was two.”" in asked) == (True, True)
        assert me.get(f"{here}look-again/").status_code == FOUND

    def test_the_team_asks_for_them(self, world):
        claim = in_part(world)
        team, here = signed_in(world.tomasz), f"/team/claims/{claim.pk}/"
        assert f"{here}look-again/" in team.get(here).text
        answer = team.post(f"{here}look-again/", {"text": "She rang."})
        assert answer["Location"] == f"/team/claims/{claim.other_looks.get().pk}/"
        assert signed_in(world.helen).get(f"{here}look-again/").status_code == 403

    def test_finance_reads_what_was_decided_before_and_what_they_say(self, world, rahel):
        claim = in_part(world)
        other = actions.look_again(claim, text="It was two.", by=claim.person, now=LATER)
        desk, decider = signed_in(rahel), signed_in(world.ravi)
        assert "Do not agree" not in decider.get(f"/finance/claims/{other.pk}/").text
        page = desk.get(f"/finance/claims/{other.pk}/").text
        assert ("What was decided before" in page, "The cap." in page, "“It was two.”" in page) == (True, True, True)
        assert f'href="/finance/claims/{claim.pk}/"' in page
        assert (
            f"They asked for another look: claim {other.reference}, £4.00"
            in desk.get(f"/finance/claims/{claim.pk}/").text
        )

    def test_it_stands_on_the_page_of_the_place_beside_the_first(self, world):
        claim = in_part(world)
        actions.look_again(claim, by=claim.person, now=LATER)
        place = signed_in(claim.person).get(f"/me/places/{claim.place_id}/").text
        assert ("£9.00 for" in place, "£4.00 for" in place) == (True, True)


class TestWhatThePersonIsTold:
    def test_a_letter_says_what_is_looked_at_and_by_when(self, world):
        claim = in_part(world)
        other = actions.look_again(claim, by=world.tomasz, now=LATER)
        actions.look_again(claim, by=claim.person, now=LATER)
        letters = Letter.objects.filter(kind="claim.look_again")
        assert [(letter.person_id, letter.record_id) for letter in letters] == [(claim.person_id, other.pk)]
        [lease] = [
            each
            for each in lease_some(now=LATER, lasts=timedelta(minutes=5), at_most=9)
            if each.kind == "claim.look_again"
        ]
        text = write(lease, LATER)
        assert text.subject == "Somebody else looks at your claim of Thursday 26 March"
        assert f"now looks at £4.00. It has the reference {other.reference}." in text.text
        assert "What was agreed before stays as it is, and is paid without waiting for this." in text.text
        assert "What is agreed is with you by Friday 17 April." in text.text

    def test_what_the_first_of_two_wrote_is_no_decision_yet(self, world):
        claim = make_claim(world, 240_00)
        actions.check_claim(claim, by=world.helen, now=NOW)
        line = claim.lines.get()
        actions.approve_in_part(
            claim, cuts={line.pk: Cut(100_00, "Half of it.")}, note="We thought so.", by=world.ravi, now=NOW
        )
        page = signed_in(claim.person).get(f"/me/claims/{claim.pk}/").text
        assert (claim.status, "Half of it." in page, "We thought so." in page) == ("checked", False, False)
        token = issue_token(claim.person, name="sheet", now=timezone.now(), lasts=timedelta(days=1))
        shown = Client().get(f"/api/v1/claims/{claim.pk}/", headers={"Authorization": f"Bearer {token}"}).json()
        assert (shown["decision_note"], shown["lines"][0]["approved_pence"], shown["lines"][0]["cut_reason"]) == (
            "",
            None,
            "",
        )

    def test_whoever_approved_first_has_it_no_longer(self, world, rahel):
        claim = make_claim(world, 240_00)
        actions.check_claim(claim, by=world.helen, now=NOW)
        actions.approve_claim(claim, by=world.ravi, now=NOW)
        said = f"Checked, now with {rahel.known_as} for approval, money by 14 April"
        assert str(said_of([claim], now=NOW)[claim.pk]) == said

    def test_whoever_said_no_is_named(self, world):
        claim = make_claim(world, 900)
        actions.not_agree(claim, reason="Another organisation pays it.", by=world.helen, now=NOW)
        said = "Not agreed. {} has written why, and you can ask for another look"
        assert str(said_of([claim], now=NOW)[claim.pk]) == said.format(world.helen.known_as)
        Event.objects.filter(verb="claim.not_agree").update(by_person_id=None)
        assert str(said_of([claim], now=NOW)[claim.pk]) == said.format(world.ravi.known_as)

    def test_after_an_answer_whoever_decided_before_may_check_it_again(self, world):
        claim = make_claim(world, 900)
        actions.not_agree(claim, reason="No receipt.", by=world.helen, now=NOW)
        actions.look_again(claim, by=claim.person, now=LATER)
        Claim.objects.filter(pk=claim.pk).update(status="submitted")
        claim.refresh_from_db()
        said = f"With {world.helen.known_as} for checking, money by 17 April"
        assert str(said_of([claim], now=LATER)[claim.pk]) == said

    def test_the_reference_is_the_one_on_the_statement(self, world):
        claim = approved(world, 900)
        batch = in_a_file(world)
        payments.did_not_arrive(batch.payments.get(), trouble="not_sent", by=world.paula, now=LATER)
        claim.refresh_from_db()
        paid(world, claim)
        said = f"Paid on 31 March, reference {claim.reference}-2"
        assert str(said_of([claim], now=LATER)[claim.pk]) == said

    def test_taken_back_it_says_what_can_be_done_then(self, world):
        claim = in_part(world)
        other = actions.look_again(claim, by=claim.person, now=LATER)
        me, here = signed_in(claim.person), f"/me/claims/{other.pk}/take-back/"
        assert "you can ask for another look again whenever you like." in me.get(here).text
        told = me.post(here, follow=True).text
        assert "The claim is taken back. You can ask for another look again whenever you like." in told
        assert may_ask_again(Claim.objects.get(pk=claim.pk)) is True

    def test_the_file_of_paid_claims_counts_what_was_claimed_once(self, world, rahel):
        claim = in_part(world)
        other = actions.look_again(claim, by=claim.person, now=LATER)
        actions.approve_claim(other, by=rahel, now=LATER)
        paid(world, claim)
        rows = [csv_row(each) for each in paid_claims(world.paula)]
        assert sorted((row[0], row[6], row[7], row[10]) for row in rows) == [
            (claim.reference, 9.0, 5.0, ""), (other.reference, "", 4.0, claim.reference),
        ]  # fmt: skip
