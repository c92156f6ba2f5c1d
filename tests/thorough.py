"""How much is tried: all of it where everything must be there (REQUIRE_ALL=1, as in CI), less where somebody waits for it."""

from __future__ import annotations

import os

THOROUGH = os.environ.get("REQUIRE_ALL") == "1"
ROUNDS = 60 if THOROUGH else 15  # of a race


def examples(most: int) -> int:
    """How many made-up inputs a property is tried with, of at most so many."""
    return most if THOROUGH else most // 5
