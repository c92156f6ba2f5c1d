"""What a panel asks of dates, numbers and people. Plain Python; whoever shows a sentence translates it."""

from coordinator.panels.rules.composition import Composition, composition, late_addition
from coordinator.panels.rules.parity import Parity, parity
from coordinator.panels.rules.sessions import clashes, number_gaps, reminder_times, time_gaps

__all__ = [
    "Composition",
    "Parity",
    "clashes",
    "composition",
    "late_addition",
    "number_gaps",
    "parity",
    "reminder_times",
    "time_gaps",
]
