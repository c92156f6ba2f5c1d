"""What happens to calls because time passes."""

from __future__ import annotations

from datetime import datetime

from coordinator.authorization.verdict import THE_SERVICE
from coordinator.opportunities.actions import close_call
from coordinator.opportunities.queries import due_to_close
from coordinator.workflow.steps import SomebodyWasFaster


def close_due_calls(now: datetime) -> int:
    """Close every open call whose closing moment has come; how many were closed. One that somebody closed is left."""
    closed = 0
    for call in due_to_close(now).order_by("closes_at", "pk")[:200]:
        try:
            close_call(call, by=THE_SERVICE, now=now)
        except SomebodyWasFaster:
            continue
        closed += 1
    return closed
