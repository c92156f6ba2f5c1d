"""The gate before publication, field by field (practice.md RN1, RN2, RN4, RN6)."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coordinator.opportunities.rules.gaps import (
    NEEDED,
    CallFacts,
    ContactFacts,
    SessionFacts,
    event_day,
    gaps,
    is_short_notice,
)
from coordinator.opportunities.rules.policies import DEFAULT_POLICIES

LONDON = ZoneInfo("Europe/London")
PUBLISHED = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
DAY = SessionFacts(
    datetime(2026, 3, 26, 8, 45, tzinfo=UTC), datetime(2026, 3, 26, 15, 45, tzinfo=UTC), "Harptree House"
)
CONTACT = ContactFacts(
    "Tomasz Okafor", "Involvement coordinator", "01632 960 117", "tomasz@levels.example", "Monday to Thursday"
)
CALL = CallFacts(
    title="Help choose our next nurse", kind="interview", level="collaborate", team="Involvement",
    what_you_do="You score.", what_can_change="Who gets the post.", already_decided="The grade.",
    who_we_look_for="People who use breathing services.", who_cannot="Nobody is left out.", places=2, minimum_lay=2,
    hours=8, ways=["meeting"], demands="You sit most of the day.", costs_covered="Travel and care.", payment="none",
    support=["childcare"], support_by=date(2026, 3, 12), how_to_apply="Ring or write.", return_address="1 Mill Lane",
    closes_at=datetime(2026, 3, 15, 23, 59, tzinfo=UTC), answer_by=date(2026, 3, 18), selection="scored",
    selection_steps="Two of us read every answer.", route_tested_at=datetime(2026, 3, 4, 9, 0, tzinfo=UTC),
)  # fmt: skip


def found(call=CALL, *, kind="interview", sessions=(DAY,), contact=CONTACT, now=PUBLISHED):
    """(field, sentence) of every gap."""
    policy = DEFAULT_POLICIES[kind]
    return [(gap.field, gap.sentence) for gap in gaps(call, policy, sessions, contact, now=now, zone=LONDON)]


def test_a_call_that_says_everything_may_open():
    assert found() == []


@pytest.mark.parametrize("field", NEEDED)
def test_each_missing_field_is_named_by_its_own_sentence(field):
    empty = next(each.default for each in fields(CallFacts) if each.name == field)
    assert found(replace(CALL, **{field: empty})) == [(field, NEEDED[field])]


def test_each_sentence_is_different():
    assert len(set(NEEDED.values())) == len(NEEDED) == 24


@pytest.mark.parametrize(
    ("field", "value", "gap"),
    [
        ("name", "", ("contact_name", "Give the full name of the person to ask.")),
        ("name", "Administrator", ("contact_name", "“Administrator” is no named person. Give the full name of somebody who answers the phone.")),
        ("email", "", ("contact_email", "Give the direct email of the person to ask.")),
        ("email", "noreply@levels.example", ("contact_email", "“noreply@levels.example” is no named person's address. Give the email of somebody who reads and answers it.")),
        ("phone", "", ("contact_phone", "Give the direct phone number of the person to ask.")),
        ("job_title", "", ("contact_job_title", "Contact: say what the person to ask does.")),
        ("working_days", "", ("contact_working_days", "Contact: say on which days the person can be reached.")),
    ],
)  # fmt: skip
def test_the_contact_is_a_named_person_with_a_direct_phone(field, value, gap):
    assert found(contact=replace(CONTACT, **{field: value})) == [gap]


def test_a_call_without_dates_says_so():
    assert found(sessions=()) == [
        ("sessions", "Dates: give the day with its start and end, or say that dates are agreed together.")
    ]


def test_dates_may_be_agreed_together_and_then_no_day_for_support_is_asked():
    assert found(replace(CALL, dates_to_agree=True, support_by=None), sessions=()) == []


def test_support_is_sure_until_a_day():
    sentence = "Support: say until which day help can be asked for and is sure."
    assert found(replace(CALL, support_by=None)) == [("support_by", sentence)]


def test_support_cannot_end_earlier_than_the_policy_promises():
    assert found(replace(CALL, support_by=date(2026, 3, 11))) == [
        ("support_by", "Support: keep it sure until Thursday 12 March at least, 14 days before the day.")
    ]


@pytest.mark.parametrize("ways", [["meeting"], ["online", "post"], []])
def test_a_date_needs_a_place_or_a_video_link(ways):
    place = ("venue", "Place: say where it is on Thursday 26 March, or give the video link.")
    assert place in found(replace(CALL, ways=ways), sessions=[replace(DAY, place="")])


def test_work_by_post_needs_no_place():
    assert found(replace(CALL, ways=["post", "home"]), sessions=[replace(DAY, place="")]) == []


def test_a_place_needs_its_way_in():
    assert found(sessions=[replace(DAY, access_known=False)]) == [
        ("venue", "Place: describe the way in to Harptree House, from the street to the seat.")
    ]


def test_a_payment_that_is_offered_has_an_amount():
    assert found(replace(CALL, payment="optional")) == [("payment_pence", "Amount: say how much the payment is.")]
    assert found(replace(CALL, payment="optional", payment_pence=3000)) == []


def test_six_days_are_refused_and_ten_are_named_with_the_earliest_day():
    monday = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
    sunday = replace(CALL, closes_at=datetime(2026, 3, 8, 23, 59, tzinfo=UTC))
    assert found(sunday, now=monday) == [
        ("closes_at", "Closing: 6 days, at least 10 are needed. The earliest closing day is Thursday 12 March.")
    ]


def test_ten_days_are_enough_whatever_the_hour_of_closing():
    monday = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
    for hour in (0, 12, 23):
        assert found(replace(CALL, closes_at=datetime(2026, 3, 12, hour, 59, tzinfo=UTC)), now=monday) == []


def test_one_day_is_one_day_and_hardly_a_working_day():
    tuesday = replace(CALL, closes_at=PUBLISHED + timedelta(days=1))
    assert found(tuesday) == [
        ("closes_at", "Closing: 1 day, at least 10 are needed. The earliest closing day is Sunday 15 March."),
        ("closes_at", "Closing: working days from today until then: 1. People need at least 3 to answer."),
    ]


def test_a_type_without_a_minimum_still_leaves_three_working_days_to_answer():
    call = replace(CALL, closes_at=datetime(2026, 3, 9, 17, 0, tzinfo=UTC))
    assert found(call, kind="forum", sessions=[replace(DAY, starts_at=DAY.starts_at + timedelta(days=30))]) == [
        ("closes_at", "Closing: working days from today until then: 2. People need at least 3 to answer."),
        ("support_by", "Support: keep it sure until Saturday 11 April at least, 14 days before the day."),
    ]


def test_a_closing_day_that_is_over_is_pointed_out_once():
    assert found(replace(CALL, closes_at=PUBLISHED)) == [
        ("closes_at", "Closing: this day is over. Choose one to come.")
    ]


def test_twenty_days_to_the_day_are_refused_and_the_earliest_day_is_named():
    assert found(
        now=PUBLISHED + timedelta(days=1), call=replace(CALL, closes_at=CALL.closes_at + timedelta(days=1))
    ) == [
        ("sessions", "The day: 20 days from publication, at least 21 are needed. The earliest day is Friday 27 March.")
    ]


def test_approved_short_notice_holds_for_the_approved_days_and_no_fewer():
    monday = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
    short = replace(
        CALL, closes_at=datetime(2026, 3, 10, 23, 59, tzinfo=UTC), approved_days_open=8, approved_days_before=24
    )
    assert found(short, now=monday) == []
    assert [field for field, _sentence in found(short, now=monday + timedelta(days=1))] == ["closes_at"]


def test_approved_short_notice_to_the_day_holds_too():
    late = PUBLISHED + timedelta(days=1)
    call = replace(CALL, closes_at=CALL.closes_at + timedelta(days=1), approved_days_before=20)
    assert found(call, now=late) == []


def test_answers_come_after_closing_and_leave_time_to_say_yes_or_no():
    assert found(replace(CALL, answer_by=date(2026, 3, 14))) == [
        ("answer_by", "Answer: Saturday 14 March is before the closing day. People may still be writing.")
    ]
    assert found(replace(CALL, answer_by=date(2026, 3, 24))) == [
        (
            "answer_by",
            "Answer: working days from Tuesday 24 March to the day: 2. People need at least 3 to say yes or no.",
        )
    ]


def test_every_gap_is_named_at_once():
    everything = found(CallFacts(), sessions=(), contact=ContactFacts("", "", "", "", ""))
    named = [field for field, _sentence in everything]
    contact = ["contact_name", "contact_email", "contact_phone", "contact_job_title", "contact_working_days"]
    assert named == [*NEEDED, "sessions", *contact, "support_by"]


def test_only_gaps_of_notice_can_be_approved():
    monday = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
    call = replace(CALL, title="", closes_at=datetime(2026, 3, 8, 23, 59, tzinfo=UTC))
    all_gaps = gaps(call, DEFAULT_POLICIES["interview"], [DAY], CONTACT, now=monday, zone=LONDON)
    assert [(gap.field, is_short_notice(gap)) for gap in all_gaps] == [("title", False), ("closes_at", True)]


def test_the_first_day_counts_and_without_dates_there_is_none():
    later = replace(DAY, starts_at=DAY.starts_at + timedelta(days=7))
    assert event_day([later, DAY], LONDON) == date(2026, 3, 26)
    assert event_day([], LONDON) is None
