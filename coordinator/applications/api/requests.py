"""What a request of a program holds."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request


def here(request: Request) -> Any:
    """Who asks: a person, or None (coordinator.api.authentication)."""
    return request.user


def body_of(request: Request) -> dict[str, Any]:
    return dict(request.data.items()) if isinstance(request.data, dict) else {}


def typed(request: Request) -> dict[str, Any]:
    """The body with its answers under the names that the form uses."""
    body = body_of(request)
    answers = body.pop("answers", None)
    said = answers if isinstance(answers, dict) else {}
    return body | {f"question_{question}": text for question, text in said.items()}
