"""By when the money comes, and what a person reads while it is on its way."""

from datetime import date

import pytest

from expenses.claims.rules import ClaimStatus, Pause, paused_days, promised_by, said_to_person

THURSDAY = date(2026, 3, 26)


def test_ten_working_days_over_easter_are_13_april():
    assert promised_by(THURSDAY) == date(2026, 4, 13)


def test_a_claim_sent_on_a_saturday_counts_from_monday():
    assert promised_by(date(2026, 3, 7), promise=1) == date(2026, 3, 9)


def test_the_clock_stands_while_we_wait_for_the_person():
    assert promised_by(THURSDAY, paused_days=2) == date(2026, 4, 15)


def test_an_organisation_may_promise_more():
    assert promised_by(THURSDAY, promise=5) == date(2026, 4, 2)


def test_another_calendar_gives_another_day():
    assert promised_by(THURSDAY, holidays={}) == date(2026, 4, 9)


@pytest.mark.parametrize(
    ("pauses", "days"),
    [
        ([], 0),
        ([Pause(date(2026, 3, 2), date(2026, 3, 4))], 2),
        ([Pause(date(2026, 3, 6), date(2026, 3, 9))], 1),  # over a weekend
        ([Pause(date(2026, 3, 2), date(2026, 3, 2))], 0),  # answered the same day
        ([Pause(date(2026, 3, 2), date(2026, 3, 4)), Pause(date(2026, 3, 9))], 4),  # the second still open
    ],
)
def test_only_working_days_of_waiting_are_added(pauses, days):
    assert paused_days(pauses, today=date(2026, 3, 11)) == days


def test_waiting_over_easter_counts_the_days_people_work():
    assert paused_days([Pause(date(2026, 4, 2), date(2026, 4, 7))], today=date(2026, 4, 20)) == 1
    assert paused_days([Pause(date(2026, 4, 2), date(2026, 4, 7))], today=date(2026, 4, 20), holidays={}) == 3


BY = date(2026, 4, 9)


@pytest.mark.parametrize(
    ("status", "facts", "sentence"),
    [
        (ClaimStatus.DRAFT, {}, "Not sent yet. What you wrote is kept."),
        (ClaimStatus.SUBMITTED, {"name": "Helen", "by": BY}, "With Helen for checking, money by 9 April"),
        (
            ClaimStatus.QUERY,
            {"name": "Helen", "by": BY},
            "Helen has a question for you. The clock waits for your answer; money by 9 April at the earliest",
        ),
        (
            ClaimStatus.CHECKED,
            {"name": "Ravi", "by": BY},
            "Checked, now with Ravi for approval, money by 9 April",
        ),
        (ClaimStatus.APPROVED, {"by": BY}, "Approved, money by 9 April"),
        (
            ClaimStatus.PART_APPROVED,
            {"by": BY},
            "Approved in part, money by 9 April. Each change has its reason",
        ),
        (ClaimStatus.IN_PAYMENT_RUN, {"by": BY}, "On its way to you, money by 9 April"),
        (ClaimStatus.PAID, {"paid_on": date(2026, 4, 2)}, "Paid on 2 April"),
        (
            ClaimStatus.PAID,
            {"paid_on": date(2026, 4, 2), "reference": "INV-000123"},
            "Paid on 2 April, reference INV-000123",
        ),
        (
            ClaimStatus.DECLINED,
            {"name": "Helen"},
            "Not agreed. Helen has written why, and you can ask for another look",
        ),
        (ClaimStatus.WITHDRAWN, {}, "You took this claim back"),
        (
            ClaimStatus.REVERSED,
            {"name": "Helen"},
            "The payment came back to us. We still owe it to you, and Helen will be in touch",
        ),
    ],
)
def test_the_person_reads_where_the_money_is(status, facts, sentence):
    assert str(said_to_person(status, **facts)) == sentence


def test_facts_that_a_sentence_does_not_need_are_left_out():
    everything = said_to_person(ClaimStatus.APPROVED, name="Helen", by=BY, paid_on=BY, reference="INV-1")
    assert str(everything) == "Approved, money by 9 April"
    assert everything.values == (("by", BY),)


def test_the_sentence_is_said_in_the_readers_language():
    polish = {"With %(name)s for checking, money by %(by)s": "Sprawdza %(name)s, pieniądze do %(by)s"}
    said = said_to_person(ClaimStatus.SUBMITTED, name="Helen", by=BY)
    assert said.said(polish.__getitem__, "pl") == "Sprawdza Helen, pieniądze do 9 kwietnia"


def test_a_sentence_that_lacks_a_name_or_a_day_is_told_to_the_programmer():
    with pytest.raises(ValueError, match="a claim that is submitted cannot be described without: name, by"):
        said_to_person(ClaimStatus.SUBMITTED)


def test_every_status_has_a_sentence_that_blames_nobody():
    for status in ClaimStatus:
        sentence = str(said_to_person(status, name="Helen", by=BY, paid_on=BY)).casefold()
        assert [word for word in ("rejected", "violation", "invalid", "error", "fraud") if word in sentence] == []
