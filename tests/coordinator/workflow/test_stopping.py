"""A wait that ends at once when it should."""

from __future__ import annotations

import os
import signal
import threading
import time

from coordinator.workflow.stopping import Bell


def test_a_wait_lasts_as_long_as_it_was_told() -> None:
    began = time.monotonic()

    assert Bell().wait(0.05) is False
    assert time.monotonic() - began >= 0.05


def test_a_bell_that_rings_ends_the_wait_and_every_later_one() -> None:
    bell = Bell()
    threading.Timer(0.05, bell.ring).start()

    assert [bell.wait(30), bell.wait(30), bell.wait(None)] == [True, True, True]


def test_a_signal_rings_the_bell_while_the_same_thread_waits() -> None:
    bell, before = Bell(), signal.getsignal(signal.SIGUSR1)
    bell.ring_on(signal.SIGUSR1)
    try:
        threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGUSR1)).start()
        assert bell.wait(30) is True
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_a_bell_may_be_rung_more_often_than_a_pipe_holds() -> None:
    bell = Bell()
    for _ring in range(70_000):
        bell.ring()

    assert bell.wait(None) is True
