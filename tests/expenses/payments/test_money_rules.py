"""Bank details as people write them, who may pay whom, and how long people waited."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expenses.payments.rules import account_digits, days_to_paid, masked, sort_code_digits, why_not_yet

EARLY = datetime(2026, 3, 27, 10, tzinfo=UTC)
LATE = datetime(2026, 3, 30, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12-34-56", "123456"),
        ("12 34 56", "123456"),
        ("123456", "123456"),
        ("12–34–56", "123456"),
        ("12-34-5", None),
        ("1234567", None),
        ("12/34/56", None),
        ("١٢٣٤٥٦", None),
        ("", None),
    ],
)
def test_a_sort_code_is_understood_as_people_write_it(typed, kept):
    assert sort_code_digits(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12345678", "12345678"),
        ("1234 5678", "12345678"),
        ("1234567", "01234567"),
        ("123456", "00123456"),
        ("12345", None),
        ("123456789", None),
        ("GB29NWBK", None),
        ("", None),
    ],
)
def test_an_account_number_is_understood_as_people_write_it(typed, kept):
    assert account_digits(typed) == kept


@given(st.text(alphabet="0123456789 -", max_size=20))
def test_what_is_kept_is_always_digits_of_the_right_length(typed):
    sort_code, account = sort_code_digits(typed), account_digits(typed)
    assert sort_code is None or (len(sort_code) == 6 and sort_code.isdigit())
    assert account is None or (len(account) == 8 and account.isdigit())


def test_only_the_last_two_digits_are_shown():
    assert (masked("12345678"), masked("1"), masked("")) == ("••••••78", "1", "")


def reason(**changes):
    facts = {"payer": "paula", "payee": "rowan", "approvers": {"ravi"}, "details_changed_at": EARLY} | changes
    found = why_not_yet(**facts)
    return None if found is None else str(found)


def test_who_neither_claims_nor_approved_pays():
    assert reason() is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"payer": "rowan"}, "This is your own money, so somebody else pays it."),
        ({"payer": "ravi"}, "You approved this, so somebody else pays it."),
        ({"details_changed_at": None}, "We have no bank details yet."),
        ({"came_back_at": LATE}, "The last payment came back. We wait to hear where it should go."),
        ({"came_back_at": EARLY}, "The last payment came back. We wait to hear where it should go."),
        ({"details_changed_by": "paula"}, "You wrote down where this money goes, so somebody else pays it."),
        ({"nowhere_to_post": True}, "We have no postal address for the cheque yet."),
    ],
)
def test_why_an_amount_waits_is_said_in_words(changes, said):
    assert reason(**changes) == said


def test_after_a_payment_came_back_new_details_are_enough():
    assert reason(came_back_at=EARLY, details_changed_at=LATE) is None


def test_the_middle_and_the_longest_wait():
    waited = days_to_paid([3, 10, 4, 4])
    assert waited is not None
    assert (waited.count, waited.median, waited.worst) == (4, 4.0, 10)
    assert days_to_paid([]) is None
