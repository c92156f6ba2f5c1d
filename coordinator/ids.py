"""Identifiers that sort by time and tell nothing about how many there are."""

import os
import time
import uuid

NANOSECONDS = 1_000_000  # in a millisecond


def new_id() -> uuid.UUID:
    """A version 7 UUID (RFC 9562 5.7): 48 bits of milliseconds, 12 bits of their fraction (6.2, method 3), then chance.

    The fraction keeps what one transaction writes in the order in which it was written.
    """
    milliseconds, rest = divmod(time.time_ns(), NANOSECONDS)
    high = (milliseconds << 16) | 0x7000 | (rest * 4096 // NANOSECONDS)
    low = (0b10 << 62) | (int.from_bytes(os.urandom(8), "big") >> 2)
    return uuid.UUID(int=(high << 64) | low)
