"""Letters go out through real worker processes while these are killed at the worst moments; then the books are compared.

Two workers run at any time, each with an email service of its own that takes letters down by their Message-ID and so
knows which process it talks to. SIGKILL comes while an email is announced (it has not arrived), just after it was
taken (the worker cannot know), or a few milliseconds later, wherever that finds it. Where letters run out before that,
the last of them die idle.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection

from coordinator.letters.models import Letter
from coordinator.workflow.models import Event

OK = "250 OK"
WORKER = "work"  # the real one; "before" and "after" are the naive ones of tests/controls
MOMENTS = ("announced", "taken", "a little later")
PATIENCE = 200.0  # far more than it takes; a machine may be busy with other things


def database_url() -> str:
    """The database of this test, for another process: the test settings name SQLite's by process id."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


@dataclass
class Fire:
    """What is still to be done to the workers, and what came of it."""

    kills: int
    chance: random.Random
    taken: Counter[str] = field(default_factory=Counter)
    killed: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next_fate(self) -> tuple[int, str] | None:
        """After how many letters the next worker dies, and when; None: it lives."""
        with self.lock:
            if self.kills == 0:
                return None
            self.kills -= 1
        return self.chance.randint(3, 9), self.chance.choice(MOMENTS)


class Cradle:
    """The process that gives birth to workers (tests/faults/cradle.py says why)."""

    def __init__(self) -> None:
        environment = os.environ | {
            "DATABASE_URL": database_url(), "EMAIL_URL": "smtp://127.0.0.1:1", "LOG_LEVEL": "CRITICAL",
            "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONWARNINGS": "ignore",
        }  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.cradle"], cwd=settings.ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def bear(self, kind: str, port: int) -> int:
        """A new worker's process id."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{kind} {port}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def close(self) -> None:
        """No more."""
        self.process.communicate()


def lives(process: int) -> bool:
    """Is there such a process?"""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


class Post:
    """One worker after another, and the email service that they talk to."""

    def __init__(self, fire: Fire, kind: str, cradle: Cradle) -> None:
        self.fire, self.kind, self.cradle = fire, kind, cradle
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            self.port = trial.getsockname()[1]
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.process: int | None = None

    def open(self) -> None:
        """Listen, and start the first worker."""
        self.controller.start()
        self.start()

    def start(self) -> None:
        """Another worker, with its fate."""
        self.fate = self.fire.next_fate()
        self.letters = 0
        self.process = self.cradle.bear(self.kind, self.port)

    def close(self) -> None:
        """End the worker and stop listening."""
        self.kill()
        self.controller.stop()

    def kill(self) -> None:
        """kill -9, and wait until it is really gone."""
        if self.process is not None and not self.dead:
            os.kill(self.process, signal.SIGKILL)
            while lives(self.process):
                time.sleep(0.001)

    @property
    def dead(self) -> bool:
        """Has it been killed?"""
        return self.process is None or not lives(self.process)

    async def _strike(self, moment: str) -> None:
        if self.fate is None or self.letters < self.fate[0] or self.fate[1] != moment:
            return
        doomed = self.process
        if moment == "a little later":
            await asyncio.sleep(self.fire.chance.random() * 0.03)
        if doomed is self.process:
            self.fall(moment)

    def fall(self, moment: str) -> None:
        """The worker's fate comes true; once."""
        with self.fire.lock:
            if self.fate is not None and not self.dead:
                self.kill()
                self.fire.killed[moment] += 1

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        """An email is announced; one that is cut short here never arrives."""
        self.letters += 1
        await self._strike("announced")
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """A whole email has come in: from here it has reached its reader."""
        self.fire.taken[str(message_from_bytes(envelope.content)["Message-ID"])] += 1
        await self._strike("taken")
        later = asyncio.ensure_future(self._strike("a little later"))
        self._later = later  # kept, or it may be collected before it strikes
        return OK


@dataclass(frozen=True)
class Books:
    """The letters as we keep them beside what their readers got."""

    kills: Counter[str]
    lost: list[str]  # Message-IDs that nobody got
    strange: list[str]  # Message-IDs that we do not know
    doubled: list[str]  # Message-IDs that came more than once
    unexplained: list[str]  # of these, the ones with more copies than cuts in their history
    unsettled: int  # letters that we do not believe to be sent


def send_under_fire(*, kills: int, seed: int, kind: str = WORKER) -> Books:
    """Send every queued letter while `kills` workers are killed; the books afterwards."""
    fire = Fire(kills, random.Random(seed))
    cradle = Cradle()
    posts = [Post(fire, kind, cradle) for _each in range(2)]
    deadline = time.monotonic() + PATIENCE
    try:
        for post in posts:
            post.open()
        while (queued := Letter.objects.filter(status="queued").exists()) or fire.killed.total() < kills:
            assert time.monotonic() < deadline, f"it took too long: {fire.killed}"
            if not queued:
                for post in posts:
                    post.fall("idle")
            for post in posts:
                # One that lives for ever would take the letters that the last doomed ones are to die with.
                others_doomed = any(other.fate and not other.dead for other in posts)
                if post.dead and (fire.kills or not others_doomed):
                    post.start()
            time.sleep(0.05)
    finally:
        for post in posts:
            post.close()
        cradle.close()
    return compare(fire)


def compare(fire: Fire) -> Books:
    """What is lost, and what came twice without a cut in its history to say so."""
    numbers = {f"<{pk}@{settings.PUBLIC_HOST}>": pk for pk in Letter.objects.values_list("pk", flat=True)}
    cuts = Counter(Event.objects.filter(verb="letter.ambiguous").values_list("record_id", flat=True))
    doubled = [number for number, copies in fire.taken.items() if copies > 1]
    return Books(
        kills=fire.killed,
        lost=[number for number in numbers if number not in fire.taken],
        strange=[number for number in fire.taken if number not in numbers],
        doubled=doubled,
        unexplained=[number for number in doubled if fire.taken[number] - 1 > cuts[numbers.get(number)]],
        unsettled=Letter.objects.exclude(status="sent").count(),
    )
