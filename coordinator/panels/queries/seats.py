"""Who holds a place, and which dates are still to come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from coordinator.organisations.models import Role
from coordinator.panels.models import LIVE_PLACES, Panel, Place, PlaceKind, PlaceStatus, Session, SessionStatus
from coordinator.people.models import Person, PersonStatus
from coordinator.people.queries import matching
from coordinator.workflow.steps import Step, available_steps


def live_place(panel: Panel, person: Person) -> Place | None:
    """The place or reserve place that this person holds now, if any. There is never more than one."""
    return panel.seats.filter(person=person, status__in=LIVE_PLACES).select_related("panel").first()


def live_places(panel: Panel) -> list[Place]:
    """Everybody who holds a place or a reserve place now, members first, reserves in their order."""
    return list(panel.seats.filter(status__in=LIVE_PLACES).select_related("person", "role", "panel__contact"))


def affected_by_move(session: Session) -> list[Place]:
    """Whose plans change with this date: everybody with a place, for the warning before saving (practice.md TR7)."""
    return live_places(session.panel)


def expected_at(session: Session) -> list[Place]:
    """Who is expected, and which reserves may be called in."""
    return live_places(session.panel)


def coming_sessions(panel: Panel, *, now: datetime) -> list[Session]:
    """The dates of a panel that are still to come, in order."""
    sessions = panel.sessions.filter(status=SessionStatus.SCHEDULED, ends_at__gt=now)
    return list(sessions.select_related("panel__organisation", "panel__contact"))


@dataclass(frozen=True)
class Said:
    """Whom to ask about after a date, and what has been said so far."""

    places: list[Place]
    presences: dict[UUID, str]


def attendance_of(session: Session) -> Said:
    """Everybody who was expected or of whom something was said, members first; and what was said."""
    presences = dict(session.attendances.values_list("place_id", "presence"))
    wanted = Q(panel=session.panel_id, status__in=LIVE_PLACES) | Q(pk__in=presences)
    return Said(list(Place.objects.filter(wanted).select_related("person", "role", "panel__contact")), presences)


def reserves_in_line(panel: Panel) -> int:
    """How many reserves wait for their turn. Whoever was offered a place has left the line, and their chair."""
    held = panel.seats.filter(status__in=LIVE_PLACES, kind=PlaceKind.RESERVE)
    return held.exclude(position=None).count()


def next_reserve_position(panel: Panel) -> int:
    """The end of the line of reserves: 1 where nobody waits."""
    last = panel.seats.filter(status__in=LIVE_PLACES, kind=PlaceKind.RESERVE).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def people_to_add(panel: Panel, text: str = "") -> QuerySet[Person]:
    """Volunteers of the panel's organisation without a place on it, whose name, email or phone holds `text`."""
    here = panel.seats.filter(status__in=LIVE_PLACES).values("person")
    people = Person.objects.filter(memberships__organisation=panel.organisation_id, memberships__role=Role.VOLUNTEER)
    gone = [PersonStatus.LEFT, PersonStatus.ANONYMISED]
    return matching(people.exclude(pk__in=here).exclude(status__in=gone).distinct(), text)


def steps_of_place(place: Place, person: Person | None, *, now: datetime) -> list[Step]:
    """The steps that this person may take with this place: once the last date is over it is not given up any more."""
    steps = available_steps(place, person)
    ended = bool(steps) and not place.still_to_come(now)
    return [step for step in steps if not (ended and step.target == PlaceStatus.GIVEN_UP)]


def fellow_members(place: Place) -> list[tuple[str, int]]:
    """Who else sits on the panel, by what they do and how many, never by name: lay and staff in one list."""
    told: Counter[str] = Counter()
    for member in place.panel.staff_members.all():
        told[member.job_title or _("Member of staff")] += 1
    for other in live_places(place.panel):
        if other.pk != place.pk and other.kind == PlaceKind.MEMBER:
            told[other.role.name if other.role else _("Member of the public")] += 1
    return sorted(told.items(), key=lambda pair: pair[0].casefold())
