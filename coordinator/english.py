"""Dates, numbers and money as English writes them.

Other languages are written by Babel. Its tables take five megabytes of every process that loads them, so it is loaded
when such a language is spoken (`make bench`: memory of a worker).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
MONTHS_BRIEF = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")


def is_english(language: str) -> bool:
    """Whether a language code ("en-gb", "en_GB", "en") is one of English."""
    return language[:2].lower() == "en" and language[2:3] in {"", "-", "_"}


def dated(day: date, form: str) -> str:
    """`form` with {weekday}, {weekday_brief}, {day}, {month}, {month_brief} and {year} of the day: "Thursday 26 March"."""
    weekday = WEEKDAYS[day.weekday()]
    return form.format(
        weekday=weekday, weekday_brief=weekday[:3], day=day.day, month=MONTHS[day.month - 1],
        month_brief=MONTHS_BRIEF[day.month - 1], year=day.year,
    )  # fmt: skip


def month_called(name: str) -> int | None:
    """The number of the month of this name, whole or brief ("Sep" too), in any case; None for no month."""
    plain = name.rstrip(".").casefold()
    for number, (whole, brief) in enumerate(zip(MONTHS, MONTHS_BRIEF, strict=True), 1):
        if plain in {whole.casefold(), brief.casefold(), whole[:3].casefold()}:
            return number
    return None


def number(value: int | Decimal) -> str:
    """ "1,234.5": thousands in groups, at most three figures after the point."""
    text = f"{value:,.3f}"
    return text.rstrip("0").rstrip(".")


def pounds(pence: int) -> str:
    """ "£1,234.50", "-£3.00"."""
    return f"{'-' if pence < 0 else ''}£{abs(pence) // 100:,}.{abs(pence) % 100:02}"
