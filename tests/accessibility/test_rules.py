"""What helps, who sees it, by when, and whether a venue fits."""

import csv
from datetime import UTC, date, datetime, timedelta

import pytest

from accessibility.rules import audiences, costs, due, groups, sheets, venues
from accessibility.rules.due import Due, Standing
from accessibility.rules.sheets import Asked, Counted, Outline, SheetLine
from accessibility.rules.venues import Known, Match
from accessibility.seed.loading import ITEMS

DAY = date(2026, 3, 26)
TODAY = date(2026, 3, 2)


def rows():
    with ITEMS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# -- groups ---------------------------------------------------------------------------------------


def test_there_are_14_groups_and_each_of_the_107_items_is_in_one():
    assert len(groups.ORDER) == 14
    assert len(rows()) == 107
    assert {groups.group_of(row["code"]).key for row in rows()} == set(groups.BY_KEY)


def test_the_groups_stand_in_the_order_of_the_list():
    assert list(dict.fromkeys(row["code"].partition(".")[0] for row in rows())) == [group.key for group in groups.ORDER]


def test_a_first_visit_asks_eight_questions_that_are_all_on_the_list():
    assert len(groups.COMMON) == 8
    assert set(groups.COMMON) <= {row["code"] for row in rows()}


def test_a_code_of_no_group_is_a_mistake():
    with pytest.raises(KeyError):
        groups.group_of("condition.asthma")


def test_one_group_follows_the_other_until_the_last():
    assert groups.group_after("common") == groups.BY_KEY["contact"]
    assert groups.group_after("contact") == groups.BY_KEY["format"]
    assert groups.group_after("other") is None
    assert (groups.place_of("contact"), groups.place_of("other")) == (1, 14)


def test_answers_that_ask_nothing_are_on_the_list():
    assert {row["code"] for row in rows()} >= groups.NOTHING_TO_ARRANGE


# -- who may see it --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "audience"),
    [
        ("coordinator", "organiser"),
        ("coordinator; venue", "venue"),
        ("venue", "venue"),
        ("coordinator; caterer", "venue"),
        ("coordinator; host", "venue"),
        ("coordinator; finance", "organiser"),
        ("first-aider named by the person", "organiser"),
        ("facilitator", "organiser"),
    ],
)
def test_the_venue_hears_of_it_only_where_the_list_says_so(known, audience):
    assert audiences.default_audience(known) == audience


def test_the_coordinator_reads_everything_but_what_is_private():
    assert [audiences.coordinator_sees(who) for who in ("organiser", "venue", "nobody")] == [True, True, False]


def test_the_venue_gets_a_count_only_of_what_it_may_know():
    assert [audiences.on_venue_sheet(who) for who in ("organiser", "venue", "nobody")] == [False, True, False]


def test_needs_close_a_day_after_the_date():
    ends_at = datetime(2026, 3, 26, 15, 45, tzinfo=UTC)
    assert audiences.still_open(ends_at=ends_at, going_ahead=True, now=ends_at + timedelta(hours=23))
    assert not audiences.still_open(ends_at=ends_at, going_ahead=True, now=ends_at + timedelta(days=1))
    assert not audiences.still_open(ends_at=ends_at, going_ahead=False, now=ends_at - timedelta(days=9))


def test_what_is_essential_comes_first():
    assert sorted([("helpful", 1), ("essential", 9), ("essential", 2)], key=lambda each: audiences.weighed(*each)) == [
        ("essential", 2),
        ("essential", 9),
        ("helpful", 1),
    ]


# -- by when ---------------------------------------------------------------------------------------


def test_an_interpreter_is_planned_20_working_days_before():
    assert due.due(DAY, target=20, least=10) == Due(date(2026, 2, 26), date(2026, 3, 12))


def test_easy_read_needs_its_final_text_35_working_days_before():
    found = due.due(DAY, target=25, least=10, from_papers=True)
    assert found == Due(date(2026, 2, 5), date(2026, 2, 26))
    assert found.target == due.due(DAY, target=35, least=20).target


def test_working_days_jump_over_easter():
    assert due.due(date(2026, 4, 8), target=5, least=1) == Due(date(2026, 3, 30), date(2026, 4, 7))


def test_what_needs_no_days_is_due_on_the_day():
    assert due.due(DAY, target=0, least=0) == Due(DAY, DAY)


@pytest.mark.parametrize(
    ("code", "from_papers"),
    [("format.easyread", True), ("format.readaloud", False), ("format.early", False), ("pro.bsl", False)],
)
def test_formats_count_from_the_day_papers_go_out(code, from_papers):
    assert due.counts_from_papers(code) is from_papers


@pytest.mark.parametrize(
    ("today", "arranged", "stands"),
    [
        (date(2026, 2, 25), False, Standing.IN_TIME),
        (date(2026, 2, 26), False, Standing.DUE),
        (date(2026, 3, 12), False, Standing.DUE),
        (date(2026, 3, 13), False, Standing.AT_RISK),
        (date(2026, 3, 13), True, Standing.ARRANGED),
    ],
)
def test_how_a_need_stands_on_the_days_around_its_dates(today, arranged, stands):
    assert due.standing(Due(date(2026, 2, 26), date(2026, 3, 12)), arranged=arranged, today=today) == stands


def test_soon_is_within_five_working_days():
    assert due.is_soon(date(2026, 3, 9), today=TODAY)
    assert not due.is_soon(date(2026, 3, 10), today=TODAY)
    assert due.is_soon(date(2026, 2, 1), today=TODAY)


def test_somebody_who_would_rather_talk_is_rung_within_five_working_days():
    assert due.talk_by(date(2026, 3, 2)) == date(2026, 3, 9)


def test_checked_long_before_a_date_one_is_asked_again_ten_working_days_ahead():
    assert due.check_by(checked=date(2026, 1, 1), next_session=DAY, today=TODAY) == date(2026, 3, 12)


def test_close_to_the_date_one_is_asked_today():
    assert due.check_by(checked=date(2026, 1, 1), next_session=DAY, today=date(2026, 3, 20)) == date(2026, 3, 20)


def test_far_from_the_date_nobody_is_asked():
    assert due.check_by(checked=date(2026, 1, 1), next_session=DAY, today=date(2026, 2, 1)) is None


def test_checked_within_four_weeks_of_the_date_nobody_is_asked_again():
    assert due.check_by(checked=date(2026, 2, 26), next_session=DAY, today=TODAY) is None


def test_once_a_year_one_is_asked():
    assert due.check_by(checked=date(2025, 3, 10), next_session=None, today=TODAY) == date(2026, 3, 10)
    assert due.check_by(checked=date(2025, 6, 1), next_session=None, today=TODAY) is None


# -- counts ----------------------------------------------------------------------------------------


def test_the_venue_sheet_counts_people_without_what_it_may_not_know():
    asked = [
        Asked("venue.wheelchair_space", "essential", "venue"),
        Asked("comm.loop", "helpful", "venue"),
        Asked("venue.wheelchair_space", "helpful", "venue"),
        Asked("comm.loop", "essential", "organiser"),
        Asked("safe.food", "essential", "nobody"),
    ]
    assert sheets.sheet(asked) == [SheetLine("venue.wheelchair_space", 2, 1), SheetLine("comm.loop", 1, 0)]


def test_the_outline_of_a_date_is_numbers_only():
    later, over = Due(date(2026, 3, 12), date(2026, 3, 20)), Due(date(2026, 2, 2), date(2026, 2, 27))
    counted = [
        Counted("rowan", later, False),
        Counted("rowan", over, False),
        Counted("rowan", over, True),
        Counted("marek", None, False),
    ]
    found = sheets.outline(counted, today=TODAY)
    assert found == Outline(people=2, needs=3, arranged=1, at_risk=1, private=1, next_due=date(2026, 2, 27))
    assert found.open == 2


def test_a_date_of_which_nothing_is_told_has_an_empty_outline():
    assert sheets.outline([], today=TODAY) == Outline()


# -- venues ----------------------------------------------------------------------------------------


def test_about_forty_facts_are_asked_of_a_venue_each_once():
    codes = [fact.code for section in venues.SECTIONS for fact in section.facts]
    assert len(codes) == len(set(codes)) == 44
    assert set(venues.STREET_TO_SEAT) <= set(codes)


def test_whatever_is_asked_of_a_venue_is_an_item_and_rests_on_facts_that_are_checked():
    assert set(venues.ASKS) <= {row["code"] for row in rows()}
    assert {fact for lines in venues.ASKS.values() for line in lines for fact in line} <= set(venues.FACTS)


def known(**answers):
    return {code: Known(answer, TODAY) for code, answer in answers.items()}


STEP_FREE = dict.fromkeys(["step_free_entrance", "step_free_room", "step_free_toilet", "step_free_lunch"], "yes")


def test_a_step_free_way_all_the_way_is_met():
    assert venues.match("venue.stepfree", known(**STEP_FREE), today=TODAY) == Match.MET


def test_one_step_is_enough_for_not_met_whatever_else_is_unknown():
    assert venues.match("venue.stepfree", known(step_free_entrance="no"), today=TODAY) == Match.NOT_MET


def test_what_nobody_checked_is_unknown_and_never_met():
    assert (
        venues.match("venue.stepfree", known(**STEP_FREE | {"step_free_lunch": "unknown"}), today=TODAY)
        == Match.UNKNOWN
    )
    assert venues.match("venue.stepfree", {}, today=TODAY) == Match.UNKNOWN


def test_a_place_to_be_dropped_off_is_as_good_as_a_parking_bay():
    assert venues.match("venue.parking", known(blue_badge_bays="no", drop_off="yes"), today=TODAY) == Match.MET
    assert venues.match("venue.parking", known(blue_badge_bays="no"), today=TODAY) == Match.UNKNOWN
    assert venues.match("venue.parking", known(blue_badge_bays="no", drop_off="no"), today=TODAY) == Match.NOT_MET


def test_an_item_that_asks_nothing_of_a_building_has_no_match():
    assert venues.match("pro.bsl", {}, today=TODAY) is None


def test_facts_older_than_24_months_are_unknown():
    assert venues.answer_today(Known("yes", date(2024, 3, 2)), today=TODAY) == "yes"
    assert venues.answer_today(Known("yes", date(2024, 3, 1)), today=TODAY) == "unknown"
    assert venues.answer_today(Known("no", date(2024, 3, 1)), today=TODAY) == "unknown"
    assert venues.answer_today(Known("yes", None), today=TODAY) == "unknown"
    assert venues.answer_today(None, today=TODAY) == "unknown"


def test_24_months_before_a_leap_day_is_the_28th():
    assert venues.oldest_fresh(date(2028, 2, 29)) == date(2026, 2, 28)


def test_every_item_that_asks_something_gets_an_answer():
    found = venues.matches(known(room_loop="yes"), today=TODAY)
    assert found["comm.loop"] == Match.MET
    assert found["venue.stepfree"] == Match.UNKNOWN
    assert set(found) == set(venues.ASKS)


# -- costs -----------------------------------------------------------------------------------------


def test_finance_knows_every_kind_of_cost_that_can_be_agreed():
    from expenses.claims.rules.kinds import LineKind

    assert set(costs.COST_KINDS) <= {kind.value for kind in LineKind}
