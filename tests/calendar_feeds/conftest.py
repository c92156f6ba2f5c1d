"""One session of a panel, and a strict reader of iCalendar that shares no code with the writer."""

from collections.abc import Generator
from datetime import UTC, datetime

import pytest
import time_machine

from calendar_feeds.rules import Occurrence, Status

SESSION = {
    "uid": "session-7c9e6679-7425-40de-944b-e07fc1f90ae7@coordinator.invalid",
    "sequence": 3,
    "revised_at": datetime(2027, 2, 1, 9, 30, tzinfo=UTC),
    "starts_at": datetime(2027, 6, 10, 9, 0, tzinfo=UTC),
    "ends_at": datetime(2027, 6, 10, 11, 30, tzinfo=UTC),
    "title": "Panel: ward sister",
    "location": "Room 2, Town Hall, Leeds LS1 1AA",
    "description": "Come to the side door.\nThe room has a hearing loop.",
    "organizer_mailbox": "involvement@trust.example",
    "organizer_name": "Involvement team",
    "status": Status.CONFIRMED,
    "private": False,
}


@pytest.fixture
def today(now: datetime) -> Generator[None]:
    """Feeds show a window around the day they are read on."""
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture(scope="session")
def session():
    """Make the session, with what the test wants otherwise."""

    def make(**changes):
        return Occurrence(**{**SESSION, **changes})

    return make


@pytest.fixture(scope="session")
def read():
    """Read a calendar or one event into [(name, parameters, raw value)], refusing what RFC 5545 3.1 refuses."""
    return _read


def _read(data):
    text = data.decode()
    assert text.endswith("\r\n")
    physical = data.split(b"\r\n")[:-1]
    # No other break that any reader could see: not a bare CR or LF, not NEL, LS or PS.
    assert [line.decode() for line in physical] == text.splitlines()
    assert max(map(len, physical)) <= 75
    return [_parts(line) for line in text.replace("\r\n ", "").split("\r\n")[:-1]]


def _parts(line):
    """Cut at the first colon outside quotes, then at the semicolons outside quotes."""
    quoted, cuts = False, []
    for place, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character in ";:" and not quoted:
            cuts.append(place)
            if character == ":":
                break
    pieces = [line[a + 1 : b] for a, b in zip([-1, *cuts], cuts, strict=False)]
    return pieces[0], dict(piece.split("=", 1) for piece in pieces[1:]), line[cuts[-1] + 1 :]
