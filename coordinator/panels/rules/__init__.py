"""What a panel asks of dates, numbers and people. Plain Python; whoever shows a sentence translates it."""

from coordinator.panels.rules.composition import Composition, composition, late_addition
from coordinator.panels.rules.parity import Parity, parity
from coordinator.panels.rules.sessions import Booking, clashes, number_gaps, time_gaps

__all__ = [
    "Booking",
    "Composition",
    "Parity",
    "clashes",
    "composition",
    "late_addition",
    "number_gaps",
    "parity",
    "time_gaps",
]
