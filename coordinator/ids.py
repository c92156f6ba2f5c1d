"""Identifiers that sort by time and tell nothing about how many there are."""

import os
import threading
import time
import uuid

TICKS = 4096  # in a millisecond: what 12 bits can count


class Ticks:
    """Moments to name rows by, each later than the one before, also where the clock stands or is set back (RFC 9562 6.2)."""

    def __init__(self) -> None:
        self._last = 0
        self._turn = threading.Lock()

    def next(self) -> int:
        """The moment now in ticks since 1970, or one tick after the last."""
        with self._turn:
            self._last = max(time.time_ns() * TICKS // 1_000_000, self._last + 1)
            return self._last


_ticks = Ticks()


def new_id() -> uuid.UUID:
    """A version 7 UUID (RFC 9562 5.7): 48 bits of milliseconds, 12 bits of their fraction (6.2, method 3), then chance.

    What one process writes sorts in the order in which it was written.
    """
    milliseconds, fraction = divmod(_ticks.next(), TICKS)
    high = (milliseconds << 16) | 0x7000 | fraction
    low = (0b10 << 62) | (int.from_bytes(os.urandom(8), "big") >> 2)
    return uuid.UUID(int=(high << 64) | low)
