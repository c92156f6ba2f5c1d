"""Several people and workers at the same letters at the same moment."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from coordinator.letters import actions
from coordinator.letters.actions.sending import lease_some
from coordinator.letters.models import Letter
from coordinator.panels.letters import SESSION_ADDED
from coordinator.workflow import clock
from coordinator.workflow.models import Event
from coordinator.workflow.steps import SomebodyWasFaster
from tests.making import World, make_panel, make_session, make_world

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
AT_ONCE = 8


def all_at_once(*actions: Callable[[], Any]) -> list[Any]:
    """What each of these answers or raises when all begin together, each in a thread and connection of its own."""
    gate, answers = threading.Barrier(len(actions)), [None] * len(actions)

    def run(index: int, act: Callable[[], Any]) -> None:
        connection.ensure_connection()
        gate.wait(30)
        try:
            answers[index] = act()
        except SomebodyWasFaster as reason:
            answers[index] = type(reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


@pytest.fixture
def world() -> World:
    return make_world()


def letter(world: World, **fields: Any) -> Letter:
    """One letter of a real kind, in the state it is given."""
    now = timezone.now()
    session = make_session(make_panel(world), starts_at=now + timedelta(days=30))
    made = actions.post(SESSION_ADDED, to=world.rowan, about=session, contact=world.contact, now=now)
    Letter.objects.filter(pk=made.pk).update(**fields)
    return Letter.objects.get(pk=made.pk)


def test_eight_workers_share_forty_letters_and_none_is_held_twice(world: World) -> None:
    for _each in range(40):
        letter(world)
    later = timezone.now() + timedelta(seconds=1)

    hands = all_at_once(*[lambda: lease_some(now=later, lasts=timedelta(minutes=3), at_most=7)] * AT_ONCE)

    held = Counter(each.pk for hand in hands for each in hand)
    assert set(held.values()) == {1}
    assert len(held) == 40


@pytest.mark.parametrize("round_number", range(5))
def test_the_same_news_posted_by_eight_at_once_is_one_letter(world: World, round_number: int) -> None:
    now = timezone.now()
    session = make_session(make_panel(world), starts_at=now + timedelta(days=30))

    def post() -> Letter:
        return actions.post(SESSION_ADDED, to=world.rowan, about=session, contact=world.contact, now=now)

    assert len({each.pk for each in all_at_once(*[post] * AT_ONCE)}) == 1
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("round_number", range(5))
@pytest.mark.parametrize("name", ["spoke", "left_message", "try_again", "leave_out"])
def test_a_call_dealt_with_by_eight_at_once_is_dealt_with_once(world: World, name: str, round_number: int) -> None:
    call, now = letter(world, status="to_phone"), timezone.now()
    act = getattr(actions, name)

    def press() -> bool:
        return bool(act(Letter.objects.get(pk=call.pk), by=world.tomasz, now=now))

    assert Counter(all_at_once(*[press] * AT_ONCE)) == {True: 1, SomebodyWasFaster: AT_ONCE - 1}
    assert Event.objects.filter(verb=f"letter.{name}").count() == 1


def test_two_bags_with_the_same_letters_are_counted_once_and_never_wait_for_each_other(world: World) -> None:
    letters = [letter(world, status="to_print") for _each in range(12)]
    now = timezone.now()

    def mark(order: int) -> int:
        mine = list(Letter.objects.filter(pk__in=[each.pk for each in letters]))[::order]
        return actions.mark_posted(mine, by=world.tomasz, on=date(2026, 3, 2), now=now)

    counted = all_at_once(*[lambda: mark(1), lambda: mark(-1)] * 3)

    assert sum(counted) == 12
    assert Event.objects.filter(verb="letter.mark_posted").count() == 12


@pytest.mark.parametrize("round_number", range(5))
def test_a_task_of_the_clock_is_run_by_one_of_eight_workers(round_number: int) -> None:
    task = clock.Task("races.task", lambda at: None, timedelta(hours=1))
    now = timezone.now()

    assert Counter(all_at_once(*[lambda: clock.claim(task, now)] * AT_ONCE)) == {True: 1, False: AT_ONCE - 1}
