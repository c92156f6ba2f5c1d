"""What the team reads about its dates. Outlines hold numbers only; opening a date is `actions.open_needs`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, Q, QuerySet

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
class Numbers:
    """One date with its outline, and for how many people something changed since somebody looked at it."""

    session: Session
    outline: Outline
    unseen: int


def numbers_of(sessions: Sequence[Session], *, now: datetime) -> list[Numbers]:
    """The outline of each date: numbers, without which need it is. Five queries however many dates."""
    seats = people_at(sessions)
    people = {person for seated in seats.values() for person in seated}
    needs = _needs_without_words(people)
    arranged = set(Arrangement.objects.filter(session__in=sessions).values_list("session_id", "need_id"))
    changed, looked = _changed_at(people), _looked_at(sessions)
    found = []
    for session in sessions:
        seated = seats.get(session.panel_id, [])
        today = session.organisation.day(now)
        rows = [row for person in seated for row in needs.get(person, [])]
        counted = [_counted(row, session, (session.pk, row.need) in arranged) for row in rows]
        shown = {row.person for row in rows if row.audience != Audience.NOBODY}
        unseen = sum(_is_unseen(changed.get(each), looked.get((session.pk, each))) for each in shown)
        found.append(Numbers(session, outline(counted, today=today), unseen))
    return found


@dataclass(frozen=True)
class _Row:
    """A need without what it is: whose, who may see it, and its days."""

    need: UUID
    person: UUID
    audience: str
    target: int
    least: int
    from_papers: bool


def _needs_without_words(people: Iterable[UUID]) -> dict[UUID, list[_Row]]:
    rows = PersonNeed.objects.filter(person__in=people).exclude(item__in=NOTHING_TO_ARRANGE)
    rows = rows.order_by().annotate(from_papers=FROM_PAPERS)
    found: dict[UUID, list[_Row]] = {}
    fields = ("pk", "person_id", "audience", "item__target_working_days", "item__least_working_days", "from_papers")
    for values in rows.values_list(*fields):
        row = _Row(*values)
        found.setdefault(row.person, []).append(row)
    return found


def _counted(row: _Row, session: Session, arranged: bool) -> Counted:
    if row.audience == Audience.NOBODY:
        return Counted(row.person, None, False)
    by = due(day_of(session), target=row.target, least=row.least, from_papers=row.from_papers)
    return Counted(row.person, by, arranged)


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
