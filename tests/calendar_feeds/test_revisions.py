"""Which changes a calendar must take as a new version."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from calendar_feeds.rules import Status, needs_new_sequence, revision

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2027, 3, 1, 12, 0, 0, 500_000, tzinfo=UTC)
PIN = {"latitude": 53.8013, "longitude": -1.5486}

RAISES = [
    {"starts_at": datetime(2027, 6, 10, 9, 30, tzinfo=UTC)},
    {"ends_at": datetime(2027, 6, 10, 12, 0, tzinfo=UTC)},
    {"status": Status.CANCELLED},
    {"status": Status.TENTATIVE},
    {"title": "Panel: matron"},
    {"location": "Room 3, Town Hall, Leeds LS1 1AA"},
    {"video_link": "https://meet.example/r/12"},
    PIN,
]
REVISES_ONLY = [
    {"description": "Come to the front door."},
    {"organizer_name": "Panels team"},
    {"organizer_mailbox": "panels@trust.example"},
    {"url": "https://coordinator.example/me/places/12"},
    {"private": True},
    {"created_at": datetime(2027, 1, 1, tzinfo=UTC)},
    {"zone": "Europe/Paris"},
]
NOT_SHOWN = [
    {},
    {"starts_at": datetime(2027, 6, 10, 10, 0, tzinfo=LONDON)},
    {"starts_at": datetime(2027, 6, 10, 9, 0, 0, 900_000, tzinfo=UTC)},
    {"sequence": 9},
    {"revised_at": NOW},
]


@pytest.mark.parametrize("change", RAISES)
def test_another_time_status_title_or_place_counts_as_a_new_version(session, change):
    before, after = session(), session(**change)
    assert needs_new_sequence(before, after)
    assert revision(before, after, now=NOW) == session(**change, sequence=4, revised_at=NOW.replace(microsecond=0))


@pytest.mark.parametrize("change", REVISES_ONLY)
def test_any_other_change_is_stamped_but_is_no_new_version(session, change):
    before, after = session(), session(**change)
    assert not needs_new_sequence(before, after)
    assert revision(before, after, now=NOW) == session(**change, revised_at=NOW.replace(microsecond=0))


@pytest.mark.parametrize("change", NOT_SHOWN)
def test_a_change_nobody_would_see_leaves_the_session_as_it_was(session, change):
    before = session()
    assert not needs_new_sequence(before, session(**change))
    assert revision(before, session(**change), now=NOW) is before


def test_the_same_pin_read_from_the_database_is_no_new_place(session):
    stored = {"latitude": Decimal("53.801300"), "longitude": Decimal("-1.548600")}
    assert not needs_new_sequence(session(**PIN), session(**stored))


def test_a_pin_that_moves_is_a_new_place(session):
    assert needs_new_sequence(session(**PIN), session(**{**PIN, "latitude": 53.8023}))


def test_the_second_pass_of_the_repeated_hour_is_another_time(session):
    end = datetime(2026, 10, 25, 4, 0, tzinfo=UTC)
    first, second = (
        session(starts_at=datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=fold), ends_at=end) for fold in (0, 1)
    )
    assert needs_new_sequence(first, second)


def test_the_repeated_hour_said_in_utc_or_in_london_is_the_same_time(session):
    end = datetime(2026, 10, 25, 4, 0, tzinfo=UTC)
    moments = (datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1), datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    said_in_london, said_in_utc = (session(starts_at=moment, ends_at=end) for moment in moments)
    assert not needs_new_sequence(said_in_london, said_in_utc)


@pytest.mark.parametrize("late", [timedelta(0), timedelta(milliseconds=900), timedelta(days=-1)])
def test_two_changes_in_one_second_or_under_a_slow_clock_still_have_different_stamps(session, late):
    before = session()
    revised = revision(before, session(description="Come to the front door."), now=before.revised_at + late)
    assert revised.revised_at == before.revised_at + timedelta(seconds=1)


def test_one_session_is_never_a_revision_of_another(session):
    with pytest.raises(ValueError, match="keeps its uid"):
        revision(session(), session(uid="session-2@coordinator.invalid"), now=NOW)
