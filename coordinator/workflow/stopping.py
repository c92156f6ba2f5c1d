"""Waiting that ends at once: for the worker and for `manage.py serve`."""

from __future__ import annotations

import os
import select
import signal
from contextlib import suppress
from typing import Any


class Bell:
    """Rung once, it ends the present wait and every later one.

    A pipe and not threading.Event: it may be rung from a signal handler while the same thread waits.
    """

    def __init__(self) -> None:
        self.rung = False
        self._hears, self._rings = os.pipe()
        os.set_blocking(self._rings, False)

    def ring(self, *_signal: Any) -> None:
        """Ask to stop. Takes what a signal handler is given."""
        self.rung = True
        with suppress(BlockingIOError):  # the pipe is full of earlier rings: one is enough
            os.write(self._rings, b"!")

    def wait(self, seconds: float | None) -> bool:
        """Wait for the bell, at most `seconds` (None: for ever). Has it rung?"""
        if not self.rung:
            select.select([self._hears], [], [], seconds)
        return self.rung

    def ring_on(self, *signals: signal.Signals) -> None:
        """Ring when the process is sent one of these."""
        for number in signals:
            signal.signal(number, self.ring)
