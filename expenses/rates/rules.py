"""Mileage rates with their dates, and what a journey by car, motorcycle, cycle or as a passenger comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise

from expenses.answers import Words
from expenses.answers import words as _


class MileageKind(StrEnum):
    """How somebody drove. PASSENGER is what the driver gets on top, per mile and passenger."""

    CAR = "car"
    MOTORCYCLE = "motorcycle"
    CYCLE = "cycle"
    PASSENGER = "passenger"


@dataclass(frozen=True)
class Rate:
    """Pence per mile for journeys from `from_day` to `to_day` (both included; None: until changed).

    `after_miles` is the mile of the person's tax year behind which this rate begins; 0 for the ordinary rate.
    `source` says where the figure comes from.
    """

    kind: MileageKind
    pence_per_mile: Decimal
    from_day: date
    to_day: date | None = None
    after_miles: int = 0
    source: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether a journey on `day` has this rate."""
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)


class RateMissing(LookupError):
    """No ordinary rate is kept for this kind and journey date. The message is for staff, who can add one."""

    def __init__(self, kind: MileageKind, day: date) -> None:
        self.kind = kind
        self.day = day
        self.reason: Words = _("There is no mileage rate for %(kind)s on %(day)s yet.", kind=kind.value, day=day)
        super().__init__(str(self.reason))


class RatesOverlap(ValueError):
    """Two rates claim the same mile of the same day, so neither can be chosen without guessing."""

    def __init__(self, first: Rate, second: Rate) -> None:
        self.rates = (first, second)
        self.reason: Words = _(
            "Two mileage rates for %(kind)s hold from %(day)s on. End one of them first.",
            kind=first.kind.value,
            day=max(first.from_day, second.from_day),
        )
        super().__init__(str(self.reason))


APRIL_2011, APRIL_2026 = date(2011, 4, 6), date(2026, 4, 6)
CAR_NOW = "HMRC approved mileage rates, announced 21 May 2026 and backdated to 6 April 2026"
CAR_BEFORE = "HMRC approved mileage rates, 6 April 2011 to 5 April 2026 (gov.uk booklet 480, appendix 3; EIM71155)"
OTHERS = "gov.uk booklet 480, appendix 3; no change for 2026-27 seen: look at gov.uk before relying on it"

SEED_RATES = (
    Rate(MileageKind.CAR, Decimal(45), APRIL_2011, date(2026, 4, 5), 0, CAR_BEFORE),
    Rate(MileageKind.CAR, Decimal(25), APRIL_2011, date(2026, 4, 5), 10_000, CAR_BEFORE),
    Rate(MileageKind.CAR, Decimal(55), APRIL_2026, None, 0, CAR_NOW),
    Rate(MileageKind.CAR, Decimal(25), APRIL_2026, None, 10_000, CAR_NOW),
    Rate(MileageKind.MOTORCYCLE, Decimal(24), APRIL_2011, None, 0, OTHERS),
    Rate(MileageKind.CYCLE, Decimal(20), APRIL_2011, None, 0, OTHERS),
    Rate(MileageKind.PASSENGER, Decimal(5), APRIL_2011, None, 0, OTHERS),
)


def rates_on(day: date, kind: MileageKind, rates: Iterable[Rate]) -> list[Rate]:
    """The rates of `kind` for a journey on `day`, the ordinary one first.

    Raises RateMissing when there is no ordinary rate, RatesOverlap when two begin at the same mile.
    """
    found = sorted((rate for rate in rates if rate.kind == kind and rate.holds_on(day)), key=_first_mile)
    for lower, upper in pairwise(found):
        if lower.after_miles == upper.after_miles:
            raise RatesOverlap(lower, upper)
    if not found or found[0].after_miles:
        raise RateMissing(kind, day)
    return found


def _first_mile(rate: Rate) -> int:
    return rate.after_miles


def mileage_pence(
    miles: Decimal,
    day: date,
    *,
    kind: MileageKind = MileageKind.CAR,
    rates: Iterable[Rate] = SEED_RATES,
    told_miles: Decimal = Decimal(0),
) -> int:
    """What one line of `miles`, driven on `day`, comes to: pence, rounded half up once for the line.

    The rate follows the journey's date, never the claim's. `told_miles` are the miles which *the person told us*
    of this tax year so far, for every organisation together, for that is how HMRC counts the 10,000 (EIM71155).
    Our own count never goes in there: it cannot know the others, and would lower the rate behind the person's back
    (see `tax_free_limit_note`).

    Raises RateMissing, RatesOverlap; ValueError for miles that are negative or no number.
    """
    for distance in (miles, told_miles):
        if not distance.is_finite() or distance < 0:
            raise ValueError(f"{distance} is no distance in miles")
    bands = rates_on(day, kind, rates)
    ends = [*(Decimal(band.after_miles) for band in bands[1:]), told_miles + miles]
    pence = Decimal(0)
    for band, end in zip(bands, ends, strict=True):
        begins = max(told_miles, Decimal(band.after_miles))
        pence += band.pence_per_mile * max(Decimal(0), min(end, told_miles + miles) - begins)
    return int(pence.quantize(Decimal(1), ROUND_HALF_UP))


def tax_free_limit_note(
    our_miles: Decimal,
    day: date,
    *,
    kind: MileageKind = MileageKind.CAR,
    rates: Iterable[Rate] = SEED_RATES,
) -> Words | None:
    """A note for staff when the miles *we* counted this tax year, this journey included, pass the tax-free limit.

    The money does not change by it: somebody asks the person about miles driven for others (EIM71155).
    """
    for band in rates_on(day, kind, rates)[1:]:
        if our_miles > band.after_miles:
            return _(
                "We count %(miles)s miles since %(start)s; the tax-free limit is %(limit)s for all organisations "
                "together. The full rate is still paid. Please talk with the person about it.",
                miles=our_miles,
                start=tax_year_start(day),
                limit=band.after_miles,
            )
    return None


def tax_year_start(day: date) -> date:
    """The 6 April on or before `day`."""
    start = date(day.year, 4, 6)
    return start if day >= start else date(day.year - 1, 4, 6)
