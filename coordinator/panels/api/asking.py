"""Who asks, and what they sent."""

from __future__ import annotations

from typing import Any, cast

from rest_framework.request import Request

from coordinator.people.models import Person


def who(request: Request) -> Person:
    """The person behind a program's token."""
    return cast(Person, request.user)


def sent(request: Request) -> dict[str, Any]:
    """The body by name; nothing for a body that is no object."""
    return dict(request.data.items()) if hasattr(request.data, "items") else {}
