"""Three rows or three hundred: a list asks the database the same number of questions."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.promises.address import Address
from tests.promises.addresses import ADDRESSES
from tests.promises.addresses_of_pages import SIGNING_IN
from tests.promises.growing import grow
from tests.promises.walking import Street, Visitor, taken_back
from tests.thorough import THOROUGH

pytestmark = pytest.mark.slow
SIZES = (1, 25, 100) if THOROUGH else (1, 25)
MORE = 20 if THOROUGH else 5
MOST_OF_A_PAGE, MOST_OF_AN_API_LIST = 12, 6
OWN = ("my_", "my-", "application-", "need-view-")

LISTS = [
    address
    for address in ADDRESSES.values()
    if address.get == 200
    and not address.has_record
    and address not in SIGNING_IN
    and not address.posts
    or address.name.endswith("-list")
    and address.get == 200
]


def test_lists_were_found() -> None:
    assert len([address for address in LISTS if address.is_api]) > 20
    assert len([address for address in LISTS if not address.is_api]) > 25


ONE_RECORD = [
    address
    for address in ADDRESSES.values()
    if address.get == 200 and address.has_record and address not in LISTS and address not in SIGNING_IN
]


def test_a_page_of_one_record_costs_the_same_however_much_hangs_on_it(street: Street) -> None:
    """More dates, places, applications, lines of history: no further question to the database."""
    before = {address.name: seen_by_somebody(street, address) for address in ONE_RECORD}
    with taken_back():
        grow(street.ours, MORE)
        after = {address.name: seen_by_somebody(street, address) for address in ONE_RECORD}
    assert {name: (before[name], number) for name, number in after.items() if number > before[name]} == {}


def seen_by_somebody(street: Street, address: Address) -> int:
    """How many questions it takes to open this, by whoever may."""
    roles = address.roles()
    for visitor in [each for role, each in street.visitors.items() if role in roles]:
        with taken_back(), CaptureQueriesContext(connection) as seen:
            status = visitor.ask(address, address.of(street.ours)).status_code
        if status == address.get:
            return len(seen.captured_queries)
    raise AssertionError(f"nobody opened {address.name}")


def best_placed(street: Street, address: Address) -> Visitor:
    """Whose list is long: Rowan's own, or the team's."""
    rowan = next(iter(street.visitors.values()))
    return rowan if address.name.startswith(OWN) else street.busy


def asked(street: Street, address: Address) -> list[str]:
    """The questions to the database of one opening."""
    visitor = best_placed(street, address)
    vars(visitor.person).pop("_roles", None)
    with taken_back(), CaptureQueriesContext(connection) as seen:
        status = visitor.ask(address, address.of(street.ours)).status_code
    assert status == address.get, address.name
    return [query["sql"] for query in seen.captured_queries]


def test_a_list_costs_the_same_for_1_25_and_100_rows(street: Street) -> None:
    """Everything a list may show grows at once; what a page asks in all is bounded, homes like every page."""
    counts: dict[str, list[int]] = {address.name: [] for address in LISTS}
    grown = 0
    for size in SIZES:
        grow(street.ours, size - grown)
        grown = size
        for address in LISTS:
            counts[address.name].append(len(asked(street, address)))
    assert {name: numbers for name, numbers in counts.items() if max(numbers) > numbers[0]} == {}
    assert {name: numbers for name, numbers in counts.items() if max(numbers) > most(name)} == {}


def most(name: str) -> int:
    """How many questions this list may ask."""
    return MOST_OF_AN_API_LIST if "-" in name else MOST_OF_A_PAGE
