"""The kinds of line a claim may have, what is known of each, and the limits an organisation may set."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from expenses.answers import Words
from expenses.answers import words as _


class LineKind(StrEnum):
    """What somebody paid for (practice.md CL2)."""

    TRAIN = "train"
    BUS = "bus"
    TAXI = "taxi"
    MILEAGE = "mileage"
    PARKING = "parking"
    CHILDCARE = "childcare"
    REPLACEMENT_CARE = "replacement_care"
    PERSONAL_ASSISTANT = "personal_assistant"
    MEALS = "meals"
    DATA = "data"
    OTHER = "other"


@dataclass(frozen=True)
class KindFacts:
    """What is known of a kind of line.

    `receipt_above_pence`: a line above this needs a receipt or a lost-receipt statement; None: it never does.
    `is_travel`: it counts towards an agreed travel estimate.
    """

    label: Words
    receipt_above_pence: int | None
    is_travel: bool = False


# Buses give no receipts worth keeping and miles have none; £5 for parking is the sample of practice.md 6.4,
# £10 for the rest the example of the expenses research, section 6.
FACTS: Mapping[LineKind, KindFacts] = {
    LineKind.TRAIN: KindFacts(_("Train"), 1000, is_travel=True),
    LineKind.BUS: KindFacts(_("Bus"), None, is_travel=True),
    LineKind.TAXI: KindFacts(_("Taxi"), 1000, is_travel=True),
    LineKind.MILEAGE: KindFacts(_("Mileage"), None, is_travel=True),
    LineKind.PARKING: KindFacts(_("Parking"), 500, is_travel=True),
    LineKind.CHILDCARE: KindFacts(_("Childcare"), 1000),
    LineKind.REPLACEMENT_CARE: KindFacts(_("Care for somebody you look after"), 1000),
    LineKind.PERSONAL_ASSISTANT: KindFacts(_("Personal assistant"), 1000),
    LineKind.MEALS: KindFacts(_("Food and drink"), 1000),
    LineKind.DATA: KindFacts(_("Phone and internet"), 1000),
    LineKind.OTHER: KindFacts(_("Something else"), 1000),
}


@dataclass(frozen=True)
class ClaimPolicy:
    """Limits an organisation sets; the defaults serve until it does. All money in pence.

    receipt_above_pence      overrides a kind's own limit; None: that kind never needs a receipt
    lost_receipt_up_to_pence a lost-receipt statement settles a line up to this (practice.md CL3; the figure is ours)
    receipts_inside_estimate whether lines within an agreed travel estimate still need receipts; lines within an
                             amount that a person agreed for that very line never do (practice.md journey f1)
    meal_cap_pence           actual cost up to a cap, never a flat rate (the figure: Agenda for Change section 18)
    taxi_needs_agreement     a taxi that neither an adjustment nor a plan covers is looked at by a person
    """

    receipt_above_pence: Mapping[LineKind, int | None] = field(default_factory=dict)
    lost_receipt_up_to_pence: int = 5000
    receipts_inside_estimate: bool = True
    meal_cap_pence: int = 1500
    miles_looked_at: int = 100
    late_after_days: int = 90
    taxi_needs_agreement: bool = True

    def receipt_limit(self, kind: LineKind) -> int | None:
        """Pence above which a line of `kind` needs a receipt; None when it never does."""
        return self.receipt_above_pence.get(kind, FACTS[kind].receipt_above_pence)


DEFAULT_POLICY = ClaimPolicy()
