"""When a changed occurrence counts as a new one for the calendars that hold it."""

from dataclasses import replace
from datetime import datetime, timedelta

from .occurrences import Occurrence, occurrence_bytes, place_lines, whole_second


def needs_new_sequence(before: Occurrence, after: Occurrence) -> bool:
    """Whether SEQUENCE must rise: the time, status, place or title is another.

    RFC 5546 2.1.4 asks it for time and status; place and title are our choice, because a reader who misses them goes
    to the wrong door. The place includes the video link and the pin on the map. Moments are compared, not how they
    are written: one instant said in two zones is no change, a move from the first pass of October's repeated hour to
    the second is one (Python alone compares both the wrong way).
    """
    return _gist(before) != _gist(after)


def _gist(event: Occurrence) -> tuple[object, ...]:
    moments = (whole_second(event.starts_at), whole_second(event.ends_at))
    return (*moments, event.status, event.title, event.video_link, *place_lines(event))


def revision(before: Occurrence, after: Occurrence, *, now: datetime) -> Occurrence:
    """`after` with the SEQUENCE and `revised_at` it must carry; `before` itself when nothing shown has changed.

    `revised_at` always rises by a second or more, also when the clock stood still or went back: between equal
    sequences the later DTSTAMP wins (RFC 5546 2.1.5). Raises ValueError when the two are not the same occurrence.
    """
    if after.uid != before.uid:
        raise ValueError("a revision keeps its uid")
    unstamped = replace(after, sequence=before.sequence, revised_at=before.revised_at)
    if occurrence_bytes(unstamped) == occurrence_bytes(before):
        return before
    revised_at = max(whole_second(now), whole_second(before.revised_at) + timedelta(seconds=1))
    return replace(after, sequence=before.sequence + needs_new_sequence(before, after), revised_at=revised_at)
