"""The stage of a journey: a clock that is moved on, letters that arrive, and whoever is needed at a browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from coordinator.letters.worker import Worker
from tests.journeys.window import Window
from tests.making import World

LINK = re.compile(r"http://localhost:8000(/\S+)")


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Iterator[Any]:
    """It stands at Monday 2 March 2026, three in the afternoon, until a story moves it on."""
    cache.clear()
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


class Letters:
    """What has been sent, as whoever gets it reads it."""

    def go_out(self) -> None:
        """The worker's round."""
        Worker(clock=timezone.now).run_once()

    def to(self, email: str) -> list[Any]:
        """Every email to this address, the oldest first."""
        self.go_out()
        return [each for each in mail.outbox if email in each.to]

    def last_to(self, email: str, about: str) -> Any:
        """The newest of them whose subject begins so: two that go out in one round have no order."""
        return [letter for letter in self.to(email) if letter.subject.startswith(about)][-1]

    def link_in(self, letter: Any) -> str:
        """Where its link leads."""
        return LINK.findall(letter.body)[0]


@pytest.fixture
def until(clock: Any, letters: Letters) -> Callable[[datetime], None]:
    """Time goes on to this moment, day by day, and the worker goes round on each."""

    def go_on(moment: datetime) -> None:
        letters.go_out()
        while timezone.now() + timedelta(days=1) < moment:
            clock.shift(timedelta(days=1))
            letters.go_out()
        clock.move_to(moment)
        letters.go_out()

    return go_on


@pytest.fixture
def letters() -> Letters:
    """The post."""
    return Letters()


@pytest.fixture
def at_desk(world: World) -> Callable[[str], Window]:
    """`at_desk("tomasz")`: somebody of the organisation, signed in."""
    return lambda name: Window(getattr(world, name))
