"""Whatever a program sends, the API answers: never a fault of ours. Cases come from the schema itself, the same each run."""

from __future__ import annotations

import io
import json
from collections import Counter
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
import yaml
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import Resolver404, resolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.promises.addresses import ADDRESSES
from tests.promises.walking import Street, taken_back
from tests.thorough import THOROUGH

pytestmark = pytest.mark.slow
EACH = 3 if THOROUGH else 1
LEAST = 100 * EACH
EVERY = 5 if THOROUGH else 15  # odd value of the list, beginning elsewhere for each answer
PROBLEMS = {400, 401, 403, 404, 405, 406, 409, 413, 415, 429}
WELL = {200, 201, 202, 204}


def operations() -> list[Any]:
    """What the schema offers."""
    out = io.StringIO()
    call_command("spectacular", stdout=out)
    schema = schemathesis.openapi.from_dict(yaml.safe_load(out.getvalue()))
    return [each.ok() for each in schema.get_all_operations()]


def path_of(case: Any, street: Street, real: bool) -> str:
    """The address with made-up arguments, or with a record that is there."""
    path = case.path
    for name, value in (case.path_parameters or {}).items():
        path = path.replace("{" + name + "}", quote(str(value), safe="") or "x")
    if not real:
        return path
    try:
        name = resolve(path).view_name
    except Resolver404:
        return path
    return ADDRESSES[name].of(street.ours) if name in ADDRESSES else path


def sent(case: Any, street: Street, path: str) -> Any:
    """The answer to this case, asked by somebody who holds every role. A fault of ours is raised here."""
    body = (
        "" if not isinstance(case.body, dict | list | str | int | float | bool) else json.dumps(case.body, default=str)
    )
    query = "&".join(f"{quote(str(name))}={quote(str(value))}" for name, value in (case.query or {}).items())
    cache.clear()
    with taken_back():
        return Client().generic(
            case.method.upper(), f"{path}?{query}", body, content_type="application/json",
            headers={"Authorization": f"Bearer {street.busy.token}"},
        )  # fmt: skip


def test_no_odd_input_is_a_fault(street: Street) -> None:
    answers: Counter[int] = Counter()
    for operation in operations():

        @settings(
            max_examples=EACH, derandomize=True, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy(), real=st.booleans())
        def one(case: Any, real: bool) -> None:
            answer = sent(case, street, path_of(case, street, real))
            answers[answer.status_code] += 1
            assert answer.status_code in WELL | PROBLEMS, (case.method, case.path, answer.content[:500])
            if answer.status_code in PROBLEMS:
                assert answer["Content-Type"].startswith(("application/problem+json", "text/html")), case.path

        one()
    assert sum(answers.values()) >= LEAST
    assert sum(answers[status] for status in WELL) > LEAST / 10
    assert set(answers) & {400, 404} == {400, 404}


ODD: list[Any] = [
    None, [], {}, "", 0, -1, 1.5, True, "x" * 5000, "\x00", "'; DROP TABLE people_person; --", "../../etc/passwd", "𝔘",
    [[[]]], {"a": {"b": []}}, 10**30, "NaN", "9999-99-99", "0000-00-00", "<script>", "%s%s%s", "{{ 7*7 }}",
]  # fmt: skip


def test_no_odd_value_in_a_plausible_body_is_a_fault(street: Street) -> None:
    """Each value that programs get wrong, in the place of each answer that the API asks for."""
    faults = []
    for address in ADDRESSES.values():
        if not address.is_api or not address.posts and not address.puts and not address.patches:
            continue
        path, plausible = address.of(street.ours), address.filled(street.ours)
        method = next(method for method in ("post", "put", "patch") if method in address.methods)
        for number, name in enumerate(plausible or {"name": ""}):
            for odd in ODD[number % EVERY :: EVERY]:
                cache.clear()
                with taken_back():
                    status = street.busy.ask(address, path, method, plausible | {name: odd}).status_code
                if status not in WELL | PROBLEMS:
                    faults.append((address.name, name, odd, status))
    assert faults == []
