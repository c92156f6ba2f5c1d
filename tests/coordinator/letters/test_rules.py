"""When to try again, when to remind, and what is never kept."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coordinator.letters.rules import next_morning, reminder_times, ring_by, wait_after, without_secrets
from coordinator.people.links import new_token

LONDON = ZoneInfo("Europe/London")
THURSDAY = datetime(2026, 3, 26, 8, 45, tzinfo=UTC)


def test_a_letter_is_tried_six_times_with_growing_waits() -> None:
    minutes = [wait and wait / timedelta(minutes=1) for wait in map(wait_after, range(1, 8))]

    assert minutes == [1, 5, 30, 120, 480, None, None]


@pytest.mark.parametrize("channel", ["email", "phone"])
def test_a_thursday_is_recalled_on_the_thursday_before_and_on_wednesday_at_nine(channel: str) -> None:
    assert reminder_times(THURSDAY, LONDON, channel) == [
        ("seven_days", datetime(2026, 3, 19, 9, 0, tzinfo=LONDON)),
        ("one_day", datetime(2026, 3, 25, 9, 0, tzinfo=LONDON)),
    ]


def test_nobody_is_rung_on_a_sunday() -> None:
    monday = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)

    assert reminder_times(monday, LONDON, "phone") == [
        ("seven_days", datetime(2026, 3, 23, 9, 0, tzinfo=LONDON)),
        ("one_day", datetime(2026, 3, 27, 9, 0, tzinfo=LONDON)),
    ]
    assert reminder_times(monday, LONDON, "email")[1] == ("one_day", datetime(2026, 3, 29, 9, 0, tzinfo=LONDON))


def test_a_reminder_by_post_is_ready_six_working_days_before() -> None:
    assert reminder_times(THURSDAY, LONDON, "post") == [("by_post", datetime(2026, 3, 18, 9, 0, tzinfo=LONDON))]


def test_a_reminder_by_post_leaves_easter_out() -> None:
    after_easter = datetime(2026, 4, 8, 9, 0, tzinfo=UTC)

    assert reminder_times(after_easter, LONDON, "post") == [("by_post", datetime(2026, 3, 27, 9, 0, tzinfo=LONDON))]


def test_a_reminder_comes_at_nine_on_the_clock_of_its_own_day() -> None:
    tuesday_after_the_change = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)

    moments = [at.astimezone(UTC).hour for _name, at in reminder_times(tuesday_after_the_change, LONDON, "email")]

    assert moments == [9, 8]


def test_nobody_is_reminded_of_a_day_they_agreed_to_after_the_reminder() -> None:
    three_days_before = datetime(2026, 3, 23, 12, 0, tzinfo=UTC)

    assert reminder_times(THURSDAY, LONDON, "email", after=three_days_before) == [
        ("one_day", datetime(2026, 3, 25, 9, 0, tzinfo=LONDON))
    ]


def test_somebody_who_did_not_answer_on_friday_is_rung_again_on_monday_at_nine() -> None:
    friday = datetime(2026, 3, 27, 16, 0, tzinfo=UTC)

    assert next_morning(friday, LONDON) == datetime(2026, 3, 30, 9, 0, tzinfo=LONDON)
    assert ring_by(friday, LONDON) == date(2026, 3, 30)


def test_a_link_that_opens_a_door_is_never_kept() -> None:
    token = new_token()
    text = f"Yes: http://localhost:8000/offer/{token}/\nFeed: https://c.example/feeds/me/{token}.ics now"

    assert without_secrets(text, "(hidden)") == "Yes: (hidden)\nFeed: (hidden) now"


def test_an_ordinary_link_is_kept() -> None:
    text = "See http://localhost:8000/opportunities/help-choose-our-next-community-respiratory-nurse-2026/ today"

    assert without_secrets(text, "(hidden)") == text
