"""`manage.py serve`: the web server and the worker together, on one machine, until told to stop."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from coordinator.environment import ROOT
from coordinator.workflow.stopping import Bell

# Threads, so that a slow reader holds up nobody; one database connection for each (quality.md B3, C2).
WEB = ("--worker-class", "gthread", "--threads", "4", "--timeout", "60", "--graceful-timeout", "10")
MOST_PROCESSES = 4  # of the web server, unless WEB_CONCURRENCY says otherwise
LOOK_EVERY = 0.3  # seconds between looks at the children
PATIENCE = 20.0  # seconds that a child has to end before it is killed
FALLS, FALLS_WITHIN = 5, 60.0  # so many unexpected ends in so many seconds: something is wrong with the machine


@dataclass
class Child:
    """One program that runs as long as we do; when it falls it is started again, within reason."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    fell_at: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Begin, in the project's folder, where gunicorn finds the application."""
        self.process = subprocess.Popen(self.command, cwd=ROOT)

    @property
    def ended(self) -> bool:
        """Is it gone?"""
        return self.process is None or self.process.poll() is not None

    def falls_too_often(self, now: float) -> bool:
        """Note a fall at `now` (seconds of a clock that only goes forward). Is it the one too many?"""
        self.fell_at = [*(moment for moment in self.fell_at if now - moment < FALLS_WITHIN), now]
        return len(self.fell_at) >= FALLS

    def ask_to_end(self) -> None:
        """SIGTERM: both finish what they have begun."""
        if self.process is not None and not self.ended:
            self.process.terminate()

    def see_end(self, patience: float) -> None:
        """Wait until it is gone; one that does not listen is killed."""
        if self.process is None:
            return
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Command(BaseCommand):
    """Web and worker. Ends both on SIGTERM or Ctrl-C."""

    help = "Serves the site and sends letters, on PORT (8000), until Ctrl-C."
    requires_system_checks = []  # the tests check; the children would say the same three times

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The port, and the address to listen on: every one, unless HOST says less."""
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument("--host", default=os.environ.get("HOST") or "0.0.0.0")  # noqa: S104

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve. Raises CommandError, and so ends with code 1, when the port is taken or a child keeps falling."""
        host, port = options["host"], options["port"]
        refuse_a_taken_port(host, port)
        bell = Bell()
        bell.ring_on(signal.SIGTERM, signal.SIGINT)
        children = [Child("web server", web_command(host, port)), Child("worker", manage("work"))]
        with running(children):
            if self._wait_until_it_answers(port, bell, children):
                self.stdout.write(f"Coordinator is at {settings.PUBLIC_URL} (port {port}). Ctrl-C ends it.")
                self.stdout.flush()
            keep_running(children, bell)

    def _wait_until_it_answers(self, port: int, bell: Bell, children: list[Child]) -> bool:
        while not bell.wait(LOOK_EVERY):
            if answers(port):
                return True
            if children[0].ended:
                break
        return False


def web_command(host: str, port: int) -> list[str]:
    """gunicorn. No access log: an address may hold a secret, and our own log names routes instead."""
    memory = Path("/dev/shm")  # noqa: S108
    beat = ("--worker-tmp-dir", str(memory)) if memory.is_dir() else ()
    where = ("--bind", f"{host}:{port}", "--log-level", "warning", "--no-control-socket")
    many = ("--workers", str(web_processes()))
    return [sys.executable, "-m", "gunicorn", *WEB, *many, *beat, *where, "coordinator.wsgi:application"]


def web_processes() -> int:
    """WEB_CONCURRENCY, or one for each core (quality.md B3) up to four. Raises CommandError unless it is a number above zero."""
    told = os.environ.get("WEB_CONCURRENCY") or str(min(os.cpu_count() or 1, MOST_PROCESSES))
    if not told.isdecimal() or int(told) == 0:
        raise CommandError(f"WEB_CONCURRENCY is {told}. Write a number of processes, for example 2.")
    return int(told)


def manage(command: str) -> list[str]:
    """Another command of ours, with the same Python."""
    return [sys.executable, str(ROOT / "manage.py"), command]


def refuse_a_taken_port(host: str, port: int) -> None:
    """Say so in one line, instead of gunicorn's many."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as reason:
            raise CommandError(f"Port {port} is taken. Choose another, for example PORT={port + 1}.") from reason


def answers(port: int) -> bool:
    """Does the site say anything at all?"""
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    with suppress(OSError, HTTPException):
        connection.request("GET", "/alive")
        return connection.getresponse().status > 0
    return False


@contextmanager
def running(children: list[Child]) -> Iterator[None]:
    """Start them; whatever happens then, leave none behind."""
    try:
        for child in children:
            child.start()
        yield
    finally:
        for child in children:
            child.ask_to_end()
        deadline = time.monotonic() + PATIENCE
        for child in children:
            child.see_end(max(deadline - time.monotonic(), 0.1))


def keep_running(children: list[Child], bell: Bell) -> None:
    """Start again what falls, until the bell rings. Raises CommandError when one falls again and again."""
    while not bell.wait(LOOK_EVERY):
        for child in children:
            if child.ended:
                if child.falls_too_often(time.monotonic()):
                    raise CommandError(f"The {child.name} ended {FALLS} times within a minute, so everything ends.")
                child.start()
