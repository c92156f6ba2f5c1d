"""How a panel stands: who sits on it, how fair the notice was, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from coordinator import hooks
from coordinator.panels import rules
from coordinator.panels.models import (
    LIVE_PLACES,
    Panel,
    PanelRole,
    Place,
    PlaceKind,
    Session,
    SessionStatus,
    StaffMember,
)
from coordinator.panels.queries.seats import live_places
from coordinator.panels.rules import readiness


@dataclass(frozen=True)
class Member:
    """Somebody on the panel: lay and staff in one format and one order (practice.md L-27)."""

    name: str
    role: str
    since: date  # the day they were told, or took the place
    place: Place | None = None
    staff_member: StaffMember | None = None


@dataclass(frozen=True)
class Standing:
    """Everything a panel's page tells of it."""

    panel: Panel
    sessions: list[Session]
    places: list[Place]
    staff: list[StaffMember]
    roles: list[PanelRole]
    composition: rules.Composition
    parity: rules.Parity | None
    public_told: date | None
    late_addition: bool
    missing: list[str]

    @property
    def ready(self) -> bool:
        """Is nothing missing?"""
        return not self.missing

    def to_come(self, now: datetime) -> bool:
        """Does its first day, from which notice is counted, still lie ahead?"""
        live = [session for session in self.sessions if session.status != SessionStatus.CANCELLED]
        return bool(live) and live[0].starts_at > now

    @property
    def reserves(self) -> list[Place]:
        """Reserves in the order in which they are asked, first who was offered a place and has left the line."""
        reserves = [place for place in self.places if place.kind == PlaceKind.RESERVE]
        return sorted(reserves, key=lambda place: place.position or 0)

    @property
    def in_line(self) -> int:
        """How many of the reserves still wait for their turn."""
        return sum(place.position is not None for place in self.reserves)

    @property
    def seated(self) -> list[Place]:
        """Members of the public on the panel."""
        return [place for place in self.places if place.kind == PlaceKind.MEMBER]

    @property
    def members(self) -> list[Member]:
        """Lay and staff members in one list, by name."""
        return sorted([*map(_lay, self.seated), *map(_staff, self.staff)], key=lambda member: member.name.casefold())


def _lay(place: Place) -> Member:
    role = place.role.name if place.role else _("Member of the public")
    return Member(place.person.full_name, role, place.panel.organisation.day(place.confirmed_at), place=place)


def _staff(member: StaffMember) -> Member:
    return Member(member.full_name, member.job_title or _("Member of staff"), member.told_on, staff_member=member)


def standing_of(panel: Panel, *, now: datetime) -> Standing:
    """How this panel stands now. The same number of queries whatever its size."""
    sessions = list(panel.sessions.select_related("venue"))
    places, staff, roles = live_places(panel), list(panel.staff_members.all()), list(panel.roles.all())
    for place in places:
        place.panel = panel
    seated = [place for place in places if place.kind == PlaceKind.MEMBER]
    waived_by = panel.composition_waived_by.full_name if panel.composition_waived_by else ""
    composition = rules.composition(lay=len(seated), minimum=panel.minimum_lay, staff=len(staff), waived_by=waived_by)
    live = [session for session in sessions if session.status != SessionStatus.CANCELLED]
    day = panel.organisation.day(live[0].starts_at) if live else None
    public_told = min(hooks.public_told_on.ask(panel), default=None)
    told = [member.told_on for member in staff]
    return Standing(
        panel=panel,
        sessions=sessions,
        places=places,
        staff=staff,
        roles=roles,
        composition=composition,
        parity=rules.parity(day=day, staff_told=told, public_told=public_told) if day else None,
        public_told=public_told,
        late_addition=_late(panel, day, seated, told),
        missing=_missing(panel, composition, live, seated, roles, now=now),
    )


def _late(panel: Panel, day: date | None, seated: Sequence[Place], told: Sequence[date]) -> bool:
    if day is None:
        return False
    first = min((panel.organisation.day(place.confirmed_at) for place in seated), default=None)
    return rules.late_addition(kind=panel.kind, day=day, first_lay=first, staff_told=min(told, default=None))


def _missing(
    panel: Panel,
    composition: rules.Composition,
    sessions: Sequence[Session],
    seated: Sequence[Place],
    roles: Sequence[PanelRole],
    *,
    now: datetime,
) -> list[str]:
    """Every missing item in words: the panel's own, then what the wings name for each date still to come."""
    coming = [each for each in sessions if each.status == SessionStatus.SCHEDULED and each.ends_at > now]
    if sessions and not coming:
        return []
    played = Counter(place.role_id for place in seated)
    facts = readiness.Facts(
        kind=panel.kind,
        composition=composition,
        places=panel.places,
        taken=panel.places_taken,
        dates=[readiness.Date(_date_name(panel, each), bool(each.venue_id or each.online_link)) for each in coming],
        parts=[readiness.Part(role.name, played[role.pk], role.people_needed) for role in roles],
        busy_elsewhere=busy_elsewhere(panel, coming, seated),
    )
    own = [_(item.text).format(**item.names) for item in readiness.missing(facts)]
    for session in coming:
        session.organisation = panel.organisation  # read already
    return own + hooks.readiness.ask_all(coming, now=now)


def _date_name(panel: Panel, session: Session) -> str:
    day = panel.organisation.day(session.starts_at)
    return session.name or f"{day:%-d %B}"


def busy_elsewhere(panel: Panel, sessions: Sequence[Session], seated: Sequence[Place]) -> list[str]:
    """Names of people who hold a place on another panel at the same time (practice.md PS5). One query."""
    if not sessions or not seated:
        return []
    names = {place.person_id: place.person.full_name for place in seated}
    others = Session.objects.filter(
        panel__seats__person__in=names,
        panel__seats__status__in=LIVE_PLACES,
        panel__seats__kind=PlaceKind.MEMBER,
        status=SessionStatus.SCHEDULED,
        starts_at__lt=max(each.ends_at for each in sessions),
        ends_at__gt=min(each.starts_at for each in sessions),
    ).exclude(panel=panel)
    bookings = [_booking(person, each) for person in names for each in sessions]
    for row in others.values_list("panel__seats__person_id", "pk", "starts_at", "ends_at"):
        bookings.append(rules.Booking(str(row[0]), str(row[1]), row[2], row[3]))
    here = {str(each.pk) for each in sessions}
    clashing = {first.person for first, second in rules.clashes(bookings) if {first.where, second.where} & here}
    return sorted(name for person, name in names.items() if str(person) in clashing)


def _booking(person: UUID, session: Session) -> rules.Booking:
    return rules.Booking(str(person), str(session.pk), session.starts_at, session.ends_at)
