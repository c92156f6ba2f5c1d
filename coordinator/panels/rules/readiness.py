"""What is missing before a panel is ready: computed, never typed (practice.md PS4, section 3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coordinator.panels.rules.composition import Composition
from coordinator.panels.rules.words import _

BY_POST = frozenset({"review"})  # types that need no room and no video link
DATES_LATER = frozenset({"open_role"})  # types whose dates are agreed with the person


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: a sentence to translate, and what stands in its brackets."""

    text: str
    names: dict[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.names)


@dataclass(frozen=True)
class Date:
    """A date still to come: what it is called, and whether people know where to go."""

    name: str
    has_somewhere: bool


@dataclass(frozen=True)
class Part:
    """A part to play: how many people play it, of how many needed."""

    name: str
    played_by: int
    needed: int


@dataclass(frozen=True)
class Facts:
    """All that readiness asks of a panel."""

    kind: str
    composition: Composition
    places: int
    taken: int
    dates: Sequence[Date] = ()
    parts: Sequence[Part] = ()
    busy_elsewhere: Sequence[str] = ()


def missing(facts: Facts) -> list[Missing]:
    """Every missing item by name, in the order in which one sees to them; an empty list means ready."""
    return [*_people(facts), *_dates(facts), *_parts(facts)]


def _people(facts: Facts) -> Iterator[Missing]:
    who = facts.composition
    if not who.fine:
        yield Missing(
            _("Members of the public: {have} of at least {minimum}"), {"have": who.lay, "minimum": who.minimum}
        )
    if facts.taken < facts.places:
        yield Missing(_("Places filled: {taken} of {places}"), {"taken": facts.taken, "places": facts.places})
    for name in facts.busy_elsewhere:
        yield Missing(_("{name} is needed somewhere else at the same time"), {"name": name})


def _dates(facts: Facts) -> Iterator[Missing]:
    if not facts.dates and facts.kind not in DATES_LATER:
        yield Missing(_("No date is set"))
    for date in facts.dates:
        if not date.has_somewhere and facts.kind not in BY_POST:
            yield Missing(_("{date}: no venue and no video link yet"), {"date": date.name})


def _parts(facts: Facts) -> Iterator[Missing]:
    for part in facts.parts:
        if part.played_by < part.needed:
            yield Missing(
                _("{part}: {played_by} of {needed} people"),
                {"part": part.name, "played_by": part.played_by, "needed": part.needed},
            )
