"""`manage.py serve` as people start it: a process of its own, that answers, mends itself, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.management.base import CommandError

from coordinator.management.commands import serve
from coordinator.management.commands.serve import Child, keep_running, running

pytestmark = pytest.mark.slow
PATIENCE = 40.0


def a_free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def children_of(pid: int) -> dict[int, str]:
    """Every process below this one, by id, with its command line; Linux only, as the rest of this file."""
    found: dict[int, str] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if parent == pid:
                found |= {int(entry.name): line} | children_of(int(entry.name))
    return found


def wait_for(what: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.1)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.fixture
def port() -> int:
    return a_free_port()


@pytest.fixture
def service(port: int, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The service on a port and a database of its own, up and running."""
    environment = os.environ | {
        "DEMO": "1", "PORT": str(port), "HOST": "127.0.0.1", "PUBLIC_URL": f"http://localhost:{port}",
        "DATABASE_URL": f"sqlite:///{tmp_path}/serve.sqlite3", "EMAIL_URL": "memorymail://",
        "DJANGO_SETTINGS_MODULE": "coordinator.settings", "LOG_LEVEL": "ERROR", "PYTHONWARNINGS": "ignore",
        "WEB_CONCURRENCY": "2",
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"], cwd=settings.ROOT, env=environment, text=True, stdout=subprocess.PIPE
    )
    try:
        yield process
    finally:
        below = children_of(process.pid)
        if process.poll() is None:
            process.terminate()
            process.wait(PATIENCE)
        assert process.stdout is not None
        process.stdout.close()
        for pid in below:
            if alive(pid):
                os.kill(pid, signal.SIGKILL)


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def test_it_says_where_it_is_answers_and_ends_with_all_its_children(service: subprocess.Popen[str], port: int) -> None:
    assert said(service) == f"Coordinator is at http://localhost:{port} (port {port}). Ctrl-C ends it.\n"
    with urlopen(f"http://127.0.0.1:{port}/alive") as answer:
        assert (answer.status, answer.read()) == (200, b"alive\n")
    below = children_of(service.pid)
    assert sum("manage.py work" in line for line in below.values()) == 1
    assert sum("gunicorn" in line for line in below.values()) == 3

    service.terminate()

    assert service.wait(PATIENCE) == 0
    wait_for(lambda: not any(map(alive, below)))


@pytest.mark.parametrize(
    ("cores", "told", "processes"), [(1, "", 1), (2, "", 2), (64, "", 4), (None, "", 1), (2, "8", 8)]
)
def test_it_has_a_process_for_each_core_up_to_four(monkeypatch, cores: int | None, told: str, processes: int) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    monkeypatch.setenv("WEB_CONCURRENCY", told)

    assert serve.web_processes() == processes


@pytest.mark.parametrize("told", ["two", "0", "-1", "1.5"])
def test_a_number_of_processes_that_is_none_is_said_in_one_line(monkeypatch, told: str) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", told)

    with pytest.raises(CommandError) as refused:
        serve.web_processes()
    assert str(refused.value) == f"WEB_CONCURRENCY is {told}. Write a number of processes, for example 2."


def test_ctrl_c_ends_it_as_well(service: subprocess.Popen[str], port: int) -> None:
    said(service)
    below = children_of(service.pid)

    service.send_signal(signal.SIGINT)

    assert service.wait(PATIENCE) == 0
    wait_for(lambda: not any(map(alive, below)))


def test_a_worker_that_dies_is_started_again_and_the_site_goes_on(service: subprocess.Popen[str], port: int) -> None:
    said(service)

    def workers() -> set[int]:
        return {pid for pid, line in children_of(service.pid).items() if "manage.py work" in line and alive(pid)}

    [first] = workers()
    os.kill(first, signal.SIGKILL)

    wait_for(lambda: workers() and workers() != {first})
    with urlopen(f"http://127.0.0.1:{port}/alive") as answer:
        assert answer.status == 200


def test_a_taken_port_is_said_in_one_line(port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        ended = subprocess.run(
            [sys.executable, "manage.py", "serve", "--host", "127.0.0.1", "--port", str(port)],
            cwd=settings.ROOT, text=True, capture_output=True, env=os.environ | {"DEMO": "1"}, timeout=PATIENCE,
        )  # fmt: skip

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == f"CommandError: Port {port} is taken. Choose another, for example PORT={port + 1}.\n"


def test_what_falls_again_and_again_ends_everything() -> None:

    from coordinator.workflow.stopping import Bell

    sound = Child("sound one", [sys.executable, "-c", "import time; time.sleep(60)"])
    falls = Child("one that falls", [sys.executable, "-c", "raise SystemExit(3)"])

    with pytest.raises(CommandError, match="The one that falls ended 5 times within a minute"), running([sound, falls]):
        keep_running([sound, falls], Bell())

    assert (sound.ended, falls.ended) == (True, True)


def test_falls_that_lie_far_apart_are_forgiven() -> None:

    child = Child("x", [])

    assert [child.falls_too_often(minute * 61.0) for minute in range(10)] == [False] * 10
    assert [child.falls_too_often(10_000.0 + second) for second in range(5)] == [False] * 4 + [True]
