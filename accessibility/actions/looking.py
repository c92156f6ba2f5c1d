"""Opening what helps people: the only way to read somebody else's needs, and every look is noted.

What is returned here was read in the transaction that wrote who looked, so nothing is seen that is not on the
person's list (access.md 2.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accessibility.models import Arrangement, NeedItem, NeedView, PersonNeed
from accessibility.queries.own import needs_of
from accessibility.queries.sessions import changed_since, due_of, people_at
from accessibility.queries.venues import facts_of
from accessibility.refusals import OverAndClosed
from accessibility.rules.audiences import coordinator_sees, on_venue_sheet, still_open, weighed
from accessibility.rules.due import Due, Standing, standing
from accessibility.rules.groups import NOTHING_TO_ARRANGE
from accessibility.rules.sheets import Asked, SheetLine, sheet
from accessibility.rules.venues import Known, Match, match
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.panels.models import Session, SessionStatus
from coordinator.people.models import Person


@dataclass(frozen=True)
class OpenedNeed:
    """One need for one date: what to do, by when, how it stands, and whether the venue has it."""

    need: PersonNeed
    by: Due
    standing: Standing
    venue: Match | None


@dataclass(frozen=True)
class OpenedPerson:
    """What helps one person at a date, what is essential first; `private` things they would rather talk about."""

    person: Person
    needs: list[OpenedNeed]
    private: int
    changed: bool


@dataclass(frozen=True)
class Sheet:
    """Counts for a venue: what to do and for how many people, no names."""

    lines: list[tuple[NeedItem, SheetLine]]


@transaction.atomic
def open_needs(session: Session, *, by: Person, now: datetime) -> list[OpenedPerson]:
    """What to do for whom at this date. Each person sees that `by` looked.

    Raises NotAllowed, and OverAndClosed when the date is over or cancelled.
    """
    _check_open(session, by=by, now=now)
    people = people_at([session]).get(session.panel_id, [])
    needs = _needs_by_person(people)
    changed = changed_since(people, session)
    arranged = set(Arrangement.objects.filter(session=session).values_list("need_id", flat=True))
    facts = facts_of([session.venue_id])[session.venue_id] if session.venue_id else None
    persons = Person.objects.filter(pk__in=needs).order_by("full_name", "pk")
    opened = []
    for person in persons:
        shown = [need for need in needs[person.pk] if coordinator_sees(need.audience)]
        listed = [_opened(need, session, need.pk in arranged, facts, now=now) for need in shown]
        private = len(needs[person.pk]) - len(shown)
        opened.append(OpenedPerson(person, sorted(listed, key=_weighed), private, person.pk in changed))
    _note_views({each.person.pk: len(each.needs) for each in opened}, session, by=by, now=now)
    return opened


@transaction.atomic
def open_sheet(session: Session, *, by: Person, now: datetime) -> Sheet:
    """The sheet for the venue: what people let it know of, counted. A look like any other, so it is noted.

    Raises NotAllowed, and OverAndClosed when the date is over or cancelled.
    """
    _check_open(session, by=by, now=now)
    needs = _needs_by_person(people_at([session]).get(session.panel_id, []))
    shared = [need for own in needs.values() for need in own if on_venue_sheet(need.audience)]
    shared.sort(key=lambda need: need.item.position)
    items = {need.item_id: need.item for need in shared}
    lines = sheet(Asked(need.item_id, need.weight, need.audience) for need in shared)
    looked = {person: sum(on_venue_sheet(need.audience) for need in own) for person, own in needs.items()}
    _note_views({person: number for person, number in looked.items() if number}, session, by=by, now=now)
    return Sheet([(items[line.code], line) for line in lines])


@transaction.atomic
def open_to_write(person: Person, *, by: Person, now: datetime) -> list[PersonNeed]:
    """What staff see while somebody tells them on the phone: what the coordinator may see, and the look is noted.

    Raises NotAllowed.
    """
    authorise(by, Permission.WRITE_NEEDS_FOR, person)
    needs = [need for need in needs_of(person) if coordinator_sees(need.audience)]
    if needs:
        NeedView.objects.create(at=now, person=person, viewer_id=by.pk, how_many=len(needs))
    return needs


def _check_open(session: Session, *, by: Person, now: datetime) -> None:
    authorise(by, Permission.SEE_NEEDS_OF_SESSION, session)
    going_ahead = session.status != SessionStatus.CANCELLED
    if not still_open(ends_at=session.ends_at, going_ahead=going_ahead, now=now):
        raise OverAndClosed(_("This date is over or cancelled, so what helps people is closed again."))


def _needs_by_person(people: Iterable[UUID]) -> dict[UUID, list[PersonNeed]]:
    rows = PersonNeed.objects.filter(person__in=people).exclude(item__in=NOTHING_TO_ARRANGE)
    found: dict[UUID, list[PersonNeed]] = {}
    for need in rows.select_related("item"):
        found.setdefault(need.person_id, []).append(need)
    return found


def _opened(
    need: PersonNeed, session: Session, arranged: bool, facts: Mapping[str, Known] | None, *, now: datetime
) -> OpenedNeed:
    by, today = due_of(need, session), session.organisation.day(now)
    fits = match(need.item_id, facts, today=today) if facts is not None else None
    return OpenedNeed(need, by, standing(by, arranged=arranged, today=today), fits)


def _weighed(opened: OpenedNeed) -> tuple[bool, int]:
    return weighed(opened.need.weight, opened.need.item.position)


def _note_views(looked: Mapping[UUID, int], session: Session, *, by: Person, now: datetime) -> None:
    NeedView.objects.bulk_create(
        NeedView(
            at=now,
            person_id=person,
            viewer_id=by.pk,
            organisation_id=session.organisation_id,
            session_id=session.pk,
            how_many=number,
        )
        for person, number in looked.items()
    )
