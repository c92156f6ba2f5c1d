"""The worker: any number may run, on any number of machines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from django.db import close_old_connections
from django.utils import timezone

from coordinator.letters.tasks import LEASE, send_batch
from coordinator.workflow.clock import DATABASE_AWAY, run_due, seen
from coordinator.workflow.stopping import Bell

log = structlog.get_logger("coordinator.worker")


@dataclass
class Worker:
    """Sends what is ready and runs what is due, until the bell rings."""

    bell: Bell = field(default_factory=Bell)
    lease: timedelta = LEASE
    idle_seconds: float = 1.0
    away_seconds: float = 5.0
    clock: Callable[[], datetime] = timezone.now

    def run(self) -> None:
        """Work until the bell rings; a letter begun is finished first."""
        log.info("worker began")
        while not self.bell.rung:
            self.bell.wait(self._round())
        log.info("worker ended")

    def run_once(self) -> int:
        """Run what is due, send everything that is ready, and stop; how many letters were dealt with."""
        run_due(self.clock())
        total = 0
        while not self.bell.rung and (number := self._send()):
            total += number
        return total

    def _round(self) -> float:
        """One turn; how many seconds to wait before the next."""
        try:
            close_old_connections()
            run_due(self.clock())
            return 0 if self._send() else self.idle_seconds
        except DATABASE_AWAY as fault:
            log.warning("database away", **seen(fault))
            return self.away_seconds

    def _send(self) -> int:
        return send_batch(self.clock, lasts=self.lease, stop=lambda: self.bell.rung)
