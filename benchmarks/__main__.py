"""`make bench`: one table, each row a figure and its ratio to a reference measured in the same run.

Ours and the reference are measured in turns, each in its own process, and the quietest turn of each counts: on a
shared machine the noise only ever adds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

TURNS = int(os.environ.get("BENCH_TURNS", "6"))


@dataclass(frozen=True)
class Figure:
    """One promise about speed: what, of which unit, against which figure of the reference, at most how many times."""

    name: str
    ours: str
    reference: str
    limit: float
    unit: str = "ms"


FIGURES = (
    Figure("public list, 25 of 10,000 calls · minimal Django list", "list", "list", 2.5),
    Figure("API list, 25 of 10,000 calls · bare DRF", "api", "api", 1.5),
    Figure("feed not changed (304) · minimal one-query 304", "feed 304", "feed 304", 1.5),
    Figure("feed of 100 sessions · bytes joined through a view", "feed", "feed", 1.5),
    Figure("memory of a worker · minimal Django", "memory", "memory", 1.6, "MB"),
)


def measured(module: str, environment: dict[str, str], *arguments: str) -> dict[str, float]:
    """Run one side in its own process and read its figures. As on a server, what is compiled is kept."""
    told = os.environ | {"PYTHONDONTWRITEBYTECODE": ""} | environment
    done = subprocess.run([sys.executable, "-m", module, *arguments], env=told, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{module} could not be measured:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def quietest(turns: list[dict[str, float]]) -> dict[str, float]:
    """The smallest reading of each figure."""
    return {name: min(turn[name] for turn in turns) for name in turns[0]}


def measure() -> tuple[dict[str, float], dict[str, float]]:
    """Ours and the reference, in turns."""
    ours, reference = [], []
    with tempfile.TemporaryDirectory() as folder:
        environment = {"DATABASE_URL": f"sqlite:///{folder}/ours.sqlite3", "DEMO": "1", "LOG_LEVEL": "WARNING"}
        print("Filling a database with 10,000 calls …", flush=True)
        prepared = measured("benchmarks.ours", environment, "fill")
        for turn in range(TURNS):
            print(f"Measuring, turn {turn + 1} of {TURNS} …", flush=True)
            database = {"MINIMAL_DATABASE": str(Path(folder) / f"minimal{turn}.sqlite3")}
            reference.append(measured("benchmarks.reference", database, str(int(prepared["blob"]))))
            ours.append(measured("benchmarks.ours", environment, "measure", prepared["token"]))
    return quietest(ours), quietest(reference)


def main() -> int:
    ours, reference = measure()
    over = 0
    print(f"\n{'figure · reference':56} {'ours':>10} {'reference':>10} {'ratio':>7} {'limit':>6}")
    for figure in FIGURES:
        ratio = ours[figure.ours] / reference[figure.reference]
        over += ratio > figure.limit
        print(
            f"{figure.name:56} {ours[figure.ours]:>7.2f} {figure.unit:2} {reference[figure.reference]:>7.2f} {figure.unit:2}"
            f" {ratio:>6.2f}x {figure.limit:>5.1f}x{'   OVER' if ratio > figure.limit else ''}"
        )
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
