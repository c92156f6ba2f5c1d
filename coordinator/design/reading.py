"""Dates, times and miles as people write them. Plain Python; every refusal is a sentence that says what to do."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordinator import english
from coordinator.design.moments import active_language

TIME = re.compile(r"(?P<hour>\d{1,2})(?:\s*[:.h]?\s*(?P<minute>\d{2}))?\s*(?P<half>[ap]\.?\s*m\.?)?")
NAMED_TIMES = {
    "midday": dt.time(12),
    "noon": dt.time(12),
    "12 noon": dt.time(12),
    "midnight": dt.time(0),
}
DATE_NEEDED = _("Write the date with day, month and year, for example 26 3 2026")
TIME_NEEDED = _("Write the time like 8:45am or 14:30")
MILES_NEEDED = _("Write the miles in figures, for example 12 or 12.5")
MOST_MILES = 2000


class Unreadable(ValueError):
    """What was typed cannot be understood; `message` tells the person what to do."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.message = message


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    language = active_language()
    number = english.month_called(text) if english.is_english(language) else _month_elsewhere(text, language)
    if number is None:
        raise Unreadable(DATE_NEEDED)
    return number


def _month_elsewhere(text: str, language: str) -> int | None:
    from babel.dates import get_month_names

    for width in ("wide", "abbreviated"):
        for number, name in get_month_names(width, locale=language).items():
            if name.rstrip(".").casefold() == text.rstrip(".").casefold():
                return number
    return None


def _year(text: str) -> int:
    if not text.isdigit() or len(text) not in {2, 4}:
        raise Unreadable(_("Write the year with four figures, for example 2026"))
    return int(text) + (2000 if len(text) == 2 else 0)


def _missing(day: str, month: str, year: str) -> Any:
    absent = (not day, not month, not year)
    said = {(True, False, False): _("Add the day"), (False, True, False): _("Add the month")}
    said[(False, False, True)] = _("Add the year")
    return said.get(absent, DATE_NEEDED)


def read_date(day: str, month: str, year: str) -> dt.date:
    """The date in three texts; the month may be a name, the year two figures.

    Raises Unreadable: a part is missing, not a number, or there is no such day.
    """
    if not (day and month and year):
        raise Unreadable(_missing(day, month, year))
    if not day.isdigit():
        raise Unreadable(DATE_NEEDED)
    found = int(day), _month(month), _year(year)
    try:
        return dt.date(found[2], found[1], found[0])
    except ValueError as absent:
        raise Unreadable(_("There is no such day in the calendar. Check the day and the month.")) from absent


def _on_the_day(hour: int, minute: int) -> dt.time:
    try:
        return dt.time(hour, minute)
    except ValueError as absent:
        raise Unreadable(TIME_NEEDED) from absent


def read_time(text: str) -> dt.time:
    """A time of day: "8:45am", "08.45", "1545", "9 pm", "midday".

    Raises Unreadable: no time, or a bare hour that could be morning or evening.
    """
    plain = text.strip().casefold()
    if plain in NAMED_TIMES:
        return NAMED_TIMES[plain]
    found = TIME.fullmatch(plain)
    if not found:
        raise Unreadable(TIME_NEEDED)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        return _with_half(hour, minute, found["half"][0])
    if found["minute"] is None and 1 <= hour <= 12:
        raise Unreadable(_("Add am or pm: {hour}am or {hour}pm?").format(hour=hour))
    return _on_the_day(hour, minute)


def _with_half(hour: int, minute: int, half: str) -> dt.time:
    if not 1 <= hour <= 12:
        raise Unreadable(TIME_NEEDED)
    return _on_the_day(hour % 12 + (12 if half == "p" else 0), minute)


def read_miles(text: str) -> int:
    """Tenths of a mile: "12.5" and "12.5 miles" are 125. Raises Unreadable: no number, below 0 or above 2,000."""
    plain = re.sub(r"\s*(miles?|mi)\.?$", "", text.strip().casefold())
    plain = re.sub(r",(?=\d{3}(\D|$))", "", plain).replace(",", ".")
    try:
        tenths = Decimal(plain) * 10
    except InvalidOperation as unreadable:
        raise Unreadable(MILES_NEEDED) from unreadable
    if not tenths.is_finite() or tenths < 0 or tenths > MOST_MILES * 10:
        raise Unreadable(MILES_NEEDED)
    if tenths != int(tenths):
        raise Unreadable(_("Write the miles with one figure after the point at most, for example 12.5"))
    return int(tenths)
