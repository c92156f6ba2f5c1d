"""Working days of England and Wales: dates in, dates out.

A working day is Monday to Friday without a bank holiday. The bank holidays are the ones that come with the
govuk-bank-holidays package; nothing here goes to the network.

Outside the years of that data (`bank_holidays_known`) only weekends count, because a bank holiday not yet
proclaimed cannot be known. A promise counted there may fall on what becomes a holiday; updating the package mends it.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from govuk_bank_holidays.bank_holidays import BankHolidays

Holidays = Mapping[date, str]
ONE_DAY = timedelta(days=1)


def _(text: str) -> str:
    """Mark `text` for translation; whoever shows it translates it."""
    return text


WEEKEND = {5: _("Saturday"), 6: _("Sunday")}


def _england_and_wales() -> Holidays:
    known = BankHolidays(use_cached_holidays=True).get_holidays(BankHolidays.ENGLAND_AND_WALES)
    substitute = {"Substitute day": " (substitute day)"}
    return MappingProxyType({day["date"]: day["title"] + substitute.get(day["notes"], "") for day in known})


ENGLAND_AND_WALES = _england_and_wales()


def bank_holidays_known(day: date) -> bool:
    """Whether the bank holidays of that day's year are in the data that came with the package."""
    return min(ENGLAND_AND_WALES).year <= day.year <= max(ENGLAND_AND_WALES).year


def day_off_name(day: date, *, holidays: Holidays = ENGLAND_AND_WALES) -> str | None:
    """Why nobody works on `day`: "Sunday", "Good Friday", "Boxing Day (substitute day)"; None on a working day.

    A bank holiday at a weekend is named as the holiday.
    """
    return holidays.get(day) or WEEKEND.get(day.weekday())


def is_working_day(day: date, *, holidays: Holidays = ENGLAND_AND_WALES) -> bool:
    """Monday to Friday and no bank holiday."""
    return day_off_name(day, holidays=holidays) is None


def next_working_day(day: date, *, holidays: Holidays = ENGLAND_AND_WALES) -> date:
    """The first working day after `day`; `day` itself never counts."""
    return add_working_days(day, 1, holidays=holidays)


def previous_working_day(day: date, *, holidays: Holidays = ENGLAND_AND_WALES) -> date:
    """The last working day before `day`; `day` itself never counts."""
    return add_working_days(day, -1, holidays=holidays)


def add_working_days(day: date, n: int, *, holidays: Holidays = ENGLAND_AND_WALES) -> date:
    """The `n`-th working day after `day`, or before it when `n` is negative; 0 gives `day` back, whatever day it is.

    The day itself is not counted, so something sent on a Friday with 1 working day is due on Monday.
    Raises OverflowError past the last date there is.
    """
    step = ONE_DAY if n > 0 else -ONE_DAY
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day, holidays=holidays)
    return day


def working_days_between(start: date, end: date, *, holidays: Holidays = ENGLAND_AND_WALES) -> int:
    """Working days after `start` up to and including `end`; negative when `end` lies before `start`.

    It undoes `add_working_days`: from Friday to the next Monday is 1, from that Monday back to Friday is -1.
    """
    if end < start:
        return -_working_days(end.toordinal(), start.toordinal() - 1, holidays)
    return _working_days(start.toordinal() + 1, end.toordinal(), holidays)


def _working_days(first: int, last: int, holidays: Holidays) -> int:
    """Working days from ordinal `first` to ordinal `last`, both included, without walking through them."""
    off = sum(first <= day.toordinal() <= last and day.weekday() not in WEEKEND for day in holidays)
    return _weekdays_until(last) - _weekdays_until(first - 1) - off


def _weekdays_until(ordinal: int) -> int:
    """Mondays to Fridays from day 1 of the calendar, which is a Monday, to `ordinal`."""
    weeks, days = divmod(ordinal, 7)
    return 5 * weeks + min(days, 5)
