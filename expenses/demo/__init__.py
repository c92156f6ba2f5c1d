"""This wing's part of the demo: `costs` says who spent what, `telling` tells it through the actions that people use."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def seed(demo: Any, now: datetime) -> None:
    """hooks.demo_seed: the story is loaded when it is told, so that a process that never tells it carries none of it."""
    from expenses.demo import telling

    telling.seed(demo, now)
