"""Notice arithmetic: the cases of practice.md 6.6 and 6.7."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from coordinator.opportunities.rules.notice import (
    Parity,
    closing_warning,
    days_by_post,
    days_of_notice,
    days_to_event,
    earliest_day,
    parity,
)
from coordinator.opportunities.rules.policies import DEFAULT_POLICIES
from coordinator.opportunities.rules.promises import PROMISES
from coordinator.panels.models import PanelType

LONDON = ZoneInfo("Europe/London")


def at(text: str) -> datetime:
    """A moment on the clock in London."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("published", "closes", "days"),
    [
        ("2026-03-02T15:00", "2026-03-08T23:59", 6),
        ("2026-03-02T15:00", "2026-03-08T12:00", 6),
        ("2026-03-02T00:00", "2026-03-02T23:59", 0),
        ("2026-03-05T09:00", "2026-03-15T23:59", 10),
        ("2026-04-02T17:00", "2026-04-07T12:00", 5),
        ("2026-03-28T23:30", "2026-03-30T00:30", 2),
        ("2028-02-28T10:00", "2028-03-01T10:00", 2),
        ("2027-02-28T10:00", "2027-03-01T10:00", 1),
    ],
    ids=[
        "monday-to-sunday", "noon-counts-like-midnight", "same-day", "the-worked-panel", "over-easter",
        "clocks-go-forward", "leap-year", "no-leap-year",
    ],
)  # fmt: skip
def test_days_of_notice_are_calendar_days_date_to_date(published, closes, days):
    assert days_of_notice(at(published), at(closes), LONDON) == days


def test_the_day_is_the_day_where_the_organisation_is():
    published, closes = datetime(2026, 6, 1, 23, 30, tzinfo=UTC), datetime(2026, 6, 8, 22, 30, tzinfo=UTC)
    assert days_of_notice(published, closes, LONDON) == 6
    assert days_of_notice(published, closes, ZoneInfo("UTC")) == 7


def test_days_to_the_event_count_in_the_same_way():
    assert days_to_event(at("2026-03-05T09:00"), at("2026-03-26T08:45"), LONDON) == 21


@pytest.mark.parametrize(
    ("published", "closes", "days"),
    [
        ("2026-03-02T15:00", "2026-03-12T23:59", 7),
        ("2026-03-02T15:00", "2026-03-08T23:59", 3),
        ("2026-04-02T09:00", "2026-04-16T23:59", 7),
        ("2026-03-02T15:00", "2026-03-04T23:59", 0),
    ],
    ids=["three-working-days-later", "six-days-are-three", "easter-holds-the-post-up", "never-below-nothing"],
)
def test_somebody_who_gets_letters_only_has_fewer_days(published, closes, days):
    assert days_by_post(at(published), at(closes), LONDON) == days


def test_the_earliest_closing_day_is_ten_days_after_publication():
    assert earliest_day(at("2026-03-02T15:00"), 10, LONDON) == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2026, 3, 15), "Sunday"), (date(2026, 4, 3), "Good Friday"), (date(2026, 5, 4), "Early May bank holiday")],
)
def test_a_closing_day_on_which_nobody_works_is_pointed_out_and_not_moved(day, name):
    assert str(closing_warning(day)) == (
        f"This closes on {day:%A} {day.day} {day:%B} ({name}), when nobody answers the phone. We leave it as you set it."
    )


def test_a_closing_day_in_the_week_needs_no_word():
    assert closing_warning(date(2026, 3, 12)) is None


def test_parity_shows_24_days_for_staff_and_21_for_people():
    found = parity(at("2026-03-05T09:00"), at("2026-03-26T08:45"), date(2026, 3, 2), LONDON)
    assert found == Parity(people=21, staff=24)


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        ("open_role", (21, 42, 14, 14, None)),
        ("interview", (10, 21, 7, 14, 7)),
        ("mock_patient", (14, 35, 14, 21, 7)),
        ("validation", (10, 21, 7, 14, 7)),
        ("workshop", (10, 21, 7, 14, 7)),
        ("forum", (None, 28, 7, 14, 7)),
        ("review", (10, 14, None, 7, None)),
        ("complaints", (14, 28, 7, 14, 7)),
    ],
)
def test_the_defaults_are_the_table_of_the_practice(kind, numbers):
    policy = DEFAULT_POLICIES[kind]
    assert numbers == (
        policy.days_open,
        policy.days_before_event,
        policy.papers_days_before,
        policy.support_days_before,
        policy.times_days_before,
    )


def test_every_type_of_panel_has_a_default_with_a_citation_that_fits_its_column():
    assert set(DEFAULT_POLICIES) == set(PanelType.values)
    lengths = [len(policy.citation) for policy in DEFAULT_POLICIES.values()]
    assert min(lengths) > 60
    assert max(lengths) <= 600


def test_every_level_has_its_promise():
    assert list(PROMISES) == ["inform", "consult", "involve", "collaborate", "empower"]
    assert PROMISES["empower"] == "You decide. We carry out what you have decided."
