"""The repository itself: its shape, its lock files, what it must not hold."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.promises.source import ROOT, committed_files, is_rule, modules, name_of, tree

TEXT = {".py", ".md", ".html", ".txt", ".toml", ".scss", ".json", ".csv", ".sh", ""}
REGISTRIES = re.compile(r"--index-url|--extra-index-url|--find-links|--trusted-host|https?://[^\s\"']*/simple/")
LONGEST_FUNCTION, LONGEST_MODULE = 60, 400


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """(name, lines of code and comment without the docstring) of each function."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            documented = ast.get_docstring(node, clean=False) is not None
            first = node.body[1] if documented and len(node.body) > 1 else node.body[0]
            yield f"{name_of(path)} {node.name}", (node.end_lineno or 0) - first.lineno + 1


def test_functions_and_modules_stay_short() -> None:
    lengths = [found for path in modules() for found in functions(path)]
    long_modules = {name_of(path): len(path.read_text().splitlines()) for path in modules()}
    assert [name for name, lines in lengths if lines > LONGEST_FUNCTION] == []
    assert {name: lines for name, lines in long_modules.items() if lines > LONGEST_MODULE} == {}
    assert statistics.median(lines for _name, lines in lengths) <= 8
    assert statistics.quantiles((lines for _name, lines in lengths), n=20)[-1] <= 30


def test_lock_files_pin_by_hash_and_name_no_index() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text()
        pinned = re.findall(r"^[a-z0-9].*==.*$", text, re.MULTILINE)
        assert REGISTRIES.findall(text) == []
        assert len(pinned) > 30
        assert [line for line in pinned if not line.endswith("\\")] == []
    assert not (ROOT / "uv.lock").exists()


def test_no_committed_file_names_a_path_of_somebodys_machine() -> None:
    paths = re.compile(r"/(?:work|root|home)/[a-z]")
    found = []
    for path in committed_files():
        if path.suffix in TEXT and path.stat().st_size < 500_000 and path != Path(__file__):
            found += [f"{name_of(path)}: {hit}" for hit in paths.findall(path.read_text(errors="ignore"))]
    assert found == []


def test_rules_know_no_django_and_no_clock() -> None:
    clock = re.compile(r"\b(?:date\.today|datetime\.now|timezone\.now|localdate)\(")
    plain = [path for path in modules() if is_rule(path)]
    assert len(plain) > 15
    assert [name_of(path) for path in plain if clock.search(path.read_text())] == []
    assert [
        name_of(path)
        for path in plain
        if re.search(r"^\s*(?:from|import) (?:django|rest_framework)\b", path.read_text(), re.M)
    ] == []


def test_there_is_no_nearest_station_anywhere() -> None:
    """practice.md B-30, TR9: no such field, form or address."""
    named = [path for path in modules() if "questions" not in path.name]
    assert [
        name_of(path) for path in named if re.search(r"nearest_?station|closest_?station", path.read_text(), re.I)
    ] == []


def test_pages_have_no_inline_script_or_style() -> None:
    templates = sorted((ROOT / "templates").rglob("*.html"))
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<[a-z][^>]*\s(?:style|on[a-z]+)=", re.IGNORECASE)
    allowed = re.compile(r"<script[^>]*type=\"application/json\"")
    found = [str(path.relative_to(ROOT)) for path in templates if inline.search(allowed.sub("", path.read_text()))]
    assert found == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
