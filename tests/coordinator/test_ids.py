"""Identifiers sort in the order in which they were made."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import time_machine

from coordinator.ids import new_id


def test_what_is_made_later_sorts_later() -> None:
    made = [new_id() for _ in range(200)]
    assert made == sorted(made)
    assert len(set(made)) == 200


def test_also_where_the_clock_stands_or_is_set_back() -> None:
    with time_machine.travel(datetime(2026, 3, 2, 15, 0, tzinfo=UTC), tick=False) as clock:
        made = [new_id() for _ in range(200)]
        clock.move_to(datetime(2026, 3, 2, 14, 0, tzinfo=UTC))
        made += [new_id() for _ in range(200)]
    assert made == sorted(made)


def test_no_two_threads_take_the_same_moment() -> None:
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: new_id(), range(800)))
    assert len({each.int >> 64 for each in made}) == 800


def test_it_is_a_version_7_uuid() -> None:
    assert {(each.version, each.variant) for each in (new_id() for _ in range(50))} == {(7, "specified in RFC 4122")}
