"""What a subscriber's calendar is told about one session."""

import re
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from calendar_feeds.rules import WRITER_VERSION, Status, new_occurrence_uid, occurrence_bytes

# Whoever must change these bytes raises WRITER_VERSION with them, or readers keep what they have.
WHOLE_EVENT = """\
BEGIN:VEVENT
UID:session-7c9e6679-7425-40de-944b-e07fc1f90ae7@coordinator.invalid
DTSTAMP:20270201T093000Z
CREATED:20270105T080000Z
LAST-MODIFIED:20270201T093000Z
SEQUENCE:3
DTSTART;TZID=Europe/London:20270610T100000
DTEND;TZID=Europe/London:20270610T123000
SUMMARY:Panel: ward sister
DESCRIPTION:Come to the side door.\\nThe room has a hearing loop.\\n\\nhttps:/
 /meet.example/r/12
LOCATION:Room 2\\, Town Hall\\, Leeds LS1 1AA
GEO:53.801300;-1.548600
X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-APPLE-RADIUS=100;X-TITLE="Room 2, T
 own Hall, Leeds LS1 1AA":geo:53.801300,-1.548600
ORGANIZER;CN="Involvement team":mailto:involvement@trust.example
URL:https://coordinator.example/me/places/12
CLASS:PRIVATE
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:https://meet.example/r/12
END:VEVENT
"""


def values(event):
    """The last raw value of each property, by name."""
    return {name: value for name, _, value in event}


def test_every_part_of_a_session_is_written_in_these_very_bytes(session):
    whole = session(
        created_at=datetime(2027, 1, 5, 8, tzinfo=UTC),
        url="https://coordinator.example/me/places/12",
        video_link="https://meet.example/r/12",
        latitude=53.8013,
        longitude=Decimal("-1.5486"),
        private=True,
    )
    assert (WRITER_VERSION, occurrence_bytes(whole)) == (1, WHOLE_EVENT.replace("\n", "\r\n").encode())


def test_a_plain_session_says_only_what_is_known(session, read):
    assert [name for name, _, _ in read(occurrence_bytes(session(location="", description="")))] == [
        *("BEGIN", "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY"),
        *("ORGANIZER", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "END"),
    ]


def test_the_same_session_is_the_same_bytes_however_its_times_were_said(session):
    start = datetime(2027, 6, 10, 9, 0, tzinfo=UTC)
    forms = [start.astimezone(zone) for zone in (UTC, ZoneInfo("Europe/London"), timezone(timedelta(hours=5)))]
    blobs = {occurrence_bytes(session(starts_at=form)) for form in forms}
    blobs.add(occurrence_bytes(session(starts_at=start.replace(microsecond=999_999))))
    assert blobs == {occurrence_bytes(session())}


@pytest.mark.parametrize(
    ("status", "title", "shown", "busy"),
    [
        (Status.CONFIRMED, "Panel: ward sister", "OPAQUE", "BUSY"),
        (Status.TENTATIVE, "Panel: ward sister", "OPAQUE", "TENTATIVE"),
        (Status.CANCELLED, "Cancelled: Panel: ward sister", "TRANSPARENT", "FREE"),
    ],
)
def test_a_cancelled_session_says_so_in_its_title_and_leaves_the_time_free(session, read, status, title, shown, busy):
    told = values(read(occurrence_bytes(session(status=status))))
    assert (told["STATUS"], told["SUMMARY"], told["TRANSP"], told["X-MICROSOFT-CDO-BUSYSTATUS"]) == (
        *(status.value, title),
        *(shown, busy),
    )


def test_a_welsh_reader_is_told_of_a_cancellation_in_welsh(session, read):
    blob = occurrence_bytes(session(status=Status.CANCELLED), cancelled_prefix="Wedi'i ganslo: ")
    assert values(read(blob))["SUMMARY"] == "Wedi'i ganslo: Panel: ward sister"


def test_only_a_personal_feed_is_marked_private(session, read):
    told = [values(read(occurrence_bytes(session(private=private)))).get("CLASS") for private in (True, False)]
    assert told == ["PRIVATE", None]


def test_a_session_that_is_only_online_has_its_link_as_the_place_and_no_pin(session, read):
    online = session(location="", video_link="https://meet.example/r/12", latitude=53.8, longitude=-1.5)
    told = values(read(occurrence_bytes(online)))
    assert told["LOCATION"] == told["CONFERENCE"] == "https://meet.example/r/12"
    assert (told["GEO"], "X-APPLE-STRUCTURED-LOCATION" in told) == ("53.800000;-1.500000", False)


def test_a_video_link_that_the_text_already_gives_is_not_repeated(session, read):
    online = session(description="Join at https://meet.example/r/12", video_link="https://meet.example/r/12")
    assert values(read(occurrence_bytes(online)))["DESCRIPTION"] == "Join at https://meet.example/r/12"


def test_a_video_link_stands_alone_when_there_is_no_other_text(session, read):
    online = session(description="", video_link="https://meet.example/r/12")
    assert values(read(occurrence_bytes(online)))["DESCRIPTION"] == "https://meet.example/r/12"


def test_a_place_on_the_meridian_is_not_minus_nothing(session, read):
    assert values(read(occurrence_bytes(session(latitude=-1e-9, longitude=-0.0))))["GEO"] == "0.000000;0.000000"


def test_a_place_of_several_lines_is_one_line_on_apples_pin(session, read):
    place = 'Room "2"\r\nTown Hall ^n\n\nC:\\Leeds'
    lines = read(occurrence_bytes(session(location=place, latitude=53.8, longitude=-1.5)))
    pins = [line for line in lines if line[0].startswith("X-APPLE")]
    assert pins == [
        (
            "X-APPLE-STRUCTURED-LOCATION",
            {"VALUE": "URI", "X-APPLE-RADIUS": "100", "X-TITLE": '''"Room '2', Town Hall ^^n, C:/Leeds"'''},
            "geo:53.800000,-1.500000",
        )
    ]


@pytest.mark.parametrize(
    ("mailbox", "address"),
    [
        ("involvement+panels@trust.example", "mailto:involvement+panels@trust.example"),
        (
            "team@trust.example\r\nATTENDEE:mailto:rowan@trust.example",
            "mailto:team@trust.example%0AATTENDEE:mailto:rowan@trust.example",
        ),
        ("tîm@ymddiriedolaeth.example", "mailto:t%C3%AEm@ymddiriedolaeth.example"),
    ],
)
def test_the_organiser_is_one_address_and_cannot_open_another_line(session, read, mailbox, address):
    told = read(occurrence_bytes(session(organizer_mailbox=mailbox, organizer_name='Team "A"; Leeds')))
    organiser = [line for line in told if line[0] == "ORGANIZER"]
    assert organiser == [("ORGANIZER", {"CN": "\"Team 'A'; Leeds\""}, address)]


def test_a_link_keeps_its_marks_and_loses_its_line_breaks(session, read):
    link = "https://meet.example/j;a=1,2?p=%41&q=x#f\r\nATTENDEE:mailto:a@b \u00e9 "
    told = values(read(occurrence_bytes(session(video_link=link, description=link, location="Online"))))
    assert told["CONFERENCE"] == "https://meet.example/j;a=1,2?p=%41&q=x#f%0AATTENDEE:mailto:a@b%20%C3%A9"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"uid": ""}, "a uid and a sequence"),
        ({"sequence": -1}, "a uid and a sequence"),
        ({"starts_at": datetime(2027, 6, 10, 9, 0)}, "needs a time zone"),
        ({"ends_at": datetime(2027, 6, 10, 9, 0)}, "needs a time zone"),
        ({"revised_at": datetime(2027, 2, 1)}, "needs a time zone"),
        ({"created_at": datetime(2027, 2, 1)}, "needs a time zone"),
        ({"ends_at": datetime(2027, 6, 10, 9, 0, 0, 999_999, tzinfo=UTC)}, "at least a second after"),
        ({"ends_at": datetime(2027, 6, 10, 8, 0, tzinfo=UTC)}, "at least a second after"),
        ({"organizer_mailbox": "Involvement team"}, "must be a mailbox"),
        ({"url": "javascript:alert(1)"}, "must begin with https://"),
        ({"video_link": "meet.example/r/12"}, "must begin with https://"),
        ({"latitude": 53.8}, "together or not at all"),
        ({"longitude": -1.5}, "together or not at all"),
        ({"latitude": 90.1, "longitude": 0}, "within 90 degrees"),
        ({"latitude": -90.1, "longitude": 0}, "within 90 degrees"),
        ({"latitude": 0, "longitude": 180.1}, "within 90 degrees"),
        ({"latitude": 0, "longitude": -180.1}, "within 90 degrees"),
        ({"latitude": float("nan"), "longitude": 0}, "within 90 degrees"),
    ],
)
def test_a_session_no_calendar_would_take_is_refused_and_says_why(session, changes, why):
    with pytest.raises(ValueError, match=why):
        session(**changes)


def test_the_shortest_session_lasts_a_second_and_the_poles_are_on_the_map(session):
    end = datetime(2027, 6, 10, 9, 0, 1, tzinfo=UTC)
    assert session(ends_at=end, latitude=90, longitude=-180, url="HTTPS://coordinator.example").ends_at == end


def test_a_written_session_cannot_be_changed_in_place(session):
    with pytest.raises(FrozenInstanceError):
        session().title = "Another"


def test_a_uid_names_its_kind_and_no_host_and_never_comes_twice():
    uids = {new_occurrence_uid("mock-patient-day") for _ in range(200)}
    assert len(uids) == 200
    pattern = (
        r"mock-patient-day-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}@coordinator\.invalid"
    )
    assert [uid for uid in uids if not re.fullmatch(pattern, uid)] == []


@pytest.mark.parametrize("kind", ["", "Session", "rowan ash", "a@b", "session\n"])
def test_a_uid_kind_that_is_more_than_a_word_is_refused(kind):
    with pytest.raises(ValueError, match="kind must be lower-case"):
        new_occurrence_uid(kind)
