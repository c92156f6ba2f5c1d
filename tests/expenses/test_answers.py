"""A rule's sentence in British English and in another language, and a verdict that counts as yes or no."""

from datetime import date
from decimal import Decimal

from coordinator.money import Pence
from expenses.answers import Verdict
from expenses.answers import words as _

SENTENCE = _(
    "%(who)s: %(pence)s on %(day)s, %(miles)s miles, %(kind)s",
    who="Helen",
    pence=Pence(123450),
    day=date(2026, 4, 9),
    miles=Decimal("1200.5"),
    kind=_("Train"),
)


def test_a_sentence_writes_money_dates_and_numbers_as_in_britain():
    assert str(SENTENCE) == "Helen: £1,234.50 on 9 April, 1,200.5 miles, Train"


def test_a_sentence_is_translated_with_its_values_in_the_readers_way():
    polish = {SENTENCE.template: "%(who)s: %(day)s, %(pence)s, %(miles)s mil, %(kind)s", "Train": "Pociąg"}
    assert (
        SENTENCE.said(polish.__getitem__, "pl") == "Helen: 9 kwietnia, 1\u00a0234,50\u00a0GBP, 1\u00a0200,5 mil, Pociąg"
    )


def test_a_sentence_without_values_stands_as_it_is():
    assert str(_("Covered by the agreed plan.")) == "Covered by the agreed plan."


def test_django_may_name_the_language_its_own_way():
    assert _("by %(day)s", day=date(2026, 4, 9)).said(str, "en-gb") == "by 9 April"


def test_a_verdict_counts_as_its_answer():
    assert bool(Verdict(True, _("Yes."))) is True
    assert bool(Verdict(False, _("No."))) is False
