"""Every address: who may open it, and that nothing of another organisation ever stands there.

The other house holds a canary in every text: one in what the public may read of its calls, one in all the rest.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.core.cache import cache

from coordinator.organisations.models import Role
from tests.promises.address import ANYBODY, Address
from tests.promises.addresses import ADDRESSES, routes
from tests.promises.addresses_of_pages import SIGNING_IN
from tests.promises.house import House
from tests.promises.marking import our_models, records_of
from tests.promises.walking import (
    PRIVATE,
    PUBLIC,
    Street,
    Visitor,
    digest,
    everything_said,
    letters_written,
    taken_back,
)
from tests.thorough import THOROUGH

pytestmark = pytest.mark.slow
PARTS = 8
SHARED = {"workflow.ClockTask", "accessibility.NeedItem"}  # of no organisation
DONE = {200, 201, 202, 204, 302, 409, 422}  # done, or answered by the page itself in plain words
ASKED_AGAIN = 400  # the API's 422
OF_EVERYBODY = {"schema", "access-item-detail"}  # the same for whoever asks


def part(number: int) -> list[Address]:
    """Every eighth address, so that the parts take about as long as each other."""
    return list(ADDRESSES.values())[number::PARTS]


def test_every_address_has_an_entry() -> None:
    known = {route.name for route in routes()}
    told = "has no entry: add one to tests/promises/addresses_of_pages.py or addresses_of_api.py, with who may open it and its arguments"
    demo = {"demo", "demo_enter"}  # there only with DEMO=1
    new = [f"{route.name} (/{route.path}) {told}" for route in routes() if route.name not in ADDRESSES]
    assert new == []
    assert set(ADDRESSES) - known - demo == set()


def test_no_two_addresses_share_a_name() -> None:
    twice = [name for name, times in Counter(route.name for route in routes()).items() if times > 1]
    assert twice == []


def test_every_kind_of_record_stands_in_both_houses(street: Street) -> None:
    for house in (street.ours, street.others):
        empty = [model._meta.label for model in our_models() if not records_of(house.world, model)]
        assert set(empty) == SHARED, "add a maker to tests/promises/house.py"


def answered(street: Street, visitor: Visitor, address: Address, house: House, method: str, body: Any = None) -> int:
    """Try it, look for canaries in all that was said, take it back; the status."""
    cache.clear()  # limits on guessing count by address
    with taken_back():
        answer = visitor.ask(address, address.of(house), method, body)
        said = everything_said(answer)
        if method != "get" and answer.status_code < 400:
            said += letters_written(street.ours)
    about = (address.name, method, visitor.person)
    assert PRIVATE not in said, about
    if ANYBODY not in address.who and not address.name.startswith("my_home"):
        assert PUBLIC not in said, about
    return answer.status_code


def fits(address: Address, method: str, status: int) -> bool:
    """Is this how it answers to those who may?"""
    if method == "get":
        return status == address.get
    return status in DONE or (address.is_api and status == ASKED_AGAIN)


@pytest.mark.parametrize("number", range(PARTS))
def test_each_opens_to_those_who_may_and_to_nobody_else(street: Street, number: int) -> None:
    wrong = []
    for address in part(number):
        for method in address.methods:
            body = None if method == "get" else address.filled(street.ours)
            wrong += signed_out(street, address, method, body)
            for turn, (role, visitor) in enumerate(street.visitors.items()):
                if (address in SIGNING_IN or address.name in OF_EVERYBODY) and role != Role.VOLUNTEER:
                    continue  # an account is an account; and what is the same for everybody
                may = role in address.roles(method)
                if not may and not THOROUGH and (turn + len(address.name)) % 2:
                    continue  # where somebody waits, every other of those who may not
                if not may and method == "get" and address.posts:
                    continue  # the same door, tried with the POST
                status = answered(street, visitor, address, street.ours, method, body)
                right = fits(address, method, status) if may else refused(address, status)
                if not right:
                    wrong.append((address.name, method, str(role), may, status))
    assert wrong == [], wrong


def refused(address: Address, status: int) -> bool:
    """Is this how those are answered who may not? Before they hear what is missing, or that it is too late."""
    return status in address.refused


def signed_out(street: Street, address: Address, method: str, body: Any) -> list[Any]:
    """What is wrong with the answer to a stranger: the sign-in page, 401 from the API, or the public page."""
    status = answered(street, street.stranger, address, street.ours, method, body)
    if address in SIGNING_IN:
        right = status in {200, 302}
    elif ANYBODY in address.who or (method != "get" and ANYBODY in (address.posters or ())):
        right = fits(address, method, status) or (method == "post" and status == ASKED_AGAIN)
    else:
        right = status == (401 if address.is_api else 302)
    return [] if right else [(address.name, method, "signed out", status)]


@pytest.mark.parametrize("number", range(PARTS))
def test_nothing_of_another_organisation_is_found_or_changed(street: Street, number: int) -> None:
    """Each role that may open such a record at home, and somebody who holds every role at home."""
    wrong, before = [], digest()
    for address in part(number):
        if not address.has_record or address.is_key or ANYBODY in address.who or address.name in OF_EVERYBODY:
            continue
        for visitor, method, body in attempts(street, address):
            status = answered(street, visitor, address, street.others, method, body)
            if status not in ({404} if method in address.methods else {403, 404, 405}):  # never "that was not valid"
                wrong.append((address.name, method, str(visitor.person), body, status))
    assert wrong == [], wrong
    assert digest() == before


def attempts(street: Street, address: Address) -> list[tuple[Visitor, str, Any]]:
    """Who tries what: looking, and every way to write with nothing and with something plausible."""
    theirs = address.filled(street.others)
    tries = [(street.busy, method, body) for method in ("post", "put", "patch", "delete") for body in ({}, theirs)]
    if "get" in address.methods:
        tries.append((street.busy, "get", None))
    for role, visitor in street.visitors.items():
        if role in address.roles(address.methods[-1]):
            method = address.methods[0]
            tries.append((visitor, method, None if method == "get" else theirs))
    return [(who, method, body) for who, method, body in tries if body != {} or method in address.methods]


def test_no_log_held_a_canary_or_a_secret(street: Street) -> None:
    """Runs the addresses that carry secrets, right and wrong, and reads the log of everything before as well."""
    secrets = [address for address in ADDRESSES.values() if address.is_key]
    for address in secrets:
        for method in ("get", "post", "delete"):
            with taken_back():
                street.stranger.ask(address, address.of(street.ours), method)
    for house in (street.ours, street.others):
        for secret in (house.follow_token, house.offer_token, house.my_feed, *house.tokens.values()):
            assert [line for line in street.log if secret in line] == []
    assert [line for line in street.log if PRIVATE in line.lower() or PUBLIC in line.lower()] == []
    assert len(street.log) > len(secrets)
