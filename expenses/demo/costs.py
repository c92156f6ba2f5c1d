"""What people of the demo spent, and what they had said of it before: one claim for each rule (practice.md 6.8)."""

from __future__ import annotations

from dataclasses import dataclass

from expenses.travel import rules
from expenses.travel.rules import Estimate

TICKET = "Harptree Railway"
STATEMENTS = {
    "rowan": "I plan my own journeys. I book rail assistance 24 h ahead. No Underground. Taxi from station when wet.",
    "alan": "I drive. There is no bus before nine where I live.",
}


@dataclass(frozen=True)
class Cost:
    """One line of a claim: kind, pence, and what makes it worth showing.

    `agreed`: pence that the person named beforehand for this very cost. `again`: it is of the day they claimed for
    last, and stands in that claim already.
    """

    kind: str
    pence: int = 0
    supplier: str = ""
    tenths_of_miles: int | None = None
    vehicle: str = ""
    lost_receipt: str = ""
    photo: bool = False
    agreed: int | None = None
    again: bool = False


@dataclass(frozen=True)
class Spent:
    """What one claim holds, what its journey was expected to cost, why it comes late if it does, the pence that were
    paid before the day, and what the person says who asks for another look at a meal above the limit."""

    costs: tuple[Cost, ...]
    estimate: Estimate | None = None
    late_reason: str = ""
    beforehand: int = 0
    asks_again: str = ""


TRAIN = Cost("train", 1840, TICKET, photo=True)
FREE_BUS = Cost("bus")
ALANS_CAR = Cost("mileage", tenths_of_miles=620, vehicle="car")
# Who claimed what for the workshop, and how far it has come.
WORKSHOP: tuple[tuple[str, str, Spent], ...] = (
    ("rowan", "draft", Spent((TRAIN, FREE_BUS, Cost("taxi", 1720, "Harptree Cabs", lost_receipt="The driver had none left")))),
    ("marek", "with the bank", Spent((Cost("bus", 460),))),
    ("nasreen", "sent", Spent((Cost("replacement_care", 4500, "Moor Care", agreed=4500), Cost("bus", 320)))),
    ("tom", "question", Spent((Cost("parking", 900, "Mill Lane car park"), Cost("meals", 650)))),
    ("bilal", "checked", Spent((TRAIN, Cost("data", 500, photo=True)))),
    ("joyce", "approved", Spent((Cost("mileage", tenths_of_miles=184, vehicle="car"),
                                 Cost("mileage", tenths_of_miles=184, vehicle="passenger")))),
    ("len", "sent", Spent((FREE_BUS,))),
    ("alan", "sent", Spent((ALANS_CAR, Cost("parking", 400), Cost("mileage", tenths_of_miles=620, vehicle="car", again=True)))),
    ("other7", "sent", Spent((Cost("train", 6480, TICKET, lost_receipt="The barrier at Harptree kept my ticket"),))),
)  # fmt: skip
# The year before, again and again: they go straight through, the taxi because its journey was agreed.
USUAL: tuple[Spent, ...] = (
    Spent((Cost("train", 1240, TICKET, photo=True), FREE_BUS)),
    Spent((ALANS_CAR,)),
    Spent((Cost("bus", 520), Cost("meals", 780, "Café Moor", photo=True))),
    Spent((Cost("taxi", 940, "Levels Taxi", photo=True),), rules.amount(1000)),
)
# Some were less usual, by their number from the oldest on: a taxi that nobody had agreed, one that came late, a taxi of
# somebody whose agreed adjustment covers it, childcare that was paid before the day, a
# meal for an assistant as well, which another look agreed to, a taxi above what was agreed, one inside "if it is wet", childcare as
# agreed, and five hours of a carer for a day that pays no fee.
UNUSUAL: dict[int, Spent] = {
    0: Spent((Cost("taxi", 940, "Levels Taxi", photo=True),)),
    1: Spent((ALANS_CAR,), late_reason="I was in hospital and could not write."),
    3: Spent((Cost("taxi", 940, "Levels Taxi", photo=True),)),
    4: Spent((Cost("bus", 520), Cost("childcare", 2400, "Little Levels", agreed=2400)), beforehand=2400),
    6: Spent((Cost("bus", 520), Cost("meals", 1860, "Café Moor", photo=True)),
             asks_again="It was for two: my assistant eats with me on such a day."),
    7: Spent((Cost("taxi", 1420, "Levels Taxi", photo=True),), rules.amount(1000)),
    11: Spent((Cost("taxi", 1640, "Levels Taxi", photo=True),), rules.or_in_all(rules.amount(520), "taxi if it is wet", 1800)),
    14: Spent((Cost("bus", 520), Cost("childcare", 2400, "Little Levels", agreed=2400))),
    18: Spent((Cost("bus", 520), Cost("replacement_care", 5500, "Moor Care", agreed=5500))),
}  # fmt: skip


NOTHING_SPENT = 19  # had a lift that day, and claimed nothing


def spent(number: int) -> Spent:
    """What the claim of this number from the oldest on holds."""
    return UNUSUAL.get(number, USUAL[number % len(USUAL)])
