"""A place ends while its date gets another link, at the same moment, sixty times: the ended calendar never has the link."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from time import sleep

import pytest
from django.db import connection
from django.utils import timezone

from calendar_feeds.actions import make_person_feed
from calendar_feeds.models import FeedEntry
from coordinator.panels.actions import cancel_place, move_session, take_place
from coordinator.panels.models import Place, Session
from coordinator.people.models import Person
from tests.making import World, make_panel, make_session, make_world
from tests.thorough import ROUNDS

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def team() -> World:
    return make_world()


@pytest.fixture
def runners() -> Iterator[ThreadPoolExecutor]:
    """A thread with a database connection for each of the two, closed at the end."""
    with ThreadPoolExecutor(2) as pool:
        yield pool
        barrier = Barrier(2)
        list(pool.map(lambda _thread: (barrier.wait(), connection.close()), range(2)))


def at_once(runners: ThreadPoolExecutor, place: Place, session: Session, link: str, by: Person, late: float) -> None:
    """The place ends `late` seconds after the move has begun, so that each round they meet at another point."""
    barrier, now = Barrier(2), timezone.now()

    def end() -> None:
        mine = Place.objects.select_related("panel__contact").get(pk=place.pk)
        barrier.wait(30)
        sleep(late)
        cancel_place(mine, by=by, now=now)

    def move() -> None:
        mine = Session.objects.select_related("panel__contact").get(pk=session.pk)
        times = {"starts_at": mine.starts_at, "ends_at": mine.ends_at}
        barrier.wait(30)
        move_session(mine, **times, online_link=link, by=by, now=now)

    for done in [runners.submit(end), runners.submit(move)]:
        done.result()


def test_a_new_link_never_stays_in_the_calendar_of_a_place_that_ended(team: World, runners: ThreadPoolExecutor) -> None:
    panel = make_panel(team, status="running")
    session = make_session(panel, starts_at=timezone.now() + timedelta(days=30))
    make_person_feed(team.rowan, by=team.rowan, now=timezone.now())
    for number in range(ROUNDS):
        place = take_place(panel, team.rowan, by=team.rowan, now=timezone.now())
        at_once(runners, place, session, f"https://meet.example/new-{number}", team.tomasz, late=number % 15 / 1000)
        entry = FeedEntry.objects.get()
        assert (entry.cancelled, b"meet.example" in bytes(entry.blob)) == (True, False)
