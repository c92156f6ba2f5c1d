"""By when something has to be arranged, and when a person is asked to check (access.md 1.3, 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coordinator.working_days import add_working_days

PAPERS_AHEAD = 10  # working days before the session on which papers go out (access.md section 3)
READ_WITH_THE_PERSON = frozenset({"format.readaloud", "format.early"})
SOON = 5  # working days
TALK_WITHIN = 5  # working days: "Ring or meet within 5 working days" (access.md 1.4, other.talk)
A_YEAR = timedelta(days=365)
BEFORE_A_SESSION = timedelta(days=28)
ASKED_AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class Due:
    """Plan for `target`; after `least` it is at risk."""

    target: date
    least: date


class Standing(StrEnum):
    """How one need stands for one date."""

    ARRANGED = "arranged"
    AT_RISK = "at_risk"
    DUE = "due"
    IN_TIME = "in_time"


def counts_from_papers(code: str) -> bool:
    """Formats count back from the day papers go out, everything else from the session.

    Easy Read at 25 working days and papers 10 ahead means a final text 35 working days before.
    """
    return code.startswith("format.") and code not in READ_WITH_THE_PERSON


def due(day: date, *, target: int, least: int, from_papers: bool = False) -> Due:
    """The last days to have it arranged, counted back in working days from the session's `day`, which is not counted."""
    start = add_working_days(day, -PAPERS_AHEAD) if from_papers else day
    return Due(add_working_days(start, -target), add_working_days(start, -least))


def standing(by: Due, *, arranged: bool, today: date) -> Standing:
    """Arranged; at risk past the last day; due on and after the planned day; else in time."""
    if arranged:
        return Standing.ARRANGED
    if today > by.least:
        return Standing.AT_RISK
    return Standing.DUE if today >= by.target else Standing.IN_TIME


def is_soon(day: date, *, today: date) -> bool:
    """Within five working days, or over."""
    return day <= add_working_days(today, SOON)


def talk_by(asked: date) -> date:
    """The day by which we ring somebody who would rather talk."""
    return add_working_days(asked, TALK_WITHIN)


def check_by(*, checked: date, next_session: date | None, today: date) -> date | None:
    """By when a person is asked whether all is still right: once a year, and once before a session; None: not now.

    Before a session when the last check is older than four weeks before it, asked from 30 days ahead, so that it is
    known ten working days before the day.
    """
    if next_session and checked < next_session - BEFORE_A_SESSION and today >= next_session - ASKED_AHEAD:
        return max(today, add_working_days(next_session, -PAPERS_AHEAD))
    yearly = checked + A_YEAR
    return yearly if today >= yearly - ASKED_AHEAD else None
