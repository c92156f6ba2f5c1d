"""What the team reads about its dates. Outlines hold numbers only; opening a date is `actions.open_needs`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from accessibility.models import Arrangement, Audience, NeedView, PersonNeed
from accessibility.queries.venues import facts_of
from accessibility.rules.due import Due, counts_from_papers, due
from accessibility.rules.groups import NOTHING_TO_ARRANGE
from accessibility.rules.sheets import Counted, Outline, outline
from accessibility.rules.venues import ASKS, Match, matches
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.panels.models import LIVE_PLACES, Place, Session, SessionStatus
from coordinator.people.models import Person
from coordinator.workflow.models import Event

CHANGED = "access.change"
FROM_PAPERS = Q(item__code__startswith="format.") & ~Q(item__code__in=["format.readaloud", "format.early"])


def sessions_to_support(person: Person | None, *, now: datetime) -> QuerySet[Session]:
    """Dates still to come where this person looks after what helps people, next first."""
    where = organisations_where(person, Permission.SEE_NEEDS_OF_SESSION)
    coming = Session.objects.filter(organisation__in=where, status=SessionStatus.SCHEDULED, ends_at__gt=now)
    return coming.select_related("panel__contact__person", "organisation", "venue").order_by("starts_at", "id")


def day_of(session: Session) -> date:
    """The session's day where the organisation is."""
    return session.organisation.day(session.starts_at)


def due_of(need: PersonNeed, session: Session) -> Due:
    """By when this need has to be arranged for this date."""
    item = need.item
    return due(
        day_of(session),
        target=item.target_working_days,
        least=item.least_working_days,
        from_papers=counts_from_papers(item.code),
    )


def people_at(sessions: Iterable[Session]) -> dict[UUID, list[UUID]]:
    """Who holds a place on each panel, reserves included, by panel. One query."""
    seats = Place.objects.filter(panel__in={each.panel_id for each in sessions}, status__in=LIVE_PLACES)
    people: dict[UUID, list[UUID]] = {}
    for panel, person in seats.values_list("panel_id", "person_id"):
        people.setdefault(panel, []).append(person)
    return people


@dataclass(frozen=True)
class Told:
    """The outline of one date, and for how many people something changed since somebody looked at it."""

    outline: Outline
    unseen: int


NOTHING_TOLD = Told(Outline(), 0)


def told_for(sessions: Sequence[Session], *, now: datetime) -> list[Told]:
    """What was told for each date, in their order: numbers, without which need it is. One query however many dates."""
    rows = _by_date(_rows([session.pk for session in sessions]))
    return [_told(rows[session.pk], now=now) if session.pk in rows else NOTHING_TOLD for session in sessions]


@dataclass(frozen=True)
class ComingDate:
    """As much of a date as a home page says of it, with what somebody told for it."""

    session_id: UUID
    panel: str
    starts_at: datetime
    zone: ZoneInfo
    told: Told


def dates_with_needs(person: Person | None, *, now: datetime, most: int) -> list[ComingDate]:
    """Of the next `most` dates that this person looks after, those for which anything helps anybody. One query."""
    next_ones = sessions_to_support(person, now=now).values("pk")[:most]
    in_order = sorted(_rows(next_ones), key=lambda row: (row.starts_at, row.session))
    return [
        ComingDate(session, rows[0].panel, rows[0].starts_at, ZoneInfo(rows[0].zone), _told(rows, now=now))
        for session, rows in _by_date(in_order).items()
    ]


@dataclass(frozen=True)
class _Row:
    """A need for one date without what it is: whose, who may see it, its days, and what was done about it."""

    session: UUID
    panel: str
    starts_at: datetime
    zone: str
    person: UUID
    audience: str
    target: int
    least: int
    from_papers: bool
    arranged: bool
    changed: datetime | None
    looked: datetime | None


def _rows(sessions: Iterable[Any]) -> list[_Row]:
    """What everybody who holds a place at these dates told, once for each of their dates; `sessions` holds ids."""
    seat = "person__places__panel__"
    needs = PersonNeed.objects.filter(
        person__places__status__in=LIVE_PLACES, person__places__panel__sessions__in=sessions
    ).exclude(item__in=NOTHING_TO_ARRANGE)
    needs = needs.annotate(session=F(f"{seat}sessions__pk"), from_papers=FROM_PAPERS)
    views = NeedView.objects.filter(session_id=OuterRef("session"), person=OuterRef("person")).order_by("-at", "-pk")
    changes = Event.objects.filter(verb=CHANGED, for_person_id=OuterRef("person_id")).order_by("-at", "-pk")
    rows = needs.order_by().values_list(
        "session", f"{seat}title", f"{seat}sessions__starts_at", f"{seat}sessions__organisation__time_zone",
        "person_id", "audience", "item__target_working_days", "item__least_working_days", "from_papers",
        Exists(Arrangement.objects.filter(session=OuterRef("session"), need=OuterRef("pk"))),
        Subquery(changes.values("at")[:1]), Subquery(views.values("at")[:1]),
    )  # fmt: skip
    return [_Row(*row) for row in rows]


def _by_date(rows: Iterable[_Row]) -> dict[UUID, list[_Row]]:
    found: dict[UUID, list[_Row]] = {}
    for row in rows:
        found.setdefault(row.session, []).append(row)
    return found


def _told(rows: Sequence[_Row], *, now: datetime) -> Told:
    today = now.astimezone(ZoneInfo(rows[0].zone)).date()
    seen_by = {row.person: _is_unseen(row.changed, row.looked) for row in rows if row.audience != Audience.NOBODY}
    return Told(outline(map(_counted, rows), today=today), sum(seen_by.values()))


def _counted(row: _Row) -> Counted:
    if row.audience == Audience.NOBODY:
        return Counted(row.person, None, False)
    day = row.starts_at.astimezone(ZoneInfo(row.zone)).date()
    by = due(day, target=row.target, least=row.least, from_papers=row.from_papers)
    return Counted(row.person, by, row.arranged)


def _changed_at(people: Iterable[UUID]) -> dict[UUID, datetime]:
    events = Event.objects.filter(verb=CHANGED, for_person_id__in=people).order_by()
    return dict(events.values_list("for_person_id").annotate(last=Max("at")))


def _looked_at(sessions: Iterable[Session]) -> dict[tuple[UUID, UUID], datetime]:
    views = NeedView.objects.filter(session_id__in=[each.pk for each in sessions]).order_by()
    found = views.values("session_id", "person_id").annotate(last=Max("at"))
    return {(row["session_id"], row["person_id"]): row["last"] for row in found if row["session_id"]}


def _is_unseen(changed: datetime | None, looked: datetime | None) -> bool:
    return looked is None or (changed is not None and changed > looked)


def changed_since(people: Iterable[UUID], session: Session) -> set[UUID]:
    """Whose needs changed after this date was last opened; nobody's when it never was."""
    looked = {person: at for (_session, person), at in _looked_at([session]).items()}
    return {person for person, at in _changed_at(people).items() if person in looked and at > looked[person]}


@dataclass(frozen=True)
class VenueFit:
    """How a date's venue stands to what helps: for how many people something is missing, or not known."""

    not_met: int
    unknown: int


def venue_fit(session: Session, *, now: datetime) -> VenueFit:
    """For how many people the venue lacks something, and for how many it is not known; counts only."""
    if session.venue_id is None:
        return VenueFit(0, 0)
    found = matches(facts_of([session.venue_id])[session.venue_id], today=session.organisation.day(now))
    people = people_at([session]).get(session.panel_id, [])
    lacking = _people_needing(people, [code for code in ASKS if found[code] is Match.NOT_MET])
    unsure = _people_needing(people, [code for code in ASKS if found[code] is Match.UNKNOWN])
    return VenueFit(len(lacking), len(unsure - lacking))


def _people_needing(people: Iterable[UUID], codes: Iterable[str]) -> set[UUID]:
    needs = PersonNeed.objects.filter(person__in=people, item__in=codes).exclude(audience=Audience.NOBODY)
    return set(needs.order_by().values_list("person_id", flat=True))
