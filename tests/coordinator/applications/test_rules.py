"""When an answer is owed and how long somebody has to answer."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from coordinator.applications import rules

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def test_the_organisations_least_time_counts_when_a_person_asks_for_less():
    assert rules.days_to_answer(least=3, own=0, by_post=False) == 3


def test_somebody_who_needs_seven_days_has_seven():
    assert rules.days_to_answer(least=3, own=7, by_post=False) == 7


def test_a_letter_by_post_adds_three_working_days():
    assert rules.days_to_answer(least=3, own=0, by_post=True) == 6


def test_the_earliest_answer_is_the_same_hour_three_working_days_on():
    assert rules.earliest_end(MONDAY, days=3, zone=LONDON) == datetime(2026, 3, 5, 15, 0, tzinfo=UTC)


def test_a_weekend_does_not_count_as_time_to_answer():
    friday = datetime(2026, 3, 6, 10, 0, tzinfo=UTC)
    assert rules.earliest_end(friday, days=3, zone=LONDON) == datetime(2026, 3, 11, 10, 0, tzinfo=UTC)


def test_easter_does_not_count_as_time_to_answer():
    thursday = datetime(2026, 4, 2, 9, 0, tzinfo=UTC)  # 10am in London; Good Friday and Easter Monday follow
    assert rules.earliest_end(thursday, days=3, zone=LONDON) == datetime(2026, 4, 9, 9, 0, tzinfo=UTC)


def test_the_clock_change_keeps_the_hour_people_read():
    friday = datetime(2026, 3, 27, 17, 0, tzinfo=UTC)  # 5pm; the clocks go forward on Sunday
    assert rules.earliest_end(friday, days=1, zone=LONDON) == datetime(2026, 3, 30, 16, 0, tzinfo=UTC)


def test_an_offer_usually_ends_at_the_end_of_the_earliest_day():
    assert rules.usual_end(MONDAY, days=3, zone=LONDON) == datetime(2026, 3, 5, 23, 59, tzinfo=UTC)


def test_an_applicant_hears_by_the_day_the_call_promised():
    assert rules.promised_reply(date(2026, 3, 2), date(2026, 3, 18)) == date(2026, 3, 18)


@pytest.mark.parametrize("answer_by", [None, date(2026, 3, 2), date(2026, 3, 1)])
def test_an_application_after_the_promised_day_hears_ten_working_days_on(answer_by):
    assert rules.promised_reply(date(2026, 3, 2), answer_by) == date(2026, 3, 16)


def test_an_apology_promises_a_day_five_working_days_on():
    assert rules.new_promise(date(2026, 3, 19)) == date(2026, 3, 26)


@pytest.mark.parametrize(
    ("today", "clock"),
    [
        (date(2026, 3, 12), rules.ReplyClock.IN_TIME),
        (date(2026, 3, 13), rules.ReplyClock.SOON),
        (date(2026, 3, 18), rules.ReplyClock.SOON),
        (date(2026, 3, 19), rules.ReplyClock.LATE),
    ],
)
def test_a_reply_is_soon_for_three_working_days_and_late_the_day_after(today, clock):
    assert rules.reply_clock(date(2026, 3, 18), today=today) == clock


def test_maybe_holds_the_place_as_long_again():
    ends = datetime(2026, 3, 5, 23, 59, tzinfo=UTC)
    assert rules.held_until(ends, days=3, zone=LONDON) == datetime(2026, 3, 10, 23, 59, tzinfo=UTC)


def test_maybe_never_shortens_the_time_that_was_given():
    ends = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
    assert rules.held_until(ends, days=1, zone=LONDON) == datetime(2026, 3, 23, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize(("taken", "offered", "left"), [(0, 0, 2), (1, 0, 1), (1, 1, 0), (2, 1, 0)])
def test_an_offered_place_is_not_offered_twice(taken, offered, left):
    assert rules.places_to_offer(places=2, taken=taken, offered=offered) == left


def test_the_reserves_after_a_gap_move_up():
    assert rules.close_ranks([4, 1, 3]) == {3: 2, 4: 3}


def test_reserves_without_a_gap_stay_where_they_are():
    assert rules.close_ranks([1, 2, 3]) == {}


def test_a_draft_is_kept_thirty_days_after_the_call_closes():
    closes = datetime(2026, 3, 15, 23, 59, tzinfo=UTC)
    assert rules.draft_kept_until(closes, now=MONDAY) == datetime(2026, 4, 14, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize("closes", [None, datetime(2026, 2, 1, tzinfo=UTC)])
def test_a_draft_of_a_call_without_an_end_ahead_is_kept_thirty_days_from_now(closes):
    assert rules.draft_kept_until(closes, now=MONDAY) == datetime(2026, 4, 1, 15, 0, tzinfo=UTC)


def test_a_name_is_the_same_whatever_its_capitals_and_spaces():
    assert rules.same_name(" rowan   ELLERY", "Rowan Ellery") is True


def test_a_brother_at_the_same_address_is_somebody_else():
    assert rules.same_name("Robin Ellery", "Rowan Ellery") is False


def test_an_address_is_the_same_whatever_its_commas_and_lines():
    assert rules.same_address("2 Mill Lane,\nHarptree", "2 mill lane Harptree") is True


def test_two_people_without_an_address_do_not_live_together():
    assert rules.same_address("", "") is False
