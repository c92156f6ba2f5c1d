"""Every test of calls happens on Monday 2 March 2026, at three in the afternoon."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tests.conftest import MONDAY


@pytest.fixture(autouse=True)
def monday() -> Iterator[Any]:
    """The clock of the pages; `monday.move_to(...)` moves it."""
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock
