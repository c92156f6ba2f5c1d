"""Who asks and what they sent, for the pages and the API of this wing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request


def body(request: Request) -> Mapping[str, Any]:
    """What a program sent, by name. Raises a 400 for a list or a bare value."""
    if not isinstance(request.data, Mapping):
        raise ValidationError({"body": [_("Send one object with names and values.")]})
    return request.data
