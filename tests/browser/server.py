"""The product as people run it: an own database, seeded, with web and worker as processes of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 90


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


def environment(folder: Path, port: int) -> dict[str, str]:
    """What `make run` says, in a folder of its own, on the database of this test run."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "DEMO": "1",
        "PORT": str(port),
        "PUBLIC_URL": f"http://localhost:{port}",
        "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
        "EMAIL_URL": f"filemail:///{folder}/letters",
        "MEDIA_ROOT": str(folder / "files"),
        "STATIC_ROOT": str(folder / "static"),
        "LOG_LEVEL": "WARNING",
    }


def seeded(folder: Path) -> Path:
    """Migrate, gather the static files and seed, once for all processes of a test run; each serves its own copy."""
    told = environment(folder, free_port())
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"], ["seed_demo"]):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=told, check=True, stdout=subprocess.DEVNULL
        )
    return folder


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
