"""Every list has one order: rows that tie on a name or a moment never swap places between two pages or two databases."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import Model, UniqueConstraint

from tests.promises.source import PACKAGES, ROOT, modules, name_of, tree

ENDS = {"pk", "-pk", "id", "-id"}
# Rows that are grouped have no key; these are one for each reason.
GROUPED = {"order_by('-people', 'reason')"}


def is_settled(model: type[Model]) -> bool:
    """Whether the model's own order leaves no two rows level: it names the key, or all of something that is unique."""
    named = {str(name).lstrip("-").removesuffix("_id") for name in model._meta.ordering}
    unique = [{field.name} for field in model._meta.concrete_fields if field.unique]
    together = [
        set(constraint.fields)
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint) and constraint.fields and constraint.condition is None
    ]
    return any(fields <= named for fields in unique + together)


def own_models() -> list[type[Model]]:
    """The project's tables."""
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES]


def open_orders(path: Path) -> Iterator[str]:
    """Calls of `order_by` that name fields and end with none that is different for each row."""
    for node in ast.walk(tree(path)):
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "order_by"
        if not called or not node.args or isinstance(node.args[-1], ast.Starred):
            continue
        last = ast.literal_eval(node.args[-1])
        said = f"order_by({', '.join(ast.unparse(each) for each in node.args)})"
        if last not in ENDS and said not in GROUPED:
            yield f"line {node.lineno}: {said}"


def test_every_table_has_one_order() -> None:
    assert len(own_models()) > 40
    assert [model._meta.label for model in own_models() if not is_settled(model)] == []


def test_every_question_for_rows_has_one_order() -> None:
    paths = [*modules(), *sorted((ROOT / "tests").rglob("*.py"))]
    asked = [path for path in paths if "controls" not in path.parts]
    assert [f"{name_of(path)}, {line}" for path in asked for line in open_orders(path)] == []


def test_an_open_order_is_noticed(tmp_path: Path) -> None:
    naughty = tmp_path / "queries.py"
    naughty.write_text("calls.order_by('closes_at')\ncalls.order_by('closes_at', 'pk')\ncalls.order_by()\n")
    assert list(open_orders(naughty)) == ["line 1: order_by('closes_at')"]
