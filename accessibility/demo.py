"""This wing's part of the demo."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def seed(demo: Any, now: datetime) -> None:
    """Filled in below."""
