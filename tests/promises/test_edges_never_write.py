"""Pages and API fetch, ask an action, and answer. They never write to the database themselves (CONTRIBUTING.md)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.promises.source import is_edge, modules, name_of, tree

WRITES = frozenset(
    {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "delete", "raw", "execute"}
)
# What has such a name and is no write to a table: a dictionary, a session, a form that is only read.
HARMLESS = {"request.session.save"}


def writes_in(path: Path) -> Iterator[str]:
    """Calls of a writing method, and of `update` on a query."""
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        said = ast.unparse(node.func)
        called = node.func.attr
        is_query_update = called == "update" and ("objects" in said or "filter(" in said)
        is_write = called in WRITES and "actions." not in said and said not in HARMLESS
        if is_query_update or is_write:
            yield f"{name_of(path)}:{node.lineno} {said}"


def test_no_page_and_no_api_view_writes() -> None:
    edges = [path for path in modules() if is_edge(path)]
    assert len(edges) > 20
    assert [line for path in edges for line in writes_in(path)] == []


def test_a_page_that_writes_is_noticed(tmp_path: Path) -> None:
    naughty = tmp_path / "pages.py"
    naughty.write_text("def page(request):\n    Call.objects.filter(pk=1).update(title='x')\n    call.save()\n")
    found = [node for node in ast.walk(ast.parse(naughty.read_text())) if isinstance(node, ast.Call)]
    assert len(found) == 3
    assert is_edge(naughty)
