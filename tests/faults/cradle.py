"""A process in which everything is imported and which forks a worker when asked: a start costs milliseconds.

python -m tests.faults.cradle      each line of input, "work PORT" or "before PORT", is answered by a process id.
Each worker is a process of its own with its own connections, and kill -9 ends it like any other.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import timedelta

import django

LEASE = timedelta(seconds=1)


def live(kind: str, port: int) -> None:
    """Be the worker of this kind, which sends to this port, until killed."""
    from django.conf import settings

    from coordinator.letters.worker import Worker
    from tests.controls.naive_worker import work

    settings.EMAIL_PORT = port
    if kind == "work":
        Worker(lease=LEASE).run()
    else:
        work(kind)


def main() -> None:
    """Give birth for as long as somebody asks."""
    django.setup()
    from django.template import engines
    from django.urls import get_resolver

    engines["jinja2"], get_resolver().url_patterns  # what a worker would otherwise import anew each time
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are not kept
    for line in sys.stdin:
        kind, port = line.split()
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            live(kind, int(port))
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    main()
