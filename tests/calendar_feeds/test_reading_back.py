"""Whatever is typed, two independent readers find it again, and find nothing else."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import icalendar
from hypothesis import example, given, settings
from hypothesis import strategies as st

from calendar_feeds.rules import Occurrence, Status, calendar_bytes, occurrence_bytes, single_event
from tests.thorough import examples

FRAGMENTS = [
    *("\\", "\\n", "\\N", "\\\\", ";", ",", ":", '"', "'", "^", "^n", "\t", " ", "%0A", "="),
    *("\r", "\n", "\r\n", "\n\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x00", "\x1c", "\x7f", "\ud83d"),
    *("\r\nATTENDEE:mailto:rowan@trust.example", "\rEND:VEVENT\r", "\nBEGIN:VALARM", "\u2028DTSTART:20270101"),
    *(
        "\\\\NHS01\\share\\new",
        "C:\\new;x",
        "👩🏽‍🦽",
        "🏴󠁧󠁢󠁷󠁬󠁳󠁿",
        "שלום עולם",
        "\u202eمرحبا\u202c",
        "\ufeff",
        "Llanfair­pwll",
        "é" * 40,
        "x" * 76,
    ),
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=200),
)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))
LINKS = st.one_of(st.just(""), TEXTS.map("https://meet.example/".__add__))
PLACES = st.one_of(st.just((None, None)), st.tuples(st.floats(-90, 90), st.floats(-180, 180)))


@st.composite
def occurrences(draw):
    start, (latitude, longitude) = draw(MOMENTS), draw(PLACES)
    return Occurrence(
        uid=draw(st.uuids().map("session-{}@coordinator.invalid".format)),
        sequence=draw(st.integers(0, 2**31 - 1)),
        revised_at=draw(MOMENTS),
        created_at=draw(st.none() | MOMENTS),
        starts_at=start,
        ends_at=start + draw(st.timedeltas(timedelta(seconds=1), timedelta(days=3))),
        title=draw(TEXTS),
        location=draw(TEXTS),
        description=draw(TEXTS),
        organizer_mailbox=draw(TEXTS.map("{}team@trust.example".format)),
        organizer_name=draw(TEXTS),
        status=draw(st.sampled_from(Status)),
        private=draw(st.booleans()),
        url=draw(LINKS),
        video_link=draw(LINKS),
        latitude=latitude,
        longitude=longitude,
        zone=draw(st.sampled_from(["Europe/London", "Europe/Paris", "UTC"])),
    )


def meant(text):
    """What a reader should see: one kind of line end, no control character but TAB, no half characters."""
    kept = []
    for character in text.replace("\r\n", "\n"):
        if character in "\n\r\x0b\x0c\x85\u2028\u2029":
            kept.append("\n")
        elif character == "\t" or unicodedata.category(character) not in ("Cc", "Cs"):
            kept.append(character)
    return "".join(kept)


def unescaped(raw):
    """A TEXT value read character by character, as RFC 5545 3.3.11 says; a stray backslash or separator is refused."""
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", raw, re.DOTALL)
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], raw, flags=re.DOTALL)


def expected_texts(event):
    link = "" if event.video_link in event.description else event.video_link
    title = f"Cancelled: {event.title}" if event.status == Status.CANCELLED else event.title
    texts = {
        "SUMMARY": title,
        "LOCATION": event.location or event.video_link,
        "DESCRIPTION": event.description + ("\n\n" if event.description and link else "") + link,
    }
    return {name: meant(text) for name, text in texts.items() if text or name == "SUMMARY"}


def expected_names(event):
    optional = {
        "CREATED": event.created_at is not None,
        "DESCRIPTION": event.description or event.video_link,
        "LOCATION": event.location or event.video_link,
        "GEO": event.latitude is not None,
        "X-APPLE-STRUCTURED-LOCATION": event.latitude is not None and event.location,
        "URL": event.url,
        "CLASS": event.private,
        "CONFERENCE": event.video_link,
    }
    always = ["BEGIN", "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "ORGANIZER"]
    names = [*always, "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "END"]
    return sorted(names + [name for name, there in optional.items() if there])


@settings(deadline=None, max_examples=examples(300))
@given(occurrences())
def test_no_text_can_add_a_line_or_lose_a_character(read, event):
    lines = read(occurrence_bytes(event))
    assert sorted(name for name, _, _ in lines) == expected_names(event)
    found = {name: unescaped(value) for name, _, value in lines if name in ("SUMMARY", "LOCATION", "DESCRIPTION")}
    assert found == expected_texts(event)


@settings(deadline=None, max_examples=examples(300))
@given(occurrences())
def test_the_icalendar_library_reads_back_the_same_session(event):
    calendar = icalendar.Calendar.from_ical(single_event(occurrence_bytes(event)))
    (read_event,) = calendar.walk("VEVENT")
    assert [component.errors for component in calendar.walk()] == [[] for _ in calendar.walk()]
    assert {name: str(read_event[name]) for name in expected_texts(event)} == expected_texts(event)
    assert_same_facts(read_event, event)
    assert_same_addresses(read_event, event)


def on_one_line(text):
    """A name as a quoted parameter may say it."""
    lines = [line.strip() for line in meant(text).split("\n")]
    return ", ".join(line for line in lines if line).replace('"', "'").replace("\\", "/")


def assert_same_addresses(read_event, event):
    assert read_event["ORGANIZER"].params["CN"] == on_one_line(event.organizer_name)
    assert unquote(read_event["ORGANIZER"]) == "mailto:" + meant(event.organizer_mailbox).strip()
    for name, link in (("URL", event.url), ("CONFERENCE", event.video_link)):
        assert unquote(read_event.get(name, "")) == unquote(meant(link).strip())
    if pin := read_event.get("X-APPLE-STRUCTURED-LOCATION"):
        assert pin.params["X-TITLE"] == on_one_line(event.location)


def assert_same_facts(read_event, event):
    found = (
        *(str(read_event["UID"]), read_event["SEQUENCE"], str(read_event["STATUS"])),
        *(read_event["DTSTAMP"].dt, read_event["LAST-MODIFIED"].dt),
        *(read_event["DTSTART"].dt.astimezone(UTC), read_event["DTEND"].dt.astimezone(UTC)),
    )
    revised_at, start, end = (m.replace(microsecond=0) for m in (event.revised_at, event.starts_at, event.ends_at))
    assert found == (event.uid, event.sequence, event.status.value, revised_at, revised_at, start, end)
    assert (str(read_event.get("CLASS", "")) == "PRIVATE") == event.private
    assert "ATTENDEE" not in read_event
    assert read_event.subcomponents == []
    if event.latitude is not None:
        north, east = read_event["GEO"].latitude, read_event["GEO"].longitude
        assert abs(north - event.latitude) <= 5.1e-7
        assert abs(east - event.longitude) <= 5.1e-7


@settings(deadline=None, max_examples=examples(100))
@given(TEXTS, TEXTS, st.lists(occurrences(), max_size=4, unique_by=lambda event: event.uid))
def test_a_feed_holds_its_events_and_its_name_whatever_they_are(read, name, description, events):
    feed = calendar_bytes(name, description, map(occurrence_bytes, events))
    lines = read(feed)
    assert [value for key, _, value in lines if key == "BEGIN" and value != "VEVENT"] == [
        *("VCALENDAR", "VTIMEZONE", "DAYLIGHT", "STANDARD"),
    ]
    assert [unescaped(value) for key, _, value in lines if key in ("NAME", "X-WR-CALNAME")] == [meant(name)] * 2
    parsed = icalendar.Calendar.from_ical(feed)
    assert [str(event["UID"]) for event in parsed.walk("VEVENT")] == [event.uid for event in events]


@settings(deadline=None)
@given(occurrences())
def test_the_same_session_gives_the_same_bytes_every_time(event):
    again = Occurrence(**{name: getattr(event, name) for name in event.__slots__})
    assert occurrence_bytes(again) == occurrence_bytes(event)


@settings(deadline=None)
@given(st.integers(60, 80), st.sampled_from(["e", "é", "€", "🦽"]))
@example(75, "e")
@example(76, "e")
def test_a_line_is_folded_at_75_octets_and_not_before(read, session, length, character):
    title = "x" * (length - len("SUMMARY:") - len(character.encode())) + character
    blob = occurrence_bytes(session(title=title))
    folded = b"SUMMARY:" + title.encode() + b"\r\n" not in blob
    assert (folded, ("SUMMARY", {}, title) in read(blob)) == (length > 75, True)
    if folded:
        first = blob.split(b"SUMMARY:")[1].split(b"\r\n")[0]
        assert 75 - len(character.encode()) < len(b"SUMMARY:" + first) <= 75
