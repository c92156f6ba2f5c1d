"""Claims as people write, send, answer and take them back."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from coordinator.authorization.verdict import NotAllowed
from coordinator.ids import new_id
from coordinator.panels.models import PlaceStatus, SessionStatus
from coordinator.workflow.models import Event
from coordinator.workflow.steps import SomebodyWasFaster, take
from expenses.claims.actions import (
    LineSaid,
    adding,
    answer_question,
    begin_claim,
    beginning,
    forget_claims,
    remove_line,
    save_line,
    send_claim,
    take_back,
)
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.refusals import AlreadySent, ChangedMeanwhile, LineNotTaken, NothingInIt, NotYet
from expenses.claims.steps import APPROVE, CHECK
from expenses.rates.models import MileageRate
from expenses.travel.actions import name_cost
from expenses.travel.models import AgreedCost
from tests.expenses.conftest import DAY, THAT_EVENING, WEEK_BEFORE, add, asked, sent
from tests.making import make_panel, make_place, make_session, make_world

NEXT_DAY = THAT_EVENING + timedelta(days=1)


class TestBeginning:
    def test_a_claim_carries_a_number_and_the_day(self, claim):
        assert (claim.reference, claim.event_day, claim.status, claim.source) == ("LM-1", DAY, "draft", "online")

    def test_pressed_twice_it_is_one_claim(self, claim, place, session):
        assert begin_claim(place, session, by=place.person, now=NEXT_DAY) == claim
        assert Claim.objects.count() == 1

    def test_not_before_the_day(self, place, session):
        with pytest.raises(NotYet) as told:
            begin_claim(place, session, by=place.person, now=WEEK_BEFORE)
        assert str(told.value) == "You can claim from the day itself on, or at once when it is cancelled."

    def test_at_once_when_we_cancelled_the_day(self, place, session):
        session.status = SessionStatus.CANCELLED
        session.save()
        assert begin_claim(place, session, by=place.person, now=WEEK_BEFORE).reference == "LM-1"

    def test_at_once_when_we_cancelled_the_place(self, place, session):
        place.status = PlaceStatus.CANCELLED
        assert begin_claim(place, session, by=place.person, now=WEEK_BEFORE).reference == "LM-1"

    def test_not_for_a_date_of_another_panel(self, world, place):
        other = make_session(make_panel(world))
        with pytest.raises(NotYet):
            begin_claim(place, other, by=place.person, now=THAT_EVENING)

    def test_two_organisations_with_the_same_letters_share_no_reference(self, claim):
        other = make_world("Other")
        session = make_session(make_panel(other))
        place = make_place(session.panel, other.rowan)
        assert begin_claim(place, session, by=other.rowan, now=THAT_EVENING).reference == "LM-2"

    def test_a_number_that_somebody_else_took_meanwhile_is_passed_over(self, world, claim, monkeypatch):
        monkeypatch.setattr(adding, "next_number", lambda *_: 1)
        session = make_session(make_panel(world))
        place = make_place(session.panel, world.rowan)
        assert begin_claim(place, session, by=world.rowan, now=THAT_EVENING).reference == "LM-2"

    def test_a_claim_that_another_press_began_meanwhile_is_the_claim(self, claim, place, session, monkeypatch):
        found = beginning._living_claim(place, session)
        answers = iter([None, found])
        monkeypatch.setattr(beginning, "_living_claim", lambda *_: next(answers))
        assert begin_claim(place, session, by=place.person, now=THAT_EVENING) == claim

    def test_when_every_number_is_taken_they_are_asked_to_press_again(self, world, claim, monkeypatch):
        monkeypatch.setattr(adding, "next_number", lambda *_: 1)
        monkeypatch.setattr(adding, "ATTEMPTS", 1)
        session = make_session(make_panel(world))
        place = make_place(session.panel, world.rowan)
        with pytest.raises(NotYet):
            begin_claim(place, session, by=world.rowan, now=THAT_EVENING)

    def test_staff_write_one_down_and_it_says_so(self, world, place, session):
        claim = begin_claim(place, session, by=world.tomasz, now=THAT_EVENING, source="post")
        assert (claim.entered_by, claim.source) == (world.tomasz, "post")
        assert Event.objects.filter(verb="claim.begin_for").count() == 1

    @pytest.mark.parametrize("who", ["helen", "paula", "ravi", "samira", "kim", "audra", "petra"])
    def test_nobody_else_begins_it(self, world, place, session, who):
        with pytest.raises(NotAllowed):
            begin_claim(place, session, by=getattr(world, who), now=THAT_EVENING)


class TestPrefilled:
    def test_what_was_named_beforehand_stands_in_it(self, world, place, session):
        name_cost(place, "childcare", 2400, what="childminder", by=world.rowan, now=WEEK_BEFORE)
        AgreedCost.objects.create(
            organisation=world.organisation, person=world.rowan, place=place, kind="personal_assistant", pence=9000,
            status="not_agreed", named_at=WEEK_BEFORE,
        )  # fmt: skip
        claim = begin_claim(place, session, by=world.rowan, now=THAT_EVENING)
        assert list(claim.lines.values_list("kind", "pence", "note", "day")) == [
            ("childcare", 2400, "childminder", DAY)
        ]
        assert claim.total_pence == 2400

    def test_the_journey_of_last_time_stands_in_it_at_the_rate_of_this_day(self, world, claim, place):
        add(claim, "train", 1840, supplier="GWR")
        add(claim, "mileage", tenths_of_miles=620, vehicle="car")
        add(claim, "meals", 700)
        sent(claim)
        later = make_session(make_panel(world), venue=world.venue, starts_at=datetime(2026, 4, 10, 9, tzinfo=UTC))
        again = begin_claim(
            make_place(later.panel, world.rowan), later, by=world.rowan, now=datetime(2026, 4, 10, 19, tzinfo=UTC)
        )
        assert [(line.kind, line.pence, line.supplier) for line in again.lines.all()] == [
            ("train", 1840, "GWR"), ("mileage", 3410, ""),
        ]  # fmt: skip
        assert again.total_pence == 5250

    def test_miles_without_a_rate_today_are_left_out(self, world, claim):
        add(claim, "mileage", tenths_of_miles=620, vehicle="car")
        sent(claim)
        MileageRate.objects.create(
            organisation=world.organisation, kind="car", pence_per_mile=Decimal(45), from_day=date(2020, 1, 1),
            to_day=DAY, source="ours",
        )  # fmt: skip
        later = make_session(make_panel(world), venue=world.venue, starts_at=datetime(2026, 4, 10, 9, tzinfo=UTC))
        again = begin_claim(
            make_place(later.panel, world.rowan), later, by=world.rowan, now=datetime(2026, 4, 10, 19, tzinfo=UTC)
        )
        assert list(again.lines.all()) == []


class TestLines:
    def test_the_total_is_the_sum(self, claim):
        add(claim, "train", 1840)
        add(claim, "bus", 0)
        claim.refresh_from_db()
        assert claim.total_pence == 1840

    @pytest.mark.parametrize(("day", "pence"), [(date(2026, 3, 26), 2790), (date(2026, 3, 20), 2790)])
    def test_miles_are_paid_at_the_rate_of_the_day_they_were_driven(self, claim, day, pence):
        assert add(claim, "mileage", tenths_of_miles=620, vehicle="car", day=day).pence == pence

    def test_miles_after_the_sixth_of_april_have_the_new_rate(self, claim):
        late = datetime(2026, 4, 20, 9, tzinfo=UTC)
        assert add(claim, "mileage", tenths_of_miles=620, vehicle="car", day=date(2026, 4, 7), now=late).pence == 3410

    def test_a_passenger_is_paid_on_top(self, claim):
        assert add(claim, "mileage", tenths_of_miles=620, vehicle="passenger").pence == 310

    def test_miles_need_a_number(self, claim):
        with pytest.raises(LineNotTaken) as told:
            add(claim, "mileage")
        assert told.value.by_field == {"miles": ["Write the miles in figures, for example 12.5"]}

    def test_a_day_without_a_rate_says_so_beside_the_day(self, claim):
        Claim.objects.filter(pk=claim.pk).update(event_day=date(2001, 1, 2))
        claim.refresh_from_db()
        with pytest.raises(LineNotTaken) as told:
            add(claim, "mileage", tenths_of_miles=10, day=date(2001, 1, 1))
        assert told.value.by_field == {
            "day": ["We have no rate for this on that day. Please look at the day, or ring us."]
        }

    def test_a_day_to_come_is_asked_again(self, claim):
        with pytest.raises(LineNotTaken) as told:
            add(claim, day=DAY + timedelta(days=1))
        assert told.value.by_field == {"day": ["This day is still to come."]}

    def test_a_day_more_than_a_year_before_is_a_slip_of_the_year(self, claim):
        add(claim, day=DAY - timedelta(days=366))
        with pytest.raises(LineNotTaken) as told:
            add(claim, day=DAY - timedelta(days=367))
        assert told.value.by_field == {"day": ["This is more than a year before the event. Please look at the year."]}

    def test_a_double_press_keeps_one_line(self, claim):
        key = new_id()
        for _press in range(2):
            save_line(claim, LineSaid("train", DAY, 1840), line_id=key, by=claim.person, now=THAT_EVENING)
        assert claim.lines.count() == 1

    def test_a_line_is_changed(self, claim):
        line = add(claim, "taxi", 1720)
        save_line(claim, LineSaid("taxi", DAY, 1700), line_id=line.pk, by=claim.person, now=THAT_EVENING)
        claim.refresh_from_db()
        assert claim.total_pence == 1700

    def test_a_line_of_another_claim_is_left_alone(self, world, claim):
        other = make_session(make_panel(world))
        second = begin_claim(make_place(other.panel, world.rowan), other, by=world.rowan, now=THAT_EVENING)
        line = add(second, "taxi", 1720)
        with pytest.raises(LineNotTaken):
            save_line(claim, LineSaid("taxi", DAY, 1), line_id=line.pk, by=claim.person, now=THAT_EVENING)
        assert ClaimLine.objects.get(pk=line.pk).pence == 1720

    def test_taken_out_twice_it_is_gone_once(self, claim):
        line = add(claim)
        remove_line(line, by=claim.person, now=THAT_EVENING)
        remove_line(line, by=claim.person, now=THAT_EVENING)
        claim.refresh_from_db()
        assert (claim.lines.count(), claim.total_pence) == (0, 0)

    def test_a_claim_that_was_sent_is_not_written_in(self, claim):
        sent(claim)
        with pytest.raises(AlreadySent):
            add(claim, "taxi", 1)
        assert claim.lines.count() == 1


class TestSending:
    def test_a_day_is_promised_and_they_are_told(self, claim):
        sent(claim)
        assert (claim.status, claim.promised_by, claim.submitted_at) == ("submitted", date(2026, 4, 13), THAT_EVENING)
        assert list(claim.person.letters.values_list("kind", flat=True)) == ["claim.received"]

    def test_pressed_twice_it_is_sent_once(self, claim):
        add(claim)
        claim.refresh_from_db()
        first, second = (Claim.objects.get(pk=claim.pk) for _tab in range(2))
        send_claim(first, version=claim.version, by=claim.person, now=THAT_EVENING)
        send_claim(second, version=claim.version, by=claim.person, now=THAT_EVENING)
        assert Event.objects.filter(verb="claim.submit").count() == 1
        assert claim.person.letters.count() == 1

    def test_a_change_in_another_window_is_looked_at_first(self, claim):
        add(claim)
        with pytest.raises(ChangedMeanwhile):
            send_claim(claim, version=1, by=claim.person, now=THAT_EVENING)
        claim.refresh_from_db()
        assert claim.status == "draft"

    def test_an_empty_claim_is_not_sent(self, claim):
        with pytest.raises(NothingInIt):
            send_claim(claim, version=claim.version, by=claim.person, now=THAT_EVENING)

    def test_nothing_but_a_free_bus_is_welcome(self, claim):
        add(claim, "bus", 0)
        assert sent(claim).status == "submitted"

    def test_a_late_one_goes_with_its_reason(self, claim):
        late = THAT_EVENING + timedelta(days=97)
        assert sent(claim, now=late, late_reason=" I was ill ").late_reason == "I was ill"

    def test_staff_send_it_for_them(self, world, place, session):
        claim = begin_claim(place, session, by=world.tomasz, now=THAT_EVENING, source="phone")
        save_line(claim, LineSaid("bus", DAY, 320), by=world.tomasz, now=THAT_EVENING)
        claim.refresh_from_db()
        send_claim(claim, version=claim.version, by=world.tomasz, now=THAT_EVENING)
        assert Event.objects.filter(verb="claim.submit_for").count() == 1


class TestTakingBack:
    def test_a_new_one_may_be_begun(self, claim, place, session):
        take_back(sent(claim), by=claim.person, now=NEXT_DAY)
        assert claim.status == "withdrawn"
        assert begin_claim(place, session, by=place.person, now=NEXT_DAY) != claim

    def test_staff_take_back_what_they_wrote_down(self, world, claim):
        assert take_back(claim, by=world.tomasz, now=NEXT_DAY).status == "withdrawn"

    def test_an_open_question_needs_no_answer_then(self, world, claim):
        question = asked(sent(claim), world.helen, now=NEXT_DAY)
        take_back(claim, by=claim.person, now=NEXT_DAY)
        question.refresh_from_db()
        assert question.answered_at == NEXT_DAY

    def test_not_once_it_is_agreed(self, world, claim):
        sent(claim)
        take(CHECK, claim, by=world.helen, now=NEXT_DAY)
        take(APPROVE, claim, by=world.ravi, now=NEXT_DAY)
        with pytest.raises(SomebodyWasFaster):
            take_back(claim, by=claim.person, now=NEXT_DAY)


class TestAnswering:
    def test_the_promise_moves_by_the_days_that_it_waited(self, world, claim):
        sent(claim)
        asked(claim, world.helen, now=datetime(2026, 3, 30, 9, tzinfo=UTC))
        answer_question(claim, answer="Here it is", by=claim.person, now=datetime(2026, 4, 1, 9, tzinfo=UTC))
        assert (claim.status, claim.promised_by) == ("submitted", date(2026, 4, 15))

    def test_one_press_says_it_is_our_mistake(self, world, claim):
        asked(sent(claim), world.helen, now=NEXT_DAY)
        question = answer_question(claim, our_mistake=True, by=claim.person, now=NEXT_DAY)
        assert (question.our_mistake, question.answer) == (True, "")
        assert Event.objects.get(verb="claim.answer").details["our_mistake"] is True

    def test_staff_write_down_the_answer(self, world, claim):
        asked(sent(claim), world.helen, now=NEXT_DAY)
        answer_question(claim, answer="She has it", by=world.tomasz, now=NEXT_DAY)
        assert Event.objects.filter(verb="claim.answer_for").count() == 1

    def test_an_answer_needs_a_few_words(self, world, claim):
        asked(sent(claim), world.helen, now=NEXT_DAY)
        with pytest.raises(LineNotTaken) as told:
            answer_question(claim, answer="  ", by=claim.person, now=NEXT_DAY)
        assert list(told.value.by_field) == ["answer"]

    def test_pressed_twice_it_is_answered_once(self, world, claim):
        asked(sent(claim), world.helen, now=NEXT_DAY)
        answer_question(claim, answer="Yes", by=claim.person, now=NEXT_DAY)
        with pytest.raises(SomebodyWasFaster):
            answer_question(claim, answer="Yes", by=claim.person, now=NEXT_DAY)


def test_forgotten_people_leave_sums_and_no_words(world, claim, session):
    add(claim, "taxi", 1720, supplier="Harptree cabs", lost_receipt="lost it", note="wet")
    asked(sent(claim, late_reason="ill"), world.helen, now=NEXT_DAY)
    other = make_session(make_panel(world))
    draft = begin_claim(make_place(other.panel, world.rowan), other, by=world.rowan, now=THAT_EVENING)
    add(draft)
    forget_claims(world.rowan, THAT_EVENING)
    claim.refresh_from_db()
    line, question = claim.lines.get(), claim.questions.get()
    assert (line.pence, line.supplier, line.lost_receipt, line.note) == (1720, "", "", "")
    assert (claim.total_pence, claim.late_reason, question.text) == (1720, "", "")
    assert not Claim.objects.filter(pk=draft.pk).exists()
