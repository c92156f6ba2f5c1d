"""After every test about money the books balance (quality.md R25)."""

import pytest

from expenses.payments.queries import journal_sum, unbalanced_entries


@pytest.fixture(autouse=True)
def the_books_balance(request):
    """The legs sum to zero for each entry and in all, whatever the test did."""
    needs_database = any(name in request.fixturenames for name in ("db", "transactional_db", "world"))
    if needs_database:
        request.getfixturevalue("transactional_db" if "transactional_db" in request.fixturenames else "db")
    yield
    if needs_database:
        assert (unbalanced_entries(), journal_sum()) == ([], 0)
