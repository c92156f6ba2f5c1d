"""Whoever may not is refused before anything else is said: with nothing in the body there is nothing to mend first.

Every role is tried with a plausible body in test_every_address; here one of those who may not is enough.
"""

from __future__ import annotations

import pytest

from tests.promises.addresses import ADDRESSES
from tests.promises.addresses_of_pages import SIGNING_IN
from tests.promises.walking import Street
from tests.promises.walks.test_every_address import OF_EVERYBODY, answered

pytestmark = pytest.mark.slow
WRITES = ("post", "put", "patch", "delete")


def test_an_empty_body_is_refused_like_a_full_one(street: Street) -> None:
    wrong = []
    for address in ADDRESSES.values():
        if address in SIGNING_IN or address.name in OF_EVERYBODY:
            continue
        for method in set(WRITES) & set(address.methods):
            for role in sorted(street.visitors.keys() - address.roles(method))[:1]:
                status = answered(street, street.visitors[role], address, street.ours, method, {})
                if status not in address.refused:
                    wrong.append((address.name, method, str(role), status))
    assert wrong == []
