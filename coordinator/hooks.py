"""What one wing shows on another's page, and what it adds to a person's export or erasure.

The core calls; the wings register in `AppConfig.ready()`. So finance code and feed code never import an
access need, and the core never imports a wing (design.md section 2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass
class Hook:
    """A named list of functions. `ask` collects every answer that is not None, in order of registration."""

    name: str
    functions: list[Callable[..., Any]] = field(default_factory=list)

    def register(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Add `function` once; usable as a decorator."""
        if function not in self.functions:
            self.functions.append(function)
        return function

    def ask(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """Call each function; yield what is not None."""
        for function in self.functions:
            answer = function(*args, **kwargs)
            if answer is not None:
                yield answer

    def ask_all(self, *args: Any, **kwargs: Any) -> list[Any]:
        """Every answer in one flat list; functions answer with lists."""
        return [item for answer in self.ask(*args, **kwargs) for item in answer]


@dataclass(frozen=True)
class Box:
    """A part of a page that a wing fills: a heading, a template of its own and what the template needs."""

    title: str
    template: str
    context: dict[str, Any]
    order: int = 50


@dataclass(frozen=True)
class NextStep:
    """One thing that waits for somebody on a home page: by when, what, and where to do it.

    `when` stands in place of "By <due>", for what is no deadline: a day itself, "Paid 2 April".
    """

    what: str
    link: str
    link_text: str
    due: date | None = None
    soon: bool = False
    order: int = 50
    when: str = ""


@dataclass(frozen=True)
class Promise:
    """A place that was offered to somebody who has until `until` to answer: nobody else may have it meanwhile."""

    person_id: UUID
    name: str
    until: datetime


session_box = Hook("session_box")  # (session, person) -> Box | None : on the team's session page
place_box = Hook("place_box")  # (place, person) -> Box | None : on the volunteer's page of one place
venue_box = Hook("venue_box")  # (venue, person) -> Box | None : on the public call and on the session page
venue_known = Hook("venue_known")  # (venue: OuterRef, today) -> Exists : in a query, does a wing know the way in?
call_terms = Hook("call_terms")  # (opportunity) -> Box | None : what is covered, on the public call
person_box = Hook("person_box")  # (person, viewer) -> Box | None : on the team's page of a person
next_steps = Hook("next_steps")  # (home, person, now) -> list[NextStep]; home is me, team, finance or head
move_warnings = Hook("move_warnings")  # (session) -> list[str] : what a new time or place upsets, said before saving
place_timeline = Hook("place_timeline")  # (place, now=) -> list[timeline.Point] : other moments of one place
public_told_on = Hook("public_told_on")  # (panel) -> date | None : the day the public first got the date
readiness = Hook("readiness")  # (sessions, now=) -> list[str] : what is missing before these dates are ready
person_export = Hook("person_export")  # (person) -> dict[str, list[dict]] : the person's rows by table
not_forgotten_yet = Hook("not_forgotten_yet")  # (person) -> list[str] : what has to end before they can be forgotten
person_erasure = Hook("person_erasure")  # (person, now) -> None : forget the person, keep the sums
safe_harbour = Hook("safe_harbour")  # (place) -> dict[kind, pence] : amounts agreed beforehand
adjusted_kinds = Hook("adjusted_kinds")  # (place) -> set of claim kinds covered by an agreed adjustment
adjusted_kinds_of = Hook("adjusted_kinds_of")  # (places) -> {place id: set of kinds} : the same for a list, in one read
session_changed = Hook("session_changed")  # (session, now=) -> None : in the transaction of the change
place_changed = Hook("place_changed")  # (place, now=) -> None : in the transaction of the change
details_changed = Hook("details_changed")  # (venue, card, team or organisation, now=) : what coming dates show of it
seats_opened = Hook("seats_opened")  # (panel, seats=, now=, place=) -> None : a place ended, or there are more
seats_promised = Hook("seats_promised")  # (panel, now=) -> list[Promise] : offered, and still to be answered
panel_cancelled = Hook("panel_cancelled")  # (panel, by=, now=) -> None : first of all, what recruits for it ends
call_withdrawn = Hook("call_withdrawn")  # (opportunity, now=) -> None : what was not decided yet ends with it
people_who_applied = Hook("people_who_applied")  # (opportunity) -> list[Person] : with a live application
person_added = Hook("person_added")  # (person, contact, now) -> None : staff wrote down somebody who rang or wrote
head_figures = Hook("head_figures")  # (person, now) -> list[(label, value, note)] : numbers for the head's home
demo_seed = Hook("demo_seed")  # (demo, now) -> None : a wing's part of the demo
scale_seed = Hook("scale_seed")  # (scale) -> None : a wing's part of the bulk data, as coordinator.demo.scale.Scale
ALL = [value for value in list(vars().values()) if isinstance(value, Hook)]
