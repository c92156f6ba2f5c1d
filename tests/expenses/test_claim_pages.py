"""The pages of journeys, claims and receipts: what a person sees, and who sees nothing."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordinator.organisations.models import Role
from expenses.claims.actions import begin_claim
from expenses.claims.boxes import money_point
from expenses.claims.models import Claim
from expenses.claims.queries import covered_lines, facts_of, findings_of, findings_of_all, said_of, with_facts
from expenses.claims.refusals import AlreadySent
from expenses.receipts.actions import ReceiptNotTaken, add_receipt, remove_receipt
from expenses.receipts.models import Receipt
from expenses.receipts.queries import same_file_elsewhere
from expenses.travel import rules
from expenses.travel.actions import name_cost, save_plan
from tests.expenses.conftest import DAY, THAT_EVENING, WEEK_BEFORE, add, asked, sent
from tests.expenses.receipt_files import pdf_that_acts, photo, white_png
from tests.making import make_panel, make_person, make_place, make_session, make_world, signed_in

ROLES = list(Role)


def ticket(name="ticket.jpg", data=None):
    return SimpleUploadedFile(name, data or photo("JPEG"))


def many(world, number):
    """Sent claims of Rowan, and as many plans that wait."""
    for _each in range(number):
        session = make_session(make_panel(world), venue=world.venue)
        place = make_place(session.panel, world.rowan)
        claim = begin_claim(place, session, by=world.rowan, now=THAT_EVENING)
        sent(claim)
        save_plan(place, estimate=rules.amount(9900), by=world.rowan, now=THAT_EVENING)
        name_cost(place, "childcare", 9900, by=world.rowan, now=THAT_EVENING)


def cost_of(client, address):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    ("who", "address"), [("rowan", "/me/claims/"), ("tomasz", "/team/estimates/"), ("rowan", "/me/travel/")]
)
def test_a_long_list_costs_no_more_queries(world, who, address):
    client, costs = signed_in(getattr(world, who)), []
    for number in (1, 9):
        many(world, number)
        costs.append(cost_of(client, address))
    assert costs[0] == costs[1]
    assert costs[0] <= 12


def test_findings_of_a_list_cost_no_more_queries(world):
    costs = []
    for number in (1, 9):
        many(world, number)
        with CaptureQueriesContext(connection) as queries:
            findings_of_all(with_facts(Claim.objects.all()))
        costs.append(len(queries))
    assert costs[0] <= 6


class TestWholeWay:
    def test_from_the_first_cost_to_the_promise(self, world, place, session):
        client = signed_in(world.rowan)
        begun = client.post(f"/me/places/{place.pk}/claim/", {"place": f"{place.pk}.{session.pk}"})
        claim = Claim.objects.get()
        assert begun.headers["Location"] == f"/me/claims/{claim.pk}/"
        line = {
            "pence": "£18.40",
            "day_day": "26",
            "day_month": "3",
            "day_year": "2026",
            "supplier": "GWR",
            "file": ticket(),
        }
        assert client.post(f"/me/claims/{claim.pk}/add/train/", line).status_code == 302
        claim.refresh_from_db()
        assert (claim.total_pence, claim.receipts.get().line) == (1840, claim.lines.get())
        assert "£18.40" in client.get(f"/me/claims/{claim.pk}/send/").text
        client.post(f"/me/claims/{claim.pk}/send/", {"version": claim.version, "late_reason": "I was ill"})
        page = client.get(f"/me/claims/{claim.pk}/").text
        assert "With Helen for checking, money by" in page
        assert "With Helen for checking" in client.get("/me/claims/").text

    def test_paid_reads_paid(self, claim):
        sent(claim)
        Claim.objects.filter(pk=claim.pk).update(status="paid", paid_on=DAY + timedelta(days=7), approved_pence=1840)
        assert "Paid on 2 April, reference LM-1" in signed_in(claim.person).get(f"/me/claims/{claim.pk}/").text

    @pytest.mark.parametrize("money", ["twelve", "-3", "12.345", "", "1.234,50"])
    def test_money_that_cannot_be_read_is_kept_and_explained(self, claim, money):
        answer = signed_in(claim.person).post(
            f"/me/claims/{claim.pk}/add/train/", {"pence": money, "day": "2026-03-26", "supplier": "My own train"}
        )
        assert (answer.status_code, "My own train" in answer.text) == (422, True)
        assert claim.lines.count() == 0

    def test_a_day_that_does_not_exist_is_explained(self, claim):
        data = {"pence": "1", "day_day": "31", "day_month": "2", "day_year": "2026"}
        answer = signed_in(claim.person).post(f"/me/claims/{claim.pk}/add/bus/", data)
        assert "There is no such day in the calendar." in answer.text

    def test_a_file_that_is_not_taken_leaves_the_cost_kept(self, claim):
        data = {"pence": "12", "day": "2026-03-26", "file": ticket("../../x", b"<html>")}
        answer = signed_in(claim.person).post(f"/me/claims/{claim.pk}/add/train/", data)
        assert (answer.status_code, claim.lines.get().pence) == (422, 1200)
        assert "This is a web page or a drawing." in answer.text
        assert "The cost itself is kept. Choose another file, or send it without one." in answer.text

    def test_a_claim_that_was_sent_has_no_form_for_another_cost(self, claim):
        sent(claim)
        answer = signed_in(claim.person).get(f"/me/claims/{claim.pk}/add/train/")
        assert (answer.status_code, answer["Location"]) == (302, f"/me/claims/{claim.pk}/")

    def test_a_line_is_changed_and_taken_out(self, claim):
        line, client = add(claim, "taxi", 1720), signed_in(claim.person)
        address = f"/me/claims/{claim.pk}/lines/{line.pk}/"
        assert client.get(address).status_code == 200
        assert client.post(address, {"pence": "17", "day": "2026-03-26"}).status_code == 302
        assert claim.lines.get().pence == 1700
        for _press in range(2):
            assert client.post(f"{address}remove/").status_code == 302
        assert claim.lines.count() == 0

    def test_two_tabs_the_second_is_told_kindly(self, claim):
        add(claim)
        answer = signed_in(claim.person).post(f"/me/claims/{claim.pk}/send/", {"version": 1}, follow=True)
        assert "This claim was changed in another window." in answer.text

    def test_a_cost_of_no_known_kind_is_not_there(self, claim):
        assert signed_in(claim.person).get(f"/me/claims/{claim.pk}/add/yacht/").status_code == 404

    def test_a_question_is_answered_on_the_page(self, world, claim):
        asked(sent(claim), world.helen, now=THAT_EVENING)
        client = signed_in(claim.person)
        assert "Do you have the ticket?" in client.get(f"/me/claims/{claim.pk}/").text
        assert client.post(f"/me/claims/{claim.pk}/answer/", {"answer": ""}).status_code == 422
        assert client.post(f"/me/claims/{claim.pk}/answer/", {"our_mistake": "on"}).status_code == 302
        assert client.post(f"/me/claims/{claim.pk}/answer/", {"our_mistake": "on"}).status_code == 302
        claim.refresh_from_db()
        assert (claim.status, claim.questions.get().our_mistake) == ("submitted", True)

    def test_taken_back_after_being_asked_once_more(self, claim):
        sent(claim)
        client = signed_in(claim.person)
        assert client.get(f"/me/claims/{claim.pk}/take-back/").status_code == 200
        client.post(f"/me/claims/{claim.pk}/take-back/")
        assert "You took this claim back" in client.get(f"/me/claims/{claim.pk}/").text

    def test_before_the_day_it_says_when(self, world):
        session = make_session(make_panel(world), starts_at=timezone.now() + timedelta(days=9))
        place = make_place(session.panel, world.rowan)
        assert "The day is still to come" in signed_in(world.rowan).get(f"/me/places/{place.pk}/claim/").text

    def test_staff_write_one_down(self, world, place, session):
        client = signed_in(world.tomasz)
        data = {"place": f"{place.pk}.{session.pk}", "source": "post"}
        answer = client.post(f"/team/people/{world.rowan.pk}/claim/", data)
        claim = Claim.objects.get()
        assert answer.headers["Location"] == f"/team/claims/{claim.pk}/"
        assert client.get(f"/team/claims/{claim.pk}/").status_code == 200
        assert (claim.source, claim.entered_by) == ("post", world.tomasz)


class TestJourneys:
    @pytest.mark.parametrize(
        ("data", "status"),
        [
            ({"answer": "amount", "low": "31"}, "agreed"),
            ({"answer": "range", "low": "31", "high": "25"}, "agreed"),
            ({"answer": "dont_know"}, "noted"),
            ({"answer": ""}, "noted"),
            ({"answer": "amount", "low": "31", "conditional_what": "taxi if wet", "conditional_pence": "18"}, "agreed"),
            ({"answer": "", "conditional_what": "taxi if wet", "conditional_pence": "18"}, "noted"),
            ({"answer": "amount", "low": "99"}, "waiting"),
        ],
    )
    def test_each_answer_is_taken(self, world, data, status):
        session = make_session(make_panel(world), starts_at=timezone.now() + timedelta(days=9))
        place = make_place(session.panel, world.rowan)
        answer = signed_in(world.rowan).post(
            f"/me/places/{place.pk}/travel/", {"mode": "self_arranged", "version": 0} | data
        )
        assert answer.status_code == 302
        assert place.travel_plan.status == status

    def test_a_cost_is_named_and_answered(self, world, place):
        client = signed_in(world.rowan)
        data = {"kind": "childcare", "pence": "90", "what": "my childminder"}
        assert client.post(f"/me/places/{place.pk}/travel/costs/", data).status_code == 302
        cost = place.agreed_costs.get()
        team = signed_in(world.tomasz)
        address = f"/team/estimates/costs/{cost.pk}/"
        assert "my childminder" in team.get(address).text
        assert team.post(address, {"agree": "no"}).status_code == 422
        assert team.post(address, {"agree": "yes", "up_to_pence": "80"}).status_code == 302
        cost.refresh_from_db()
        assert (cost.status, cost.pence) == ("agreed", 8000)
        assert client.post(f"/me/places/{place.pk}/travel/costs/{cost.pk}/drop/").status_code == 302

    def test_a_journey_is_answered(self, world, place):
        plan, _v = save_plan(place, estimate=rules.amount(9900), by=world.rowan, now=WEEK_BEFORE)
        team = signed_in(world.tomasz)
        assert team.get(f"/team/estimates/journeys/{plan.pk}/").status_code == 200
        assert team.post(f"/team/estimates/journeys/{plan.pk}/", {"agree": "yes"}).status_code == 302
        assert team.post(f"/team/estimates/journeys/{plan.pk}/", {"agree": "yes"}).status_code == 302

    def test_a_journey_that_the_team_books_is_answered_as_such(self, world, place):
        client, here = signed_in(world.rowan), f"/me/places/{place.pk}/travel/"
        told = client.post(here, {"mode": "book_for_me", "version": 0, "answer": ""}, follow=True).text
        assert "Kept. Somebody of your team rings you about it." in told
        assert "Your team books this journey for you." in told

    def test_in_their_own_words(self, world):
        client = signed_in(world.rowan)
        assert client.post("/me/travel/", {"text": "No Underground."}).status_code == 302
        assert "No Underground." in client.get("/me/travel/").text


class TestWhoSeesWhat:
    @pytest.mark.parametrize("role", ROLES)
    def test_estimates_are_the_teams(self, world, role):
        person = world.by_role()[role]
        expected = 200 if role == Role.COORDINATOR else 403
        assert signed_in(person).get("/team/estimates/").status_code == expected

    @pytest.mark.parametrize("role", ROLES)
    def test_a_receipt_of_a_sent_claim(self, world, claim, role):
        receipt = add_receipt(claim, ticket(), by=claim.person, now=THAT_EVENING)
        sent(claim)
        sees = {Role.VOLUNTEER, Role.COORDINATOR, Role.APPROVER, Role.FINANCE_CHECKER, Role.FINANCE_PAYER, Role.AUDITOR}
        answer = signed_in(world.by_role()[role]).get(f"/receipts/{receipt.pk}/")
        assert answer.status_code == (200 if role in sees else 404)

    def test_a_receipt_of_a_draft_is_nobodys_in_finance(self, world, claim):
        receipt = add_receipt(claim, ticket(), by=claim.person, now=THAT_EVENING)
        assert signed_in(world.helen).get(f"/receipts/{receipt.pk}/").status_code == 404

    def test_another_organisation_and_another_person_see_nothing(self, world, claim):
        receipt = add_receipt(claim, ticket(), by=claim.person, now=THAT_EVENING)
        other = make_world("Other")
        neighbour = make_person(role=Role.VOLUNTEER, organisation=world.organisation)
        for person in (other.tomasz, other.helen, other.rowan, neighbour):
            client = signed_in(person)
            assert client.get(f"/receipts/{receipt.pk}/").status_code == 404
            assert client.get(f"/me/claims/{claim.pk}/").status_code == 404
            assert client.post(f"/me/claims/{claim.pk}/send/", {"version": 1}).status_code == 404
        assert signed_in(other.tomasz).get(f"/team/claims/{claim.pk}/").status_code == 404
        assert signed_in(other.tomasz).get(f"/team/people/{claim.person_id}/claim/").status_code == 404


class TestReceipts:
    def test_it_is_served_so_that_nothing_in_it_can_act(self, claim):
        receipt = add_receipt(claim, ticket("bill.pdf", pdf_that_acts()), by=claim.person, now=THAT_EVENING)
        answer = signed_in(claim.person).get(f"/receipts/{receipt.pk}/")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="bill.pdf"'
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert b"canary" not in b"".join(answer.streaming_content)

    def test_the_same_photo_twice_is_kept_once(self, claim):
        line = add(claim)
        for where in (None, line):
            add_receipt(claim, ticket(), line=where, by=claim.person, now=THAT_EVENING)
        assert claim.receipts.get().line == line

    @pytest.mark.parametrize(
        ("made", "text"),
        [
            (lambda: b"", "This file is empty."),
            (lambda: b"x" * 10_000_001, "This file is larger than 10 MB."),
            (lambda: white_png(13_000, 13_000), "This file is too large to open."),
        ],
        ids=["nothing", "much", "bomb"],
    )
    def test_what_cannot_be_taken_is_answered_kindly(self, claim, made, text):
        upload = SimpleUploadedFile("../../x", made())
        with pytest.raises(ReceiptNotTaken) as told:
            add_receipt(claim, upload, by=claim.person, now=THAT_EVENING)
        assert str(told.value).startswith(text)
        assert Receipt.objects.count() == 0

    def test_a_name_that_climbs_is_made_plain(self, claim):
        assert add_receipt(claim, ticket("../../x.jpg"), by=claim.person, now=THAT_EVENING).name == "x.jpg"

    def test_a_claim_holds_thirty(self, claim, monkeypatch):
        from expenses.receipts import actions

        monkeypatch.setattr(actions, "MOST_OF_A_CLAIM", 0)
        with pytest.raises(ReceiptNotTaken):
            add_receipt(claim, ticket(), by=claim.person, now=THAT_EVENING)

    def test_a_question_may_be_answered_with_one(self, world, claim):
        asked(sent(claim), world.helen, now=THAT_EVENING)
        assert add_receipt(claim, ticket(), by=claim.person, now=THAT_EVENING).claim == claim

    def test_a_sent_claim_keeps_what_it_has(self, claim):
        receipt = add_receipt(claim, ticket(), by=claim.person, now=THAT_EVENING)
        sent(claim)
        with pytest.raises(AlreadySent):
            remove_receipt(receipt, by=claim.person, now=THAT_EVENING)
        with pytest.raises(AlreadySent):
            add_receipt(claim, ticket("b.png", photo("PNG")), by=claim.person, now=THAT_EVENING)

    def test_taken_out_of_a_draft(self, claim):
        receipt = add_receipt(claim, ticket(), by=claim.person, now=THAT_EVENING)
        assert signed_in(claim.person).post(f"/receipts/{receipt.pk}/remove/").status_code == 302
        assert Receipt.objects.count() == 0

    def test_the_same_file_in_another_claim_is_a_hint(self, world, claim):
        add_receipt(claim, ticket(), by=claim.person, now=THAT_EVENING)
        sent(claim)
        session = make_session(make_panel(world))
        second = begin_claim(make_place(session.panel, world.rowan), session, by=world.rowan, now=THAT_EVENING)
        receipt = add_receipt(second, ticket(), by=claim.person, now=THAT_EVENING)
        assert same_file_elsewhere(second) == {receipt.pk: ["LM-1"]}


class TestWhatTheRulesLearn:
    def test_a_taxi_inside_if_wet_is_covered(self, world, place, session):
        plan = rules.amount(1900, rules.Conditional("taxi if wet", 1800))
        save_plan(place, estimate=plan, by=world.rowan, now=WEEK_BEFORE)
        claim = begin_claim(place, session, by=world.rowan, now=THAT_EVENING)
        add(claim, "taxi", 1720, lost_receipt="the driver had none")
        assert findings_of(claim, now=THAT_EVENING) == []
        read = with_facts(Claim.objects.filter(pk=claim.pk)).get()
        said = [str(each.because) for each in covered_lines(read, facts_of([read])[read.pk])]
        assert said == ["Covered by the agreed plan"]

    def test_one_agreement_is_not_used_twice(self, world, place, session):
        name_cost(place, "childcare", 2400, by=world.rowan, now=WEEK_BEFORE)
        claim = begin_claim(place, session, by=world.rowan, now=THAT_EVENING)
        add(claim, "childcare", 2400)
        codes = [(found.code.value, found.line) for found in findings_of(claim, now=THAT_EVENING)]
        assert ("above_agreed", 1) in codes and ("above_agreed", 0) not in codes

    def test_the_same_ticket_again_is_named_once_on_the_later_claim(self, world, claim):
        add(claim, supplier="GWR")
        sent(claim)
        session = make_session(make_panel(world))
        second = begin_claim(make_place(session.panel, world.rowan), session, by=world.rowan, now=THAT_EVENING)
        second.lines.all().delete()
        add(second, supplier="gwr ", lost_receipt="lost")
        assert [found.code.value for found in findings_of(second, now=THAT_EVENING)] == ["possible_duplicate"]
        assert "possible_duplicate" not in [found.code.value for found in findings_of(claim)]


def test_while_a_question_waits_the_timeline_names_the_same_day_as_the_sentence(world, claim):
    sent(claim)
    asked(claim, world.helen, now=THAT_EVENING + timedelta(days=4))
    now = THAT_EVENING + timedelta(days=6)
    said = str(said_of(Claim.objects.filter(pk=claim.pk), now=now)[claim.pk])
    assert said == "Helen has a question for you. The clock waits for your answer; money by 15 April at the earliest"
    assert money_point(claim, now=now).date == date(2026, 4, 15)
