"""What a person reads of their own needs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from accessibility.models import Arrangement, NeedItem, NeedView, PersonNeed, TalkRequest
from accessibility.rules.audiences import coordinator_sees
from accessibility.rules.groups import COMMON, FIRST_VISIT, ORDER, RATHER_TALK, Group, group_of
from coordinator.panels.models import LIVE_PLACES, Panel, Session, SessionStatus
from coordinator.people.models import Person


def needs_of(person: Person | None) -> QuerySet[PersonNeed]:
    """The person's own needs with their items, in the order of the list."""
    if person is None:
        return PersonNeed.objects.none()
    return PersonNeed.objects.filter(person=person).select_related("item")


def items_of(group: str, *, by_staff: bool = False) -> list[NeedItem]:
    """The items on offer in a group, or the common ones of a first visit.

    Staff write needs down while talking, so "I would rather talk" is not on their list.
    """
    offered = NeedItem.objects.filter(offered=True)
    if group == FIRST_VISIT:
        return list(offered.filter(code__in=COMMON))
    offered = offered.filter(code__startswith=f"{group}.")
    return list(offered.exclude(code=RATHER_TALK) if by_staff else offered)


def items_offered() -> QuerySet[NeedItem]:
    """Every item on offer."""
    return NeedItem.objects.filter(offered=True)


@dataclass(frozen=True)
class Summary:
    """What a person told us, group by group, and when it was last checked."""

    groups: list[tuple[Group, list[PersonNeed]]]
    checked_on: date | None

    @property
    def how_many(self) -> int:
        """How many things help."""
        return sum(len(needs) for _group, needs in self.groups)

    @property
    def seen_by_coordinator(self) -> int:
        """How many of them the coordinator of a session sees."""
        return sum(coordinator_sees(need.audience) for _group, needs in self.groups for need in needs)


def summary_of(needs: Collection[PersonNeed]) -> Summary:
    """The needs by group, every group named, also the empty ones."""
    by_group: dict[str, list[PersonNeed]] = {}
    for need in needs:
        by_group.setdefault(group_of(need.item_id).key, []).append(need)
    groups = [(group, by_group.get(group.key, [])) for group in ORDER]
    return Summary(groups, min((need.checked_on for need in needs), default=None))


@dataclass(frozen=True)
class Look:
    """Somebody opened what helps a person, for one date, on one day: when last, and how many times that day."""

    at: datetime
    who: str
    how_many: int
    session: Session | None
    times: int


def views_of(person: Person) -> QuerySet[NeedView]:
    """Every look at this person's needs, newest first."""
    return NeedView.objects.filter(person=person)


def looks_of(person: Person, *, first: int = 200) -> list[Look]:
    """Who looked, when, at how many things and for which date, newest first. Three queries whatever the length."""
    views = list(views_of(person)[:first])
    viewers = {view.viewer_id for view in views if view.viewer_id}
    names: dict[UUID | None, str] = dict(Person.objects.filter(pk__in=viewers).values_list("pk", "full_name"))
    dates = {view.session_id for view in views if view.session_id}
    sessions: dict[UUID | None, Session] = {**Session.objects.select_related("panel").in_bulk(dates)}
    gathered: dict[tuple[object, ...], list[NeedView]] = {}
    for view in views:
        gathered.setdefault((timezone.localdate(view.at), view.viewer_id, view.session_id), []).append(view)
    return [
        Look(
            at=same[0].at,
            who=names.get(same[0].viewer_id, ""),
            how_many=max(view.how_many for view in same),
            session=sessions.get(same[0].session_id),
            times=len(same),
        )
        for same in gathered.values()
    ]


def writers_of(needs: Collection[PersonNeed]) -> dict[UUID, str]:
    """Names of the staff who wrote a need down for the person."""
    wrote = {need.entered_by_id for need in needs if need.entered_by_id}
    return dict(Person.objects.filter(pk__in=wrote).values_list("pk", "full_name")) if wrote else {}


def open_talk_of(person: Person) -> TalkRequest | None:
    """The person's wish to talk, while nobody has rung."""
    return TalkRequest.objects.filter(person=person, talked_at=None).first()


@dataclass(frozen=True)
class OwnStanding:
    """How what helps a person stands: when it was last checked, whether they wait for a call, their next date."""

    checked_on: date | None
    waits_to_talk: bool
    next_day: date | None


def standing_of(person: Person, *, now: datetime) -> OwnStanding:
    """The oldest check, an open wish to talk, and the next day for which all should be right. One query."""
    needs = PersonNeed.objects.filter(person=OuterRef("pk")).order_by("checked_on", "pk")
    held = {"panel__seats__person": OuterRef("pk"), "panel__seats__status__in": LIVE_PLACES}
    coming = Session.objects.filter(status=SessionStatus.SCHEDULED, ends_at__gt=now, **held).order_by("starts_at", "pk")
    checked_on, waits, starts_at, zone = Person.objects.values_list(
        Subquery(needs.values("checked_on")[:1]),
        Exists(TalkRequest.objects.filter(person=OuterRef("pk"), talked_at=None)),
        Subquery(coming.values("starts_at")[:1]),
        Subquery(coming.values("organisation__time_zone")[:1]),
    ).get(pk=person.pk)
    return OwnStanding(checked_on, waits, starts_at.astimezone(ZoneInfo(zone)).date() if starts_at else None)


def arranged_for(person: Person, panel: Panel, *, now: datetime) -> int:
    """How many of the person's needs are seen to for every date of this panel that is still to come."""
    coming = panel.sessions.filter(status=SessionStatus.SCHEDULED, ends_at__gt=now)
    dates = len(coming)
    needs = Arrangement.objects.filter(session__in=coming, need__person=person).values_list("need_id", flat=True)
    found = list(needs)
    return sum(found.count(need) == dates for need in set(found))
