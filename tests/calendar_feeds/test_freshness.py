"""A reader who has the newest feed is told so; a feed keeps what still matters."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_feeds.rules import WRITER_VERSION, etag_matches, feed_etag, in_window, window

FEED = UUID("7c9e6679-7425-40de-944b-e07fc1f90ae7")
ETAG = feed_etag(FEED, 12)
NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_the_etag_is_weak_and_names_feed_version_and_writer():
    assert feed_etag(FEED, 12) == f'W/"7c9e6679-7425-40de-944b-e07fc1f90ae7-12-{WRITER_VERSION}"'
    assert feed_etag(7, 12) == f'W/"7-12-{WRITER_VERSION}"'


@pytest.mark.parametrize(
    ("header", "matches"),
    [
        ('W/"7-12-1"', True),
        ('"7-12-1"', True),
        ('"other", W/"7-12-1"', True),
        ('"other","7-12-1" , "third"', True),
        (' \tW/"7-12-1" ', True),
        (', ,W/"7-12-1",', True),
        ('"a,b", "7-12-1"', True),
        ("*", True),
        (" * ", True),
        (None, False),
        ("", False),
        ('W/"7-13-1"', False),
        ('W/"7-12-10"', False),
        ('W/"17-12-1"', False),
        ('"x,7-12-1,y"', False),
        ('"7-12-1', False),
        ("7-12-1", False),
        ('"*"', False),
        ('"other", *', False),
    ],
)
def test_if_none_match_is_read_as_the_standard_says(header, matches):
    assert etag_matches(header, 'W/"7-12-1"') is matches


def test_a_strong_etag_is_compared_weakly_too():
    assert etag_matches('W/"7-12-1"', '"7-12-1"')


@given(st.lists(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters='"')), max_size=6))
def test_only_the_same_tag_among_any_others_matches(opaques):
    header = ", ".join(f'W/"{opaque}"' for opaque in opaques)
    assert etag_matches(header, ETAG) is (ETAG.removeprefix("W/").strip('"') in opaques)
    assert etag_matches(f"{header}, {ETAG}", ETAG)


@given(st.text(max_size=80))
def test_no_header_however_odd_is_more_than_a_no(header):
    assert etag_matches(header, ETAG) is (header.strip() == "*")


@pytest.mark.parametrize(
    ("ends_at", "cancelled", "there"),
    [
        (NOW, False, True),
        (NOW - timedelta(days=90), False, True),
        (NOW - timedelta(days=90) - SECOND, False, False),
        (NOW - timedelta(days=30), True, True),
        (NOW - timedelta(days=30) - SECOND, True, False),
        (datetime(2028, 9, 1, 12, 0, tzinfo=UTC), False, True),
        (datetime(2028, 9, 1, 12, 0, 1, tzinfo=UTC), False, False),
        (datetime(2028, 9, 1, 12, 0, tzinfo=UTC), True, True),
        (datetime(2028, 9, 1, 12, 0, 1, tzinfo=UTC), True, False),
    ],
)
def test_a_feed_keeps_90_days_back_and_18_months_ahead_and_a_cancelled_session_30_days(ends_at, cancelled, there):
    assert in_window(ends_at, now=NOW, cancelled=cancelled) is there


@pytest.mark.parametrize(
    ("now", "latest"),
    [
        ((2026, 8, 31), (2028, 2, 29)),
        ((2027, 8, 31), (2029, 2, 28)),
        ((2026, 6, 30), (2027, 12, 30)),
        ((2026, 7, 15), (2028, 1, 15)),
    ],
)
def test_eighteen_months_are_counted_by_the_calendar_and_stop_at_the_months_end(now, latest):
    assert window(now=datetime(*now, tzinfo=UTC))[1] == datetime(*latest, tzinfo=UTC)


def test_the_window_is_the_same_wherever_the_clock_stands():
    in_london = datetime(2027, 4, 1, 0, 30, tzinfo=ZoneInfo("Europe/London"))
    assert window(now=in_london) == window(now=in_london.astimezone(UTC))
    assert window(now=in_london)[1] == datetime(2028, 9, 30, 23, 30, tzinfo=UTC)
