"""What the demo is made of while it is being made, and its calendar, which moves with the day it is seeded."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordinator.applications.models import Application
from coordinator.opportunities.models import Opportunity
from coordinator.organisations.models import Organisation, Team, Venue
from coordinator.panels.models import Panel, Place, Session
from coordinator.people.models import ContactCard, Person
from coordinator.working_days import is_working_day

LONDON = ZoneInfo("Europe/London")
OFFICE = time(10, 0)
CHRISTMAS = {(12, day) for day in range(22, 32)} | {(1, 1), (1, 2)}


@dataclass
class Demo:
    """Every record of the demo by a short key: "rowan", "levels", "nurse". `now` is the moment of the seeding."""

    now: datetime
    organisations: dict[str, Organisation] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    venues: dict[str, Venue] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    cards: dict[str, ContactCard] = field(default_factory=dict)  # by organisation
    panels: dict[str, Panel] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)  # the one date of a panel
    calls: dict[str, Opportunity] = field(default_factory=dict)
    applications: dict[tuple[str, str], Application] = field(default_factory=dict)  # (panel, person)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)  # (panel, person)

    @property
    def today(self) -> date:
        """The day of the seeding in London."""
        return self.now.astimezone(LONDON).date()

    def day(self, offset: int, *, work: bool = False) -> date:
        """The day `offset` days from today, moved on to a day on which people meet if wanted."""
        found = self.today + timedelta(days=offset)
        while work and not _somebody_works(found):
            found += timedelta(days=1)
        return found

    def moment(self, offset: int, at: time = OFFICE) -> datetime:
        """A moment that many days from today, never later than now when it lies in the past."""
        then = at_time(self.today + timedelta(days=offset), at)
        return min(then, self.now) if offset <= 0 else then


def _somebody_works(day: date) -> bool:
    """A working day outside the weeks of Christmas, when nobody holds interviews."""
    return is_working_day(day) and (day.month, day.day) not in CHRISTMAS


def at_time(day: date, at: time) -> datetime:
    """That time of day in London."""
    return datetime.combine(day, at, LONDON)
