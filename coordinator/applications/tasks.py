"""What happens to applications because time passes."""

from __future__ import annotations

from datetime import datetime

from coordinator.applications.actions import forget_drafts, lapse_offer
from coordinator.applications.queries import offers_run_out
from coordinator.workflow.steps import SomebodyWasFaster


def lapse_offers(now: datetime) -> int:
    """End the offers whose time is over and offer the places on; how many ended."""
    ended = 0
    for application in offers_run_out(now):
        try:
            lapse_offer(application, now=now)
        except SomebodyWasFaster:  # an answer came in this very moment: it counts
            continue
        ended += 1
    return ended


def forget_old_drafts(now: datetime) -> int:
    """Delete what was saved and never sent; how many."""
    return forget_drafts(now=now)
