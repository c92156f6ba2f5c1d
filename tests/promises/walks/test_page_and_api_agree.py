"""Each step of each record, taken on its page and over the API: the same state, the same line in the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from coordinator.applications.models import Application
from coordinator.workflow.models import Event
from coordinator.workflow.steps import Step, all_steps
from tests.promises.address import value_of
from tests.promises.addresses import ADDRESSES
from tests.promises.house import House
from tests.promises.steps import ONLY, TAKEN, Taken, Way
from tests.promises.walking import Street, Visitor, taken_back

pytestmark = pytest.mark.slow


def steps() -> dict[str, Step]:
    """Every registered step by its verb."""
    return {step.verb: step for found in all_steps().values() for step in found}


def test_every_step_is_taken_here_or_says_why_not() -> None:
    told = {taken.verb for taken in TAKEN} | set(ONLY)
    assert set(steps()) - told == set(), "say in tests/promises/steps.py how pages and API take it"
    assert told - set(steps()) == set()
    assert {taken.verb for taken in TAKEN} & set(ONLY) == set()


def filled(body: Any, house: House) -> Mapping[str, Any]:
    """The body with the records of this house."""
    if callable(body):
        return body(house)
    return {name: value_of(way, house) for name, way in body.items()}


def came_of(street: Street, taken: Taken, way: Way) -> tuple[Any, ...]:
    """(state, verbs of its own events) after the step was taken this way; then it is taken back."""
    house, (name, args, body) = street.ours, way
    cache.clear()
    with taken_back():
        if taken.before:
            taken.before(house)
        person = value_of(taken.who, house) if taken.who else None
        visitor = Visitor.of(house, person) if person else Visitor()
        known = set(Event.objects.values_list("pk", flat=True))
        there = set(Application.objects.values_list("pk", flat=True))
        path = reverse(name, kwargs={key: value_of(each, house) for key, each in args.items()})
        answer = visitor.ask(ADDRESSES[name], path, "post", filled(body, house))
        assert answer.status_code in {200, 201, 302}, (taken.verb, name, answer.status_code, answer.content[:3000])
        if taken.record == "newest":
            record = Application.objects.exclude(pk__in=there).get()
        else:
            record = value_of(taken.record, house)
            record = type(record)._default_manager.get(pk=record.pk)
        events = Event.objects.filter(record_id=record.pk).exclude(pk__in=known).order_by("at", "pk")
        return record.status, sorted(events.values_list("verb", "before", "after"))


@pytest.mark.parametrize("taken", TAKEN, ids=[f"{taken.verb}-{taken.record}" for taken in TAKEN])
def test_page_and_api_reach_the_same_state(street: Street, taken: Taken) -> None:
    on_page, over_api = came_of(street, taken, taken.page), came_of(street, taken, taken.api)
    assert on_page == over_api
    step = steps()[taken.verb]
    # The verb of what somebody told by phone or post ends in how: "application.enter.phone".
    moved = [
        (before in step.sources, after) for verb, before, after in on_page[1] if f"{verb}.".startswith(f"{taken.verb}.")
    ]
    assert moved == [(True, step.target)], on_page
