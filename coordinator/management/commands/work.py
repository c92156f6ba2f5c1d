"""`manage.py work`: send letters and run the clock, until told to stop. Any number of these may run."""

import signal
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from coordinator.letters.tasks import LEASE
from coordinator.letters.worker import Worker


class Command(BaseCommand):
    """The worker. Ends after the present letter on SIGTERM or Ctrl-C."""

    help = "Sends letters and runs what is due. Any number may run."
    requires_system_checks = []  # the tests check; a worker that is started again is wanted at once

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--once` for a scheduler; `--lease` for tests and slow email services."""
        parser.add_argument("--once", action="store_true", help="send everything that is ready, then end")
        parser.add_argument("--lease", type=float, default=LEASE.total_seconds(), help="seconds a letter stays taken")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        worker = Worker(lease=timedelta(seconds=options["lease"]))
        worker.bell.ring_on(signal.SIGTERM, signal.SIGINT)
        if options["once"]:
            self.stdout.write(f"{worker.run_once()} letters dealt with")
        else:
            worker.run()
