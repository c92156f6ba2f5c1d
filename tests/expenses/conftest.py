"""A day that Rowan came to, and ways to write and send a claim for it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from coordinator.panels.models import Place, Session
from coordinator.workflow.steps import take
from expenses.claims.actions import LineSaid, begin_claim, save_line, send_claim
from expenses.claims.models import Claim, ClaimLine, Question
from expenses.claims.steps import ASK
from tests.making import World, make_panel, make_place, make_session

DAY = date(2026, 3, 26)
THAT_EVENING = datetime(2026, 3, 26, 19, 0, tzinfo=UTC)
WEEK_BEFORE = datetime(2026, 3, 19, 9, 0, tzinfo=UTC)


@pytest.fixture
def session(world: World) -> Session:
    """The interview day, Thursday 26 March 2026."""
    return make_session(make_panel(world), venue=world.venue)


@pytest.fixture
def place(world: World, session: Session) -> Place:
    """Rowan's place on it."""
    return make_place(session.panel, world.rowan)


@pytest.fixture
def claim(place: Place, session: Session) -> Claim:
    """Her claim, just begun."""
    return begin_claim(place, session, by=place.person, now=THAT_EVENING)


def add(
    claim: Claim, kind: str = "train", pence: int = 1840, *, now: datetime = THAT_EVENING, **more: Any
) -> ClaimLine:
    """One line written by the person herself."""
    said = LineSaid(kind, more.pop("day", DAY), pence, **more)
    return save_line(claim, said, by=claim.person, now=now)


def sent(claim: Claim, *, now: datetime = THAT_EVENING, **more: Any) -> Claim:
    """The claim with one train ticket at least, sent."""
    if not claim.lines.exists():
        add(claim, now=now)
    claim.refresh_from_db()
    return send_claim(claim, version=claim.version, by=claim.person, now=now, **more)


def asked(claim: Claim, by: Any, *, now: datetime) -> Question:
    """Finance asks about it."""
    question = Question.objects.create(
        claim=claim, template="receipt", text="Do you have the ticket?", asked_by=by, asked_at=now, released_by=by
    )
    take(ASK, claim, by=by, now=now)
    return question
