"""kill -9 of the worker while letters go out: none is lost, and none comes twice without the history saying why."""

from __future__ import annotations

import random
import time
from datetime import datetime, timedelta
from itertools import count

import pytest
from django.db import transaction
from django.utils import timezone

from coordinator.letters.actions import post
from coordinator.letters.models import Letter
from coordinator.panels.letters import SESSION_ADDED
from coordinator.workflow.models import Event
from tests.faults.fire import WORKER, Cradle, Fire, Post, send_under_fire
from tests.making import make_panel, make_person, make_session, make_world

worlds = count(1)
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@transaction.atomic
def queue(number: int, now: datetime) -> None:
    """So many letters of a real kind to a handful of readers, ready to be sent."""
    world = make_world(f"World {next(worlds)}")
    session = make_session(make_panel(world), starts_at=now + timedelta(days=30))
    readers = [make_person() for _each in range(5)]
    for index in range(number):
        told = {"about": session, "contact": world.contact, "now": now - timedelta(minutes=1)}
        post(SESSION_ADDED, to=readers[index % 5], dedupe=str(index), **told)


def test_of_500_letters_none_is_lost_and_none_doubled_unsaid_while_40_workers_are_killed() -> None:
    queue(500, timezone.now())

    books = send_under_fire(kills=40, seed=1)

    assert (books.lost, books.strange, books.unexplained, books.unsettled) == ([], [], [], 0)
    assert books.kills.total() == 40
    # It was no fair-weather run: workers died when a letter had arrived and they could not know.
    assert 0 < len(books.doubled) <= Event.objects.filter(verb="letter.ambiguous").count()


def test_a_change_that_is_rolled_back_tells_nobody_while_a_worker_waits_for_letters() -> None:
    fire = Fire(kills=0, chance=random.Random(1))
    cradle = Cradle()
    office = Post(fire, WORKER, cradle)
    queue(1, timezone.now())
    office.open()
    try:
        wait_until_sent(1)
        with pytest.raises(RuntimeError), transaction.atomic():
            queue(5, timezone.now())
            time.sleep(0.5)
            raise RuntimeError
        queue(1, timezone.now())
        wait_until_sent(2)
    finally:
        office.close()
        cradle.close()

    assert sorted(fire.taken.values()) == [1, 1]


def wait_until_sent(number: int) -> None:
    """Until so many letters are out."""
    deadline = time.monotonic() + 30
    while Letter.objects.filter(status="sent").count() < number:
        assert time.monotonic() < deadline, "the worker sends nothing"
        time.sleep(0.05)
