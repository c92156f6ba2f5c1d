"""This wing's part of the demo (practice.md 6.8), told through the actions that people use."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def seed(demo: Any, now: datetime) -> None:
    """hooks.demo_seed."""
