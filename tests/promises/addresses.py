"""Every address of the product: who may open it, with which record, and whether it takes a POST.

A new address fails `test_every_address` until it stands here. An entry names the address, who may use it (roles,
permissions, ANYBODY or SOMEBODY), then the arguments: each a path into a House ("call.pk", "follow_token"), or a word
as it is, written "=word". `get` is what opening it answers to those who may (None: it only takes a POST); `posts` says
that it takes one, and `body` is a plausible one, whose values may be paths too.

    Address("team_call", P.SEE_CALLS, pk="call.pk")
    Address("team_call_close", P.CLOSE_CALL, pk="call.pk", posts=True)
    Address("team_call_take_up", P.EDIT_CALL, pk="call_requested.pk", get=None, posts=True)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.promises.address import (
    Address,
)
from tests.promises.addresses_of_api import API
from tests.promises.addresses_of_pages import FINANCE, HEAD, OWN, PUBLIC, SIGNING_IN, TEAM

ADDRESSES: dict[str, Address] = {
    address.name: address for address in [*SIGNING_IN, *PUBLIC, *OWN, *TEAM, *FINANCE, *HEAD, *API]
}


@dataclass(frozen=True)
class Route:
    """One line of the URLconf."""

    name: str
    path: str
    callback: Callable[..., Any]


def routes(patterns: list[Any] | None = None, before: str = "") -> Iterator[Route]:
    """Every line of the URLconf, through every include."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, before + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield Route(str(pattern.name), before + str(pattern.pattern), pattern.callback)
