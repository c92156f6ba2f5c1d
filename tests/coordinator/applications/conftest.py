"""A call with three short questions, and people who applied to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from coordinator.applications.actions import Sender, save_application, send_application
from coordinator.applications.models import Application
from coordinator.opportunities.models import Opportunity, Question
from coordinator.organisations.models import Role
from tests.making import World, make_call, make_panel, make_person, make_session

PARTS = {"name": "Doreen Alcott", "email": "doreen@example.org", "channel": "email"}


@pytest.fixture
def call(world: World) -> Opportunity:
    """An open call with two places, four reserves, one day and two questions of its own."""
    call = make_call(world, panel=make_panel(world, reserves=4))
    make_session(call.panel, venue=world.venue)
    Question.objects.create(opportunity=call, position=1, text="What have you used?", needed=True)
    Question.objects.create(opportunity=call, position=2, text="What would you ask?")
    return call


def sender(name: str = "Doreen Alcott", **fields: Any) -> Sender:
    """Somebody who writes her name and an email address."""
    return Sender(**({"full_name": name, "email": "doreen@example.org"} | fields))


def apply(call: Opportunity, who: Sender, *, now: datetime, person: Any = None, **answers: str) -> Application:
    """Somebody sends an application without an account."""
    draft, _token = save_application(call, {}, form_key=uuid4(), person=person, now=now)
    questions = list(call.questions.all())
    said = {questions[int(number[1:]) - 1].pk: text for number, text in answers.items()}
    return send_application(draft, sender=who, answers=said, now=now)


def applicant(world: World, call: Opportunity, name: str, *, now: datetime, **fields: Any) -> Application:
    """A volunteer with an account who applied."""
    person = make_person(name, role=Role.VOLUNTEER, organisation=world.organisation, **fields)
    return apply(call, sender(name, email=person.email), now=now, person=person)


def letters_to(person: Any) -> list[str]:
    """The kinds of letter this person was sent, in order."""
    return list(person.letters.order_by("created_at", "pk").values_list("kind", flat=True))
