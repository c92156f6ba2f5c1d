"""No text of a person becomes a formula in a spreadsheet (quality.md R9): parsed back, every cell is as safe as meant."""

from __future__ import annotations

import csv
import io
import random
import unicodedata
from datetime import date
from types import SimpleNamespace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from expenses.payments.rules import BatchRow, batch_csv
from expenses.review.pages.lists import csv_row
from tests.expenses.office import SENT
from tests.thorough import examples

FORMULA = set("=+-@−")
STARTS = "=+-@\t\r\n＝＋－＠﹢﹣"
NASTY = st.one_of(
    st.text(max_size=40),
    st.builds(lambda start, rest: start + rest, st.sampled_from(STARTS), st.text(max_size=20)),
    st.sampled_from(["=1+1", '"=1+1', "';=1", '","=1', "\r\n=1", " =1", "\u200b=1", "=cmd|' /C calc'!A0"]),
)


def first_visible(cell: str) -> str:
    plain = unicodedata.normalize("NFKC", cell)
    return next((sign for sign in plain if not sign.isspace() and unicodedata.category(sign) not in {"Cf", "Cc"}), "")


def odd_texts(number: int) -> list[str]:
    """Texts of signs that spreadsheets, CSV readers and careless checks stumble over; the same each run."""
    chance = random.Random(20260306)
    signs = STARTS + "﹦−\x00\u200b\ufeff\u2028 \u00a0'\";,|%1aAé漢"
    return ["".join(chance.choices(signs, k=chance.randrange(1, 12))) for _each in range(number)]


def test_of_ten_thousand_odd_names_none_is_a_formula_or_breaks_a_row():
    odd = odd_texts(10_000)
    data = batch_csv([BatchRow(f"R{n:05}", text, "123456", "00012345", n, text) for n, text in enumerate(odd, 1)])
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))[1:]
    assert [row[0] for row in rows] == [f"R{n:05}" for n in range(1, 10_001)]
    assert [row[4] for row in rows] == [f"{n // 100}.{n % 100:02}" for n in range(1, 10_001)]
    assert [
        row for row in rows if len(row) != 6 or first_visible(row[1]) in FORMULA or first_visible(row[5]) in FORMULA
    ] == []


@given(payee=NASTY, reference=NASTY)
@settings(max_examples=examples(500), deadline=None)
@example(payee="＝1+1", reference="@x")
def test_a_file_for_the_bank_has_no_formula_and_no_extra_line(payee, reference):
    data = batch_csv([BatchRow(reference, payee, "123456", "00012345", 1234, f"EXPENSES {reference}")])
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    assert len(rows) == 2
    assert rows[1][4] == "12.34"
    for cell in (rows[1][0], rows[1][1], rows[1][5]):
        assert first_visible(cell) not in FORMULA


@given(name=NASTY, title=NASTY)
@settings(max_examples=examples(500), deadline=None)
def test_the_list_of_paid_claims_has_no_formula_and_amounts_are_numbers(name, title):
    claim = SimpleNamespace(
        reference="LM-0001", person=SimpleNamespace(full_name=name), event_day=date(2026, 3, 26), submitted_at=SENT,
        session=SimpleNamespace(panel=SimpleNamespace(title=title)), paid_on=date(2026, 4, 1), total_pence=500,
        approved_pence=450, paid_reference="LM-0001", organisation=SimpleNamespace(day=lambda moment: moment.date()),
        looks_again_at=None,
    )  # fmt: skip
    row = csv_row(claim)
    assert row[6:9] == [5.0, 4.5, 5]
    assert all(first_visible(cell) not in FORMULA for cell in row[:3])
