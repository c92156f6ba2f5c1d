"""The sealed payment file, what is owed, and the journal entries that each step writes."""

import csv
import hashlib
import io
import unicodedata
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from statistics import median

from expenses.answers import Words
from expenses.answers import words as _

HEADER = ("Reference", "Payee", "Sort code", "Account number", "Amount", "Statement text")
STARTS_A_FORMULA = frozenset("=+-@\u2212")

SORT_CODE_DIGITS = 6
ACCOUNT_DIGITS = 8
SHOWN_DIGITS = 2


def sort_code_digits(text: str) -> str | None:
    """The six digits of a sort code written "12-34-56", "12 34 56" or "123456"; None for anything else."""
    digits = _digits(text)
    return digits if digits is not None and len(digits) == SORT_CODE_DIGITS else None


def account_digits(text: str) -> str | None:
    """The eight digits of an account number; six or seven get zeros in front, as banks do. None for anything else."""
    digits = _digits(text)
    fits = digits is not None and ACCOUNT_DIGITS - 2 <= len(digits) <= ACCOUNT_DIGITS
    return digits.zfill(ACCOUNT_DIGITS) if fits and digits else None


def _digits(text: str) -> str | None:
    plain = "".join(sign for sign in text if not sign.isspace() and sign not in "-\u2010\u2011\u2013")
    return plain if plain.isascii() and plain.isdigit() else None


def masked(digits: str) -> str:
    """What may be shown of a number: dots and its last two digits."""
    return "•" * max(0, len(digits) - SHOWN_DIGITS) + digits[-SHOWN_DIGITS:]


@dataclass(frozen=True)
class DaysToPaid:
    """How long people waited for their money, in days from sending the claim: the middle one and the longest."""

    count: int
    median: float
    worst: int


def days_to_paid(waits: Sequence[int]) -> DaysToPaid | None:
    """What to tell of these waits; None when there are none."""
    return DaysToPaid(len(waits), median(waits), max(waits)) if waits else None


def why_not_yet(
    *,
    payer: Hashable,
    payee: Hashable,
    approvers: Collection[Hashable],
    details_changed_at: datetime | None,
    details_changed_by: Hashable | None = None,
    came_back_at: datetime | None = None,
    place_ended: bool = False,
    nowhere_to_post: bool = False,
) -> Words | None:
    """Why `payer` cannot pay this amount now, in words; None when it can go.

    `place_ended`: it is money before the day for a place that is not held any more. `nowhere_to_post`: it goes by
    cheque, and we have no postal address. Four duties lie with different people (expenses.md 9.19): claiming,
    approving, changing bank details, paying. After a payment came back the details change first (expenses.md 3.5, 6).
    Moments are aware.
    """
    if payer == payee:
        return _("This is your own money, so somebody else pays it.")
    if payer in approvers:
        return _("You approved this, so somebody else pays it.")
    if details_changed_at is None:
        return _("We have no bank details yet.")
    if came_back_at is not None and details_changed_at <= came_back_at:
        return _("The last payment came back. We wait to hear where it should go.")
    if payer == details_changed_by:
        return _("You wrote down where this money goes, so somebody else pays it.")
    if nowhere_to_post:
        return _("We have no postal address for the cheque yet.")
    if place_ended:
        return _("The place has ended, so nothing goes out before the day. It can be called off.")
    return None


@dataclass(frozen=True)
class BatchRow:
    """One payment in a file: the payment's own reference, who is paid, where to, pence, what their statement says."""

    reference: str
    payee: str
    sort_code: str
    account_number: str
    pence: int
    statement_text: str


@dataclass(frozen=True)
class ControlTotals:
    """What a bank or a second person compares before the file is sent."""

    count: int
    total_pence: int


def safe_cell(text: str) -> str:
    """`text` as one line that no spreadsheet takes for a formula.

    Control characters and line ends become spaces. A text whose first visible sign is = + - @, also in a full-width
    or small form, gets an apostrophe in front, which spreadsheets take for "this is text" (OWASP, CSV injection).
    Amounts are numbers and never pass through here.
    """
    line = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text).strip()
    return f"'{line}" if _first_visible(line) in STARTS_A_FORMULA else line


def _first_visible(text: str) -> str:
    for sign in unicodedata.normalize("NFKC", text):
        if not sign.isspace() and unicodedata.category(sign) not in {"Cf", "Cn", "Co", "Cs", "Mn", "Me"}:
            return sign
    return ""


def batch_csv(rows: Iterable[BatchRow]) -> bytes:
    """The payment file: UTF-8, CRLF, text quoted, amounts in pounds as bare numbers, ordered by reference.

    The same payments give the same bytes in whatever order they come. Raises ValueError when an amount is not above
    zero or a reference stands twice, for neither may ever be sent to a bank.
    """
    ordered = sorted(rows, key=_reference)
    if len({row.reference for row in ordered}) < len(ordered):
        raise ValueError("a payment stands twice in the file")
    if any(row.pence <= 0 for row in ordered):
        raise ValueError("every payment in a file is above zero")
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(_cells(row) for row in ordered)
    return text.getvalue().encode("utf-8", errors="replace")


def _reference(row: BatchRow) -> str:
    return row.reference


def _cells(row: BatchRow) -> Sequence[str | Decimal]:
    return (
        safe_cell(row.reference),
        safe_cell(row.payee),
        safe_cell(row.sort_code),
        safe_cell(row.account_number),
        Decimal(row.pence).scaleb(-2),
        safe_cell(row.statement_text),
    )


def control_totals(rows: Iterable[BatchRow]) -> ControlTotals:
    """How many payments the file holds and what they come to in pence."""
    amounts = [row.pence for row in rows]
    return ControlTotals(len(amounts), sum(amounts))


def sha256_hex(data: bytes) -> str:
    """The seal of a file: 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


class Rail(StrEnum):
    """The way money takes to a person. A payment keeps to one until that one is closed."""

    BACS_FILE = "bacs_file"
    STRIPE_OUTBOUND = "stripe_outbound"
    STRIPE_CONNECT = "stripe_connect"
    BY_HAND = "by_hand"


EXPENSES_INCURRED = "expenses_incurred"
EXPENSES_PAYABLE = "expenses_payable"
ADVANCES_OUTSTANDING = "advances_outstanding"
WRITTEN_OFF = "written_off"
GIVEN_BACK = "bank:given_back"


def in_transit(rail: Rail) -> str:
    """The account of money sent along `rail` and not yet seen to arrive."""
    return f"bank_in_transit:{rail}"


def bank(rail: Rail) -> str:
    """The account of money that left by `rail`."""
    return f"bank:{rail}"


@dataclass(frozen=True)
class Leg:
    """One side of a journal entry: pence above zero are debits, below zero credits."""

    account: str
    pence: int


def balanced(legs: Iterable[Leg]) -> bool:
    """Whether the legs sum to zero, as every entry must."""
    return sum(leg.pence for leg in legs) == 0


def entry_for_approval(approved_pence: int, *, netted_pence: int = 0, let_go_pence: int = 0) -> tuple[Leg, ...]:
    """Approving a claim: the cost arises, and what the person did not have beforehand is owed.

    `netted_pence` is covered by advances; `let_go_pence` is the small rest of those, written off. Raises ValueError
    below zero, or when more is netted than approved.
    """
    if not 0 <= netted_pence <= approved_pence or let_go_pence < 0:
        raise ValueError("a claim is never below zero")
    return _legs(
        (EXPENSES_INCURRED, approved_pence),
        (WRITTEN_OFF, let_go_pence),
        (ADVANCES_OUTSTANDING, -netted_pence - let_go_pence),
        (EXPENSES_PAYABLE, netted_pence - approved_pence),
    )


def entry_for_advance(pence: int) -> tuple[Leg, ...]:
    """Agreeing to money before the day: it is owed, and outstanding until claims use it. Raises ValueError unless above zero."""
    return _legs((ADVANCES_OUTSTANDING, _above_zero(pence)), (EXPENSES_PAYABLE, -pence))


def entry_for_rest(pence: int, *, given_back: bool) -> tuple[Leg, ...]:
    """The rest of an advance came back to us, or is let go. Raises ValueError unless `pence` is above zero."""
    return _legs((GIVEN_BACK if given_back else WRITTEN_OFF, _above_zero(pence)), (ADVANCES_OUTSTANDING, -pence))


def entry_for_payment(pence: int, rail: Rail) -> tuple[Leg, ...]:
    """Sending a payment: no longer owed, on its way. Raises ValueError unless `pence` is above zero."""
    return _legs((EXPENSES_PAYABLE, _above_zero(pence)), (in_transit(rail), -pence))


def entry_by_hand(pence: int) -> tuple[Leg, ...]:
    """A cheque is written and posted: no longer owed. Raises ValueError unless `pence` is above zero."""
    return _legs((EXPENSES_PAYABLE, _above_zero(pence)), (bank(Rail.BY_HAND), -pence))


def entry_for_settlement(pence: int, rail: Rail) -> tuple[Leg, ...]:
    """The money has left the bank for good. Raises ValueError unless `pence` is above zero."""
    return _legs((in_transit(rail), _above_zero(pence)), (bank(rail), -pence))


def reversal(legs: Iterable[Leg]) -> tuple[Leg, ...]:
    """The entry that undoes another, as when a bank returns a payment: nothing is ever edited or deleted."""
    return tuple(Leg(leg.account, -leg.pence) for leg in legs)


def _above_zero(pence: int) -> int:
    if pence <= 0:
        raise ValueError("a payment is above zero")
    return pence


def _legs(*sides: tuple[str, int]) -> tuple[Leg, ...]:
    return tuple(Leg(account, pence) for account, pence in sides if pence)
