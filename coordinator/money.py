"""Money as people write it and as people read it. Inside, money is a whole number of pence."""

import re
from decimal import Decimal

from coordinator import english

LARGEST_PENCE = 99_999_99
NO_BREAK_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})
POUNDS = re.compile(
    r"""£?[ ]*
    (?P<pounds> [0-9]+ | [1-9][0-9]{0,2}(?:,[0-9]{3})+ | (?=\.) )   # 1234 or 1,234 or nothing before ".50"
    (?: \. (?P<pence>[0-9]{1,2}) )?
    """,
    re.VERBOSE,
)
DECIMAL_COMMA = re.compile(r"£?[ ]*(?P<pounds>[0-9]+),(?P<pence>[0-9]{1,2})")
ONLY_PENCE = re.compile(r"(?P<pence>[0-9]+)[ ]?p", re.IGNORECASE)
LONGEST_TEXT = 40


def _(text: str) -> str:
    """Mark `text` for translation; whoever shows it translates it."""
    return text


IN_FIGURES = _("Write the amount in figures, for example 12.50.")
NO_MINUS = _("Write the amount without a minus sign, for example 12.50.")
TWO_DECIMALS = _("Write pounds and pence with two figures after the point, for example 12.50.")
TOO_LARGE = _("This is a very large amount. Please look again: write it in pounds, for example 12.50.")


class Pence(int):
    """A whole number of pence that is to be shown as money."""


class MoneyNotUnderstood(ValueError):
    """The text is no amount we can be sure of. `hint` (also the message) says how to write it; `text` is kept as typed."""

    def __init__(self, text: str, hint: str) -> None:
        super().__init__(hint)
        self.text = text
        self.hint = hint


def parse_pence(text: str) -> int:
    """The pence that a person meant by `text`.

    "12.50", "£12.5", " £ 12 ", ".50", "1,234.50" and "50p" are taken as in Britain. A comma before one or two last
    figures is taken as a decimal comma ("12,50" is £12.50, the habit of much of Europe), because no British amount
    has a group of two. A comma before three figures groups thousands: "1,234" is £1,234.
    What could mean two things ("1.234,50", "12.", "1,23.4") is not guessed.

    Raises MoneyNotUnderstood with the reason for words, minus signs, a third decimal, figures of other scripts
    and amounts over LARGEST_PENCE.
    """
    plain = text.translate(NO_BREAK_SPACES).strip(" \t\r\n")
    found = (
        POUNDS.fullmatch(plain) or DECIMAL_COMMA.fullmatch(plain) or ONLY_PENCE.fullmatch(plain)
        if len(plain) <= LONGEST_TEXT
        else None
    )
    if found is None:
        raise MoneyNotUnderstood(text, _hint(plain))
    pence = _pence(found.groupdict())
    if pence > LARGEST_PENCE:
        raise MoneyNotUnderstood(text, TOO_LARGE)
    return pence


def _pence(parts: dict[str, str | None]) -> int:
    if "pounds" not in parts:
        return int(parts["pence"] or 0)
    pounds = (parts["pounds"] or "0").replace(",", "")
    return int(pounds) * 100 + int((parts["pence"] or "").ljust(2, "0"))


def _hint(plain: str) -> str:
    if re.fullmatch(r"£?\s*[-−–]\s*£?\s*[0-9.,]+|\([£0-9., ]+\)", plain):
        return NO_MINUS
    if re.fullmatch(r"£?\s*[0-9,]*\.[0-9]{3,}", plain):
        return TWO_DECIMALS
    return IN_FIGURES


def format_pence(pence: int, locale: str = "en_GB") -> str:
    """`pence` as pounds in the reader's language: "£12.50", "-£3.00", "12,50 GBP" in Polish.

    `locale` as Babel or Django writes it ("en_GB", "en-gb"). Raises babel.UnknownLocaleError for one Babel lacks.
    """
    if english.is_english(locale):
        return english.pounds(pence)
    from babel.numbers import format_currency

    return format_currency(Decimal(pence) / 100, "GBP", locale=locale.replace("-", "_"))
