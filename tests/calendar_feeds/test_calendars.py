"""A feed, an emptied feed and an attachment, as whole files."""

import icalendar

from calendar_feeds.rules import VTIMEZONE, calendar_bytes, empty_calendar, occurrence_bytes, single_event

FEED_PROPERTIES = [
    ("BEGIN", {}, "VCALENDAR"),
    ("VERSION", {}, "2.0"),
    ("PRODID", {}, "-//Coordinator//Calendar feeds//EN"),
    ("CALSCALE", {}, "GREGORIAN"),
    ("METHOD", {}, "PUBLISH"),
    ("NAME", {}, "Panels\\, Leeds"),
    ("X-WR-CALNAME", {}, "Panels\\, Leeds"),
    ("DESCRIPTION", {}, "Sessions of the panel"),
    ("X-WR-CALDESC", {}, "Sessions of the panel"),
    ("X-WR-TIMEZONE", {}, "Europe/London"),
    ("REFRESH-INTERVAL", {"VALUE": "DURATION"}, "PT1H"),
    ("X-PUBLISHED-TTL", {}, "PT1H"),
    ("COLOR", {}, "teal"),
    ("X-APPLE-CALENDAR-COLOR", {}, "#0B5D57"),
]


def test_a_feed_opens_with_these_properties_and_no_uid_or_source(read):
    lines = read(calendar_bytes("Panels, Leeds", "Sessions of the panel", []))
    assert lines == [*FEED_PROPERTIES, *read(VTIMEZONE), ("END", {}, "VCALENDAR")]


def test_the_time_zone_is_the_one_block_that_outlook_reads():
    assert VTIMEZONE.decode().split("\r\n") == [
        *("BEGIN:VTIMEZONE", "TZID:Europe/London", "X-LIC-LOCATION:Europe/London"),
        *("BEGIN:DAYLIGHT", "DTSTART:19700329T010000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "TZNAME:BST"),
        *("TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "END:DAYLIGHT"),
        *("BEGIN:STANDARD", "DTSTART:19701025T020000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "TZNAME:GMT"),
        *("TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE", ""),
    ]


def test_a_feed_holds_the_stored_bytes_of_each_session_untouched_and_in_order(session):
    blobs = [occurrence_bytes(session(uid=f"session-{number}@coordinator.invalid")) for number in (2, 1, 3)]
    feed = calendar_bytes("Panels", "", (blob for blob in blobs))
    assert feed == calendar_bytes("Panels", "", []).replace(b"END:VCALENDAR", b"".join(blobs) + b"END:VCALENDAR")


def test_a_feed_without_a_description_does_not_say_an_empty_one(read):
    names = [name for name, _, _ in read(calendar_bytes("Panels", "", []))]
    assert [name for name in names if name in ("DESCRIPTION", "X-WR-CALDESC")] == []


def test_a_revoked_address_answers_a_calendar_that_holds_nothing_but_its_time_zone():
    calendar = icalendar.Calendar.from_ical(empty_calendar("My places"))
    assert [component.name for component in calendar.subcomponents] == ["VTIMEZONE"]
    assert str(calendar["NAME"]) == "My places"
    assert empty_calendar("My places") == calendar_bytes("My places", "", [])


def test_a_revoked_address_may_say_why_it_is_empty(read):
    told = "This address was switched off."
    assert ("DESCRIPTION", {}, told) in read(empty_calendar("My places", told))


def test_an_attachment_is_one_session_that_opens_in_the_readers_own_calendar(session, read):
    lines = read(single_event(occurrence_bytes(session())))
    event = read(occurrence_bytes(session()))
    assert lines == [*FEED_PROPERTIES[:5], *read(VTIMEZONE), *event, ("END", {}, "VCALENDAR")]
