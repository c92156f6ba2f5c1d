"""The product as people run it: an own database, seeded, with web and worker as processes of their own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 90
DATABASE = os.environ.get("DATABASE_URL", "sqlite:")
POSTGRES = DATABASE.startswith("postgres")


@dataclass
class Running:
    """A served demo: its address and the folder with its database and letters."""

    address: str
    folder: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """Ask it to stop, and wait until it has."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def database_of(folder: Path) -> str:
    """The address of the database of this folder: a file in it, or one named after it where this run is on PostgreSQL."""
    if POSTGRES:
        return urlsplit(DATABASE)._replace(path=f"/test_demo_{folder.name}").geturl()
    return f"sqlite:///{folder}/demo.sqlite3"


def _create_database(folder: Path, like: str = "template1") -> None:
    with psycopg.connect(urlsplit(DATABASE)._replace(path="/postgres").geturl(), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS test_demo_{folder.name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE test_demo_{folder.name} TEMPLATE {like}")


def environment(folder: Path, port: int) -> dict[str, str]:
    """What `make run` says, in a folder of its own, on the kind of database of this test run."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "DEMO": "1",
        "PORT": str(port),
        "PUBLIC_URL": f"http://localhost:{port}",
        "DATABASE_URL": database_of(folder),
        "EMAIL_URL": f"filemail:///{folder}/letters",
        "MEDIA_ROOT": str(folder / "files"),
        "STATIC_ROOT": str(folder / "static"),
        "LOG_LEVEL": "WARNING",
        "WEB_CONCURRENCY": "1",
    }


def seeded(folder: Path) -> None:
    """Migrate, gather the static files and seed, once for all processes of a test run; each serves its own copy."""
    folder.mkdir()
    if POSTGRES:
        _create_database(folder)
    told = environment(folder, free_port())
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"], ["seed_demo"]):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=told, check=True, stdout=subprocess.DEVNULL
        )


def copied(first: Path, folder: Path) -> Path:
    """What was seeded once, in a folder (and database) of its own."""
    if POSTGRES:
        _create_database(folder, like=f"test_demo_{first.name}")
    return Path(shutil.copytree(first, folder))


def start(folder: Path) -> Running:
    """Serve what is seeded in this folder. Raises RuntimeError with what the server said when it does not come up."""
    port = free_port()
    told = environment(folder, port)
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=ROOT, env=told, stdout=log, stderr=log)
    running = Running(f"http://localhost:{port}", folder, process)
    _wait_for(running)
    return running


def _wait_for(running: Running) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and running.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{running.address}/alive", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError((running.folder / "server.log").read_text()[-3000:])
