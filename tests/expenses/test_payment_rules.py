"""The file that goes to the bank, and the journal that always sums to zero."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expenses.payments.rules import (
    EXPENSES_INCURRED,
    EXPENSES_PAYABLE,
    HEADER,
    BatchRow,
    ControlTotals,
    Leg,
    Rail,
    balanced,
    bank,
    batch_csv,
    control_totals,
    entry_by_hand,
    entry_for_approval,
    entry_for_payment,
    entry_for_settlement,
    in_transit,
    reversal,
    safe_cell,
    sha256_hex,
)

ROWAN = BatchRow("INV-000002", "Rowan Ellery", "01-02-03", "00012345", 13260, "EXPENSES INV-000002")
ALAN = BatchRow("INV-000001", "Alan Pryce", "40-47-84", "70872490", 3410, "EXPENSES INV-000001")
SEALED = (
    b'"Reference","Payee","Sort code","Account number","Amount","Statement text"\r\n'
    b'"INV-000001","Alan Pryce","40-47-84","70872490",34.10,"EXPENSES INV-000001"\r\n'
    b'"INV-000002","Rowan Ellery","01-02-03","00012345",132.60,"EXPENSES INV-000002"\r\n'
)


def read_back(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


class TestTheFile:
    def test_has_text_in_quotes_amounts_as_numbers_and_ends_lines_as_banks_do(self):
        assert batch_csv([ALAN, ROWAN]) == SEALED

    def test_is_the_same_in_whatever_order_the_payments_come(self):
        assert sha256_hex(batch_csv([ROWAN, ALAN])) == sha256_hex(SEALED)

    def test_is_another_file_when_one_penny_differs(self):
        assert sha256_hex(batch_csv([ALAN, replace(ROWAN, pence=13261)])) != sha256_hex(SEALED)

    def test_keeps_names_in_other_scripts(self):
        named = [replace(ALAN, payee="Zoë Ó Néill"), replace(ROWAN, payee="نسرین اختر")]
        assert [row[1] for row in read_back(batch_csv(named))[1:]] == ["Zoë Ó Néill", "نسرین اختر"]

    def test_of_nobody_is_its_header(self):
        assert read_back(batch_csv([])) == [list(HEADER)]

    def test_has_control_totals(self):
        assert control_totals([ALAN, ROWAN]) == ControlTotals(count=2, total_pence=16670)
        assert control_totals([]) == ControlTotals(0, 0)

    @pytest.mark.parametrize("pence", [0, -1])
    def test_never_holds_a_payment_of_nothing(self, pence):
        with pytest.raises(ValueError, match="above zero"):
            batch_csv([replace(ALAN, pence=pence)])

    def test_never_holds_a_payment_twice(self):
        with pytest.raises(ValueError, match="stands twice"):
            batch_csv([ALAN, ALAN])

    def test_survives_half_a_character(self):
        assert read_back(batch_csv([replace(ALAN, payee="A\ud800B")]))[1][1] == "A?B"

    @given(st.integers(1, 10**9))
    def test_amounts_stay_numbers_to_the_penny(self, pence):
        cell = read_back(batch_csv([replace(ALAN, pence=pence)]))[1][4]
        assert cell == f"{pence // 100}.{pence % 100:02}"


def test_a_seal_is_64_hex_digits():
    assert sha256_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Rowan Ellery", "Rowan Ellery"),
        ("O'Neill", "O'Neill"),
        ("", ""),
        ("=1+1", "'=1+1"),
        ("+44 1632", "'+44 1632"),
        ("-Smith", "'-Smith"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r\n=1", "'=1"),
        ("  =1", "'=1"),
        ("\x00=1", "'=1"),
        ("\u200b=1", "'\u200b=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("﹦1", "'﹦1"),
        ("−1", "'−1"),
        ("a\r\nb\tc", "a  b c"),
        ("a\u2028b", "a b"),
        ("1-2", "1-2"),
        ("01-02-03", "01-02-03"),
        ("'=1", "'=1"),
        ('";=1', '";=1'),
    ],
)
def test_no_text_becomes_a_formula(text, safe):
    assert safe_cell(text) == safe


class TestTheJournal:
    def test_approval_books_the_cost_against_what_is_owed(self):
        assert entry_for_approval(13260) == (Leg(EXPENSES_INCURRED, 13260), Leg(EXPENSES_PAYABLE, -13260))

    def test_a_claim_of_nothing_writes_no_legs(self):
        assert entry_for_approval(0) == ()

    def test_a_claim_is_never_below_zero(self):
        with pytest.raises(ValueError, match="below zero"):
            entry_for_approval(-1)

    def test_a_payment_moves_what_is_owed_onto_its_way_and_then_out(self):
        assert entry_for_payment(7000, Rail.BACS_FILE) == (
            Leg(EXPENSES_PAYABLE, 7000),
            Leg("bank_in_transit:bacs_file", -7000),
        )
        assert entry_for_settlement(7000, Rail.BACS_FILE) == (
            Leg("bank_in_transit:bacs_file", 7000),
            Leg("bank:bacs_file", -7000),
        )

    def test_a_cheque_is_owed_no_longer_once_it_is_posted(self):
        assert entry_by_hand(7000) == (Leg(EXPENSES_PAYABLE, 7000), Leg("bank:by_hand", -7000))
        with pytest.raises(ValueError, match="above zero"):
            entry_by_hand(0)

    def test_a_returned_payment_is_owed_again(self):
        assert reversal(entry_for_payment(7000, Rail.BY_HAND)) == (
            Leg(EXPENSES_PAYABLE, -7000),
            Leg(in_transit(Rail.BY_HAND), 7000),
        )

    @pytest.mark.parametrize("entry", [entry_for_payment, entry_for_settlement])
    @pytest.mark.parametrize("pence", [0, -1])
    def test_a_payment_of_nothing_is_no_payment(self, entry, pence):
        with pytest.raises(ValueError, match="above zero"):
            entry(pence, Rail.BACS_FILE)

    def test_an_entry_that_does_not_sum_to_zero_is_not_balanced(self):
        assert balanced([]) is True
        assert balanced([Leg(EXPENSES_INCURRED, 1), Leg(EXPENSES_PAYABLE, -2)]) is False

    @given(st.integers(0, 10**7), st.sampled_from(Rail), st.booleans())
    def test_from_approval_to_the_bank_every_entry_and_the_whole_sum_to_zero(self, owed, rail, returned):
        entries = [entry_for_approval(owed)]
        if owed:
            entries += [entry_for_payment(owed, rail), entry_for_settlement(owed, rail)]
        if owed and returned:
            entries += [reversal(entry) for entry in entries[1:]]
        assert [entry for entry in entries if not balanced(entry)] == []
        balances: dict[str, int] = {}
        for leg in (leg for entry in entries for leg in entry):
            balances[leg.account] = balances.get(leg.account, 0) + leg.pence
        assert sum(balances.values()) == 0
        assert balances.get(in_transit(rail), 0) == 0
        assert balances.get(EXPENSES_PAYABLE, 0) == (-owed if returned else 0)
        assert balances.get(bank(rail), 0) == (0 if returned else -owed)
