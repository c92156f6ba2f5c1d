"""The worker: sends and runs the clock, lives through a database that is away, ends when asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError

from coordinator.letters import kinds
from coordinator.letters.models import Letter
from coordinator.letters.tasks import deliver, send_batch
from coordinator.letters.worker import Worker
from coordinator.workflow import clock
from coordinator.workflow.stopping import Bell
from tests.coordinator.letters.office import news
from tests.making import World, make_world


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> dict[str, clock.Task]:
    """No task of the clock but those of the test."""
    mine: dict[str, clock.Task] = {}
    monkeypatch.setattr(clock, "_TASKS", mine)
    return mine


class Rounds(Bell):
    """A bell that rings by itself after so many waits, and notes how long each would have been."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number, self.waits = number, []

    def wait(self, seconds: float | None) -> bool:
        self.waits.append(seconds)
        if len(self.waits) >= self.number:
            self.ring()
        return self.rung


@pytest.mark.django_db(transaction=True)
def test_a_worker_sends_then_waits_then_ends_when_the_bell_rings(now: datetime, tasks: dict[str, clock.Task]) -> None:
    news(make_world(), now)
    worker = Worker(bell=Rounds(2), clock=lambda: now, idle_seconds=1.5)

    worker.run()

    assert (len(mail.outbox), worker.bell.waits) == (1, [0, 1.5])


@pytest.mark.django_db(transaction=True)
def test_a_worker_waits_longer_while_the_database_is_away_and_goes_on(
    now: datetime, tasks: dict[str, clock.Task]
) -> None:
    answers: Iterator[Exception | None] = iter([OperationalError("away"), None])

    def shaky(_now: datetime) -> None:
        fault = next(answers, None)
        if fault:
            raise fault

    clock.register_clock_task("shaky", shaky, every=timedelta(0))
    news(make_world(), now)
    worker = Worker(bell=Rounds(3), clock=lambda: now, away_seconds=5.0)

    worker.run()

    assert worker.bell.waits[:2] == [5.0, 0]
    assert len(mail.outbox) == 1


def test_one_round_for_a_scheduler_sends_everything_that_is_ready(
    world: World, now: datetime, tasks: dict[str, clock.Task]
) -> None:
    for _each in range(25):
        news(world, now)
    news(world, now, send_after=now + timedelta(days=1))

    assert Worker(clock=lambda: now).run_once() == 25
    assert len(mail.outbox) == 25


def test_the_command_says_how_many_letters_it_dealt_with(
    world: World, now: datetime, tasks: dict[str, clock.Task], capsys: pytest.CaptureFixture[str], monkeypatch
) -> None:
    monkeypatch.setattr(Bell, "ring_on", lambda bell, *signals: None)
    news(world, now)

    call_command("work", "--once")

    assert capsys.readouterr().out == "1 letters dealt with\n"


def test_a_letter_that_was_settled_meanwhile_is_left_alone(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A colleague forgot the person while the worker was writing: whoever was faster wins, and nobody falls over."""
    letter = news(world, now)
    kind = kinds.kind_named("panel.news")

    def load(pk: object) -> object:
        Letter.objects.filter(pk=letter.pk).update(status="not_needed")
        return kind.load(pk)

    from dataclasses import replace

    monkeypatch.setitem(kinds._KINDS, "panel.news", replace(kind, load=load))
    send_batch(lambda: now)

    letter.refresh_from_db()
    assert letter.status == "not_needed"


def test_a_database_that_goes_away_in_the_middle_of_a_letter_is_the_workers_affair(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = news(world, now)

    def load(pk: object) -> object:
        raise OperationalError("away")

    from dataclasses import replace

    monkeypatch.setitem(kinds._KINDS, "panel.news", replace(kinds.kind_named("panel.news"), load=load))

    with pytest.raises(OperationalError):
        deliver(letter, carrier=None, now=now)  # type: ignore[arg-type]


def test_a_worker_that_loses_the_race_for_a_handful_asks_for_the_next(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking and leasing, another worker takes all that was seen."""
    from coordinator.letters.actions import sending

    first = news(world, now)
    second = news(world, now)
    ready, looks = sending._ready, []

    def beaten(at: datetime):
        looks.append(at)
        if len(looks) == 2:
            Letter.objects.filter(pk=first.pk).update(leased_until=now + timedelta(minutes=3))
        return ready(at)

    monkeypatch.setattr(sending, "_ready", beaten)

    held = sending.lease_some(now=now, lasts=timedelta(minutes=3), at_most=1)

    assert [letter.pk for letter in held] == [second.pk]


def test_kinds_are_known_by_name() -> None:
    names = [kind.name for kind in kinds.all_kinds()]

    assert names == sorted(names)
    assert "panel.news" in names
