"""What happens because time passes: once, by one worker, and one bad task never stops the others."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import OperationalError

from coordinator.workflow import clock
from coordinator.workflow.models import ClockTask

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def tasks(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """No task but those of the test."""
    monkeypatch.setattr(clock, "_TASKS", {})


def fault(now: datetime) -> None:
    raise ValueError("what Doreen wrote")


def test_a_task_runs_once_in_its_time_and_with_the_moment(now: datetime) -> None:
    seen: list[datetime] = []
    clock.register_clock_task("b.second", seen.append, every=HOUR)
    clock.register_clock_task("a.first", lambda at: None, every=2 * HOUR)

    assert clock.run_due(now) == ["a.first", "b.second"]
    assert clock.run_due(now + HOUR - timedelta(seconds=1)) == []
    assert clock.run_due(now + HOUR) == ["b.second"]
    assert seen == [now, now + HOUR]


def test_of_two_workers_that_ask_at_once_one_gets_it(now: datetime) -> None:
    task = clock.Task("a", lambda at: None, HOUR)

    assert [clock.claim(task, now), clock.claim(task, now)] == [True, False]
    assert ClockTask.objects.get().last_run == now


def test_a_task_that_fails_is_named_without_what_a_person_wrote_and_the_others_run(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[dict[str, str]] = []
    monkeypatch.setattr(clock.log, "error", lambda event, **fields: said.append(fields), raising=False)
    clock.register_clock_task("a.bad", fault, every=HOUR)
    clock.register_clock_task("b.good", lambda at: None, every=HOUR)

    assert clock.run_due(now) == ["b.good"]
    [fields] = said
    assert (fields["task"], fields["fault"]) == ("a.bad", "ValueError")
    assert fields["at"].startswith("test_clock.py:")
    assert "Doreen" not in str(fields)


def test_a_database_that_is_away_is_the_workers_affair(now: datetime) -> None:
    def away(at: datetime) -> None:
        raise OperationalError

    clock.register_clock_task("a.away", away, every=HOUR)

    with pytest.raises(OperationalError):
        clock.run_due(now)


def test_a_fault_that_was_never_raised_has_no_place() -> None:
    assert clock.seen(ValueError()) == {"fault": "ValueError", "at": ""}
