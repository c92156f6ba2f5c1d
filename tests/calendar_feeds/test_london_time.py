"""Nobody comes an hour early or late when the clocks change."""

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil import tz

from calendar_feeds.rules import VTIMEZONE, occurrence_bytes, single_event

LONDON = ZoneInfo("Europe/London")
HALF_HOUR = timedelta(minutes=30)


def half_hours(start, end):
    for step in range((end - start) // HALF_HOUR):
        yield start + step * HALF_HOUR


def times(blob):
    """The DTSTART and DTEND lines of an event."""
    return [line for line in blob.decode().split("\r\n") if line.startswith(("DTSTART", "DTEND"))]


@pytest.fixture(scope="module")
def block():
    """Our VTIMEZONE as dateutil's reader understands it, which knows nothing of zoneinfo and refuses X- lines."""
    lines = VTIMEZONE.decode().replace("X-LIC-LOCATION:Europe/London\r\n", "")
    return tz.tzical(io.StringIO(lines)).get("Europe/London")


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        # Spring, 28 March 2027: 01:00 becomes 02:00.
        (
            (2027, 3, 28, 0, 30),
            (2027, 3, 28, 1, 0),
            ["TZID=Europe/London:20270328T003000", "TZID=Europe/London:20270328T020000"],
        ),
        (
            (2027, 3, 27, 10, 0),
            (2027, 3, 27, 12, 0),
            ["TZID=Europe/London:20270327T100000", "TZID=Europe/London:20270327T120000"],
        ),
        (
            (2027, 3, 29, 9, 0),
            (2027, 3, 29, 11, 0),
            ["TZID=Europe/London:20270329T100000", "TZID=Europe/London:20270329T120000"],
        ),
        # Autumn, 25 October 2026: 02:00 becomes 01:00, and 01:30 comes twice.
        (
            (2026, 10, 24, 23, 30),
            (2026, 10, 25, 0, 30),
            ["TZID=Europe/London:20261025T003000", "TZID=Europe/London:20261025T013000"],
        ),
        (
            (2026, 10, 25, 2, 0),
            (2026, 10, 25, 3, 0),
            ["TZID=Europe/London:20261025T020000", "TZID=Europe/London:20261025T030000"],
        ),
    ],
)
def test_a_session_near_a_clock_change_is_written_at_the_time_on_the_wall(session, start, end, written):
    blob = occurrence_bytes(session(starts_at=datetime(*start, tzinfo=UTC), ends_at=datetime(*end, tzinfo=UTC)))
    assert times(blob) == [f"DTSTART;{written[0]}", f"DTEND;{written[1]}"]


@pytest.mark.parametrize("start", [(2026, 10, 25, 0, 30), (2026, 10, 25, 1, 30)])
def test_a_session_that_touches_the_repeated_hour_a_second_time_is_written_in_utc(session, start):
    begin = datetime(*start, tzinfo=UTC)
    end = datetime(2026, 10, 25, 1, 45, tzinfo=UTC)
    assert times(occurrence_bytes(session(starts_at=begin, ends_at=end))) == [
        f"DTSTART:{begin:%Y%m%dT%H%M%S}Z",
        "DTEND:20261025T014500Z",
    ]


@pytest.mark.parametrize("zone", ["Europe/Paris", "UTC", "America/New_York"])
def test_an_organisation_elsewhere_gets_its_times_in_utc(session, zone):
    begin = datetime(2027, 6, 10, 9, 0, tzinfo=UTC).astimezone(ZoneInfo(zone))
    assert times(occurrence_bytes(session(starts_at=begin, zone=zone))) == [
        "DTSTART:20270610T090000Z",
        "DTEND:20270610T113000Z",
    ]


@pytest.mark.parametrize("day", [datetime(2026, 10, 25, tzinfo=UTC), datetime(2027, 3, 28, tzinfo=UTC)])
def test_the_icalendar_library_finds_every_half_hour_of_the_days_of_change(session, day):
    moments = list(half_hours(day - timedelta(hours=6), day + timedelta(hours=30)))
    blobs = [occurrence_bytes(session(starts_at=moment, ends_at=moment + HALF_HOUR)) for moment in moments]
    events = [icalendar.Calendar.from_ical(single_event(blob)).walk("VEVENT")[0] for blob in blobs]
    found = [(event["DTSTART"].dt.astimezone(UTC), event["DTEND"].dt.astimezone(UTC)) for event in events]
    assert found == [(moment, moment + HALF_HOUR) for moment in moments]


@pytest.mark.parametrize("day", [datetime(2026, 10, 25, tzinfo=UTC), datetime(2027, 3, 28, tzinfo=UTC)])
def test_a_reader_who_trusts_only_our_block_comes_on_time_on_the_days_of_change(session, block, day):
    moments = list(half_hours(day - timedelta(hours=6), day + timedelta(hours=30)))
    starts = [times(occurrence_bytes(session(starts_at=m, ends_at=m + HALF_HOUR)))[0] for m in moments]
    assert [as_read(start, block) for start in starts] == moments


def test_the_block_alone_tells_london_time_every_half_hour_of_two_years(block):
    instants = half_hours(datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
    wrong = [moment for moment in instants if not told_alike(moment, block)]
    assert wrong == []


@pytest.mark.parametrize("year", range(1996, 2038))
def test_the_block_changes_the_clocks_at_the_same_second_as_london(block, year):
    changes = [last_sunday(year, month) for month in (3, 10)]
    around = [
        change + timedelta(seconds=seconds) for change in changes for seconds in (-3601, -3600, -1, 0, 1, 3599, 3600)
    ]
    assert [moment for moment in around if not told_alike(moment, block)] == []
    after = [change.astimezone(LONDON).utcoffset() for change in changes]
    assert after == [timedelta(hours=1), timedelta(0)]


def as_read(line, block):
    """The instant that a DTSTART line means, with the block as the only table of London time."""
    value = line.rpartition(":")[2]
    if value.endswith("Z"):
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=block).astimezone(UTC)


def told_alike(moment, block):
    """The same wall clock, offset and name from our block as from the system's table."""
    ours, system = moment.astimezone(block), moment.astimezone(LONDON)
    said = [(local.replace(tzinfo=None), local.utcoffset(), local.tzname()) for local in (ours, system)]
    return said[0] == said[1]


def last_sunday(year, month):
    """01:00 UTC on the month's last Sunday, when Britain's clocks change."""
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)
