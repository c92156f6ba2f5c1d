"""Questions about a claim: reviewed ones, own words past a second pair of eyes, and dropping them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordinator.authorization.verdict import NotAllowed
from coordinator.letters.actions.sending import lease_some
from coordinator.letters.models import Letter
from coordinator.letters.writing import write
from coordinator.people.models import ContactCard
from coordinator.workflow.models import Event
from coordinator.workflow.steps import SomebodyWasFaster
from coordinator.workflow.trail import history_of
from expenses.claims.models import Question
from expenses.review import actions
from expenses.review.queries import open_questions, past_questions, recent_letters
from expenses.review.refusals import NotAQuestion, QuestionWaits
from tests.expenses.office import LATER, NOW, PROMISED, SENT, make_claim
from tests.making import make_world

PARKING = (
    "You claimed £9.00 for “Parking” on 26 March. Above £5.00 we ask for a receipt. Do you have one, as a photo or on "
    "paper? If it is lost, a line saying so is enough. If this is a mistake of ours, say so and we drop it."
)


@pytest.fixture
def parking(world):
    """A claim with parking above the limit and no receipt."""
    claim = make_claim(world, 900)
    claim.lines.update(kind="parking")
    return claim


def ask(claim, world, **options):
    return actions.ask(claim, "receipt_missing", line=claim.lines.get(), by=world.helen, now=NOW, **options)


def test_a_reviewed_question_goes_out_with_its_rule_and_stops_the_clock(world, parking):
    question = ask(parking, world)
    assert (parking.status, question.text, question.released_by) == ("query", PARKING, world.helen)
    letter = Letter.objects.get(person=parking.person)
    assert (letter.kind, letter.record_id, letter.contact) == ("claim.question", question.pk, world.contact)


def test_who_asks_signs_where_they_have_a_card(world, parking):
    card = ContactCard.objects.create(
        organisation=world.organisation, person=world.helen, job_title="Finance", phone="01632 960 143", email="h@x.org"
    )
    ask(parking, world)
    assert Letter.objects.get(person=parking.person).contact == card


def test_only_questions_that_the_claim_gives_reason_for_are_asked(world, parking):
    for template, line in (("many_miles", parking.lines.get()), ("receipt_missing", None), ("nearest_station", None)):
        with pytest.raises(NotAQuestion, match="This question no longer fits the claim"):
            actions.ask(parking, template, line=line, by=world.helen, now=NOW)
    parking.lines.update(lost_receipt="The barrier kept it")
    with pytest.raises(NotAQuestion):
        ask(parking, world)


def test_one_question_at_a_time(world, parking):
    ask(parking, world)
    with pytest.raises(SomebodyWasFaster):
        ask(parking, world)
    with pytest.raises(SomebodyWasFaster):
        actions.write_own_question(parking, "Which car park was it?", by=world.helen, now=NOW)


def test_nobody_asks_themselves(world):
    own = make_claim(world, 900, person=world.helen)
    with pytest.raises(NotAllowed, match="somebody else asks about it"):
        actions.write_own_question(own, "Which bus?", by=world.helen, now=NOW)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Are you sure that was the nearest station?", "People know their own station"),
        ("Could you not take the tube?", "How somebody travels is theirs to choose"),
        ("   ", "Write what you would like to know."),
    ],
)
def test_what_is_never_asked_is_not_asked_in_own_words_either(world, parking, text, said):
    with pytest.raises(NotAQuestion) as refused:
        actions.write_own_question(parking, text, by=world.helen, now=NOW)
    assert said in refused.value.by_field["text"][0]
    assert Question.objects.count() == 0


def test_own_words_wait_for_a_second_person_and_stop_no_clock_until_then(world, parking):
    question = actions.write_own_question(parking, " Which car park was it? ", by=world.helen, now=NOW)
    assert (parking.status, Letter.objects.count(), question.released_by) == ("submitted", 0, None)
    assert question.text == "Which car park was it? If this is a mistake of ours, say so and we drop it."
    with pytest.raises(QuestionWaits):
        ask(parking, world)
    with pytest.raises(NotAllowed, match="You wrote this question"):
        actions.release_question(question, by=world.helen, now=NOW)
    actions.release_question(question, by=world.ravi, now=LATER)
    parking.refresh_from_db()
    assert (parking.status, question.released_by, question.asked_at) == ("query", world.ravi, LATER)
    assert [letter.kind for letter in Letter.objects.all()] == ["claim.question"]
    with pytest.raises(SomebodyWasFaster):
        actions.release_question(question, by=world.ravi, now=LATER)
    assert [line.text for line in history_of(parking)] == [
        f"{world.helen.full_name} wrote a question in own words; a second person reads it first",
        f"{world.ravi.full_name} released a question in own words",
        f"{world.ravi.full_name} asked a question",
    ]


def test_a_mistake_of_ours_is_dropped_in_one_press_and_noted_against_us(world, parking):
    question = ask(parking, world)
    actions.drop_question(question, by=world.ravi, now=NOW + timedelta(days=7))
    parking.refresh_from_db()
    assert (parking.status, question.our_mistake, parking.promised_by) == ("submitted", True, PROMISED)
    event = Event.objects.get(verb="claim.drop_question")
    assert (event.by_person_id, event.details["our_mistake"]) == (world.ravi.pk, True)
    assert {letter.kind for letter in Letter.objects.all()} == {"claim.question", "claim.question_dropped"}
    with pytest.raises(SomebodyWasFaster):
        actions.drop_question(question, by=world.ravi, now=LATER)


def test_a_question_set_aside_before_it_was_sent_reaches_nobody(world, parking):
    question = actions.write_own_question(parking, "Which car park was it?", by=world.helen, now=NOW)
    actions.drop_question(question, by=world.helen, now=LATER)
    assert (Letter.objects.count(), question.our_mistake) == (0, True)
    assert history_of(parking)[-1].text == f"{world.helen.full_name} set a question aside before it was sent"


def test_finance_sees_that_letters_went_out_but_only_those_about_money_by_name(world, parking):
    ask(parking, world)
    for kind, at in (("support.arranged", NOW - timedelta(days=3)), ("claim.paid", NOW - timedelta(days=15))):
        Letter.objects.create(
            organisation=world.organisation, person=parking.person, contact=world.contact, kind=kind, record_type="x",
            record_id=parking.pk, dedupe_key=kind, send_after=at, created_at=at,
        )  # fmt: skip
    assert [line.title for line in recent_letters(parking, now=LATER)] == ["A question about a claim", ""]


def test_questions_of_another_organisation_are_nobodys_here(world, parking):
    other = make_world("Other")
    question = ask(parking, world)
    assert list(open_questions(world.helen)) == [question]
    assert list(open_questions(other.helen)) == []
    actions.drop_question(question, by=world.helen, now=LATER)
    assert (list(open_questions(world.helen)), list(past_questions(world.helen))) == ([], [question])


def written(person, kind, now):
    letter = next(each for each in lease_some(now=now, lasts=timedelta(minutes=5), at_most=9) if each.kind == kind)
    return write(letter, now)


def test_the_letter_holds_the_question_and_how_to_answer(world, parking):
    parking.person.email = ""
    parking.person.save()
    ask(parking, world)
    letter = written(parking.person, "claim.question", LATER)
    assert letter.subject == "One question about your claim of Thursday 26 March"
    assert PARKING in letter.text
    assert "Ring me, or write, and I will put down your answer." in letter.text


def test_a_dropped_question_is_told_with_the_day_of_the_money(world, parking):
    actions.drop_question(ask(parking, world), by=world.helen, now=LATER)
    letter = written(parking.person, "claim.question_dropped", LATER)
    assert "Your claim goes on as before: your money is with you by Tuesday 14 April." in letter.text


def test_a_part_is_told_line_by_line_with_how_to_ask_for_another_look(world, parking):
    from expenses.review.rules import Cut

    actions.check_claim(parking, by=world.helen, now=SENT)
    cuts = {parking.lines.get().pk: Cut(500, "Up to £5 we pay without a ticket.")}
    actions.approve_in_part(parking, cuts=cuts, by=world.ravi, now=NOW)
    letter = written(parking.person, "claim.part_approved", LATER)
    assert letter.subject == "Your claim of Thursday 26 March: £5.00"
    assert "- Parking, Thursday 26 March: £5.00 instead of £9.00. Up to £5 we pay without a ticket." in letter.text
    assert "Ask for another look, and somebody else decides about the rest." in letter.text
    assert "What is agreed is paid without waiting for that." in letter.text


def test_a_no_is_told_with_its_reason(world, parking):
    actions.not_agree(parking, reason="It was a private visit.", by=world.ravi, now=NOW)
    letter = written(parking.person, "claim.not_agreed", LATER)
    assert "It was a private visit." in letter.text
