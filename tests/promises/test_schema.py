"""The API's schema is complete: nothing in it is guessed, and another reader finds it valid."""

from __future__ import annotations

import io

import pytest
import yaml
from django.core.management import call_command
from openapi_spec_validator import validate

from tests.promises.addresses import ADDRESSES


@pytest.fixture
def schema(capsys: pytest.CaptureFixture[str]) -> dict:
    """The schema as programs read it. A warning, that is a guess, raises."""
    out = io.StringIO()
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=out)
    return yaml.safe_load(out.getvalue())


def test_the_schema_is_valid_without_a_warning(schema: dict) -> None:
    validate(schema)
    assert schema["openapi"].startswith("3.")
    assert schema["info"]["title"] == "Coordinator"


def test_every_address_of_the_api_is_described(schema: dict) -> None:
    described = sum(len(set(path) & {"get", "post", "put", "patch", "delete"}) for path in schema["paths"].values())
    known = sum(len(address.methods) for address in ADDRESSES.values() if address.is_api)
    assert described >= known
    assert [name for name in schema["paths"] if not name.startswith("/api/v1/")] == []
