"""The project's own source, as the promises read it."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("coordinator", "expenses", "accessibility", "calendar_feeds")


def modules() -> Iterator[Path]:
    """Every Python module of the product, without migrations."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


@cache
def tree(path: Path) -> ast.Module:
    """The module's syntax tree, read once."""
    return ast.parse(path.read_text(), filename=str(path))


def is_edge(path: Path) -> bool:
    """Pages and API: the edges, which answer people and programs."""
    return path.name in {"pages.py", "api.py"} or "pages" in path.parts[:-1] or "api" in path.parts[:-1]


def is_action(path: Path) -> bool:
    """The only writers."""
    return path.name == "actions.py" or "actions" in path.parts[:-1]


def is_rule(path: Path) -> bool:
    """Plain Python."""
    return path.name == "rules.py" or "rules" in path.parts[:-1]


def name_of(path: Path) -> str:
    """The path from the project's root, for messages."""
    return str(path.relative_to(ROOT))


def committed_files() -> list[Path]:
    """What is in the repository, as git knows it; in a copy without git, what lies there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    names = [name for name in listed.stdout.decode().split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]
