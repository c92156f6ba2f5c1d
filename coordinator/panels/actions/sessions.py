"""Dates: set, moved, cancelled. Whoever has a place is told, and calendars follow (practice.md 2.4, TR7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coordinator import hooks
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise, may
from coordinator.letters.actions import post
from coordinator.organisations.models import Venue
from coordinator.panels import rules
from coordinator.panels.actions.reminders import promise_reminders
from coordinator.panels.letters import SESSION_ADDED, SESSION_CANCELLED, SESSION_MOVED
from coordinator.panels.models import Panel, PanelStatus, Place, Session, SessionStatus
from coordinator.panels.queries import affected_by_move, live_places
from coordinator.panels.refusals import DoesNotFit, PanelOver
from coordinator.panels.rules.day_plan import DayPlan, kept, timetable
from coordinator.panels.steps import CANCEL_SESSION, GO_AHEAD, MOVE
from coordinator.people.models import Person
from coordinator.workflow.steps import SomebodyWasFaster, take
from coordinator.workflow.trail import record_event

UID_DOMAIN = "coordinator.invalid"  # fixed for ever: a calendar knows an entry by it (calendar.md, UID)


@transaction.atomic
def schedule_session(
    panel: Panel,
    *,
    starts_at: datetime,
    ends_at: datetime,
    arrive_at: datetime | None = None,
    venue: Venue | None = None,
    room: str = "",
    online_link: str = "",
    name: str = "",
    by: Person,
    now: datetime,
) -> Session:
    """Set a date: at a venue, online, or neither, which means by post or from home.

    A coordinator's date takes a planned panel ahead; a recruiting manager may set one while it is planned.
    Everybody with a place is told. Pressed twice, the date that is there is given back.
    Raises DoesNotFit (over already, ends before it starts), PanelOver, NotAllowed.
    """
    panel.status = Panel.objects.select_for_update().get(pk=panel.pk).status
    authorise_dates(by, panel)
    if panel.status in {PanelStatus.CANCELLED, PanelStatus.FINISHED}:
        raise PanelOver(_("This panel is over, so it gets no new dates."))
    _check_times(starts_at=starts_at, ends_at=ends_at, arrive_at=arrive_at, now=now)
    same = {"starts_at": starts_at, "ends_at": ends_at, "name": name, "status": SessionStatus.SCHEDULED}
    if there := panel.sessions.filter(**same).first():
        return there
    session = Session(
        organisation_id=panel.organisation_id,
        panel=panel,
        name=name,
        starts_at=starts_at,
        ends_at=ends_at,
        arrive_at=arrive_at,
        venue=venue,
        room=room,
        online_link=online_link,
        revised_at=now,
    )
    session.uid = f"session-{session.pk}@{UID_DOMAIN}"
    session.save(force_insert=True)
    record_event("session.schedule", session, by=by, now=now, after=session.status)
    if panel.status == PanelStatus.PLANNING and may(by, Permission.RUN_PANEL, panel):
        take(GO_AHEAD, panel, by=by, now=now)
    for place in live_places(panel):
        post(SESSION_ADDED, to=place.person, about=session, contact=panel.contact, now=now)
        promise_reminders(place, session, now=now)
    _tell_wings(session, now=now)
    return session


@transaction.atomic
def move_session(
    session: Session,
    *,
    starts_at: datetime,
    ends_at: datetime,
    arrive_at: datetime | None = None,
    venue: Venue | None = None,
    room: str = "",
    online_link: str = "",
    seen_sequence: int | None = None,
    by: Person,
    now: datetime,
) -> list[Place]:
    """Change the time or the place, as a whole; give back the places of everybody who is told.

    Raises the calendar's sequence by one, so that entries move and none doubles; nothing changed, nobody told.
    `seen_sequence` is the one on the page that was filled in. Raises DoesNotFit, and SomebodyWasFaster when it was
    moved or cancelled between the page and the press.
    """
    check_move(session, starts_at=starts_at, ends_at=ends_at, arrive_at=arrive_at, now=now)
    wanted = {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "arrive_at": arrive_at,
        "venue": venue,
        "room": room,
        "online_link": online_link,
    }
    changes = changes_of(session, wanted)
    if not changes:
        return []
    _hold(session, session.sequence if seen_sequence is None else seen_sequence)
    take(MOVE, session, by=by, now=now, sequence=session.sequence + 1, revised_at=now, **changes)
    affected = affected_by_move(session)
    for place in affected:
        post(
            SESSION_MOVED,
            to=place.person,
            about=session,
            contact=session.panel.contact,
            now=now,
            dedupe=str(session.sequence),
        )
        promise_reminders(place, session, now=now)
    _tell_wings(session, now=now)
    return affected


def check_move(
    session: Session,
    *,
    starts_at: datetime,
    ends_at: datetime,
    arrive_at: datetime | None,
    now: datetime,
    **_place: Any,
) -> None:
    """Raise DoesNotFit for times that cannot be; a date that has begun keeps its start, but may get another room."""
    another = starts_at != session.starts_at
    _check_times(starts_at=starts_at, ends_at=ends_at, arrive_at=arrive_at, now=now if another else None)


def changes_of(session: Session, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What of `wanted` is different from how the date stands."""
    return {field: value for field, value in wanted.items() if getattr(session, field) != value}


def _hold(session: Session, seen: int) -> None:
    """Hold the row until the end of the transaction, and make sure that it is still the one that was read."""
    found = Session.objects.select_for_update().values_list("sequence", flat=True).get(pk=session.pk)
    if found != seen:
        raise SomebodyWasFaster(MOVE, session)


@transaction.atomic
def rename_session(session: Session, *, name: str, by: Person, now: datetime) -> Session:
    """Change what the date is called; its time and place stay, so nobody needs a letter."""
    authorise(by, Permission.RUN_PANEL, session)
    if session.name != name:
        session.name, session.revised_at = name, now
        session.save(update_fields=["name", "revised_at"])
        record_event("session.rename", session, by=by, now=now)
        _tell_wings(session, now=now)
    return session


@transaction.atomic
def plan_day(session: Session, plan: DayPlan, *, by: Person, now: datetime) -> Session:
    """Keep how the day runs, for the sheets. Raises DoesNotFit for a day that cannot be, and NotAllowed."""
    authorise(by, Permission.RUN_PANEL, session)
    try:
        timetable(plan)
    except ValueError as reason:
        raise DoesNotFit(
            _("These times do not make a day: check the order, and that it ends before midnight.")
        ) from reason
    session.day_plan = kept(plan)
    session.save(update_fields=["day_plan"])
    record_event("session.plan_day", session, by=by, now=now)
    return session


@transaction.atomic
def cancel_session(session: Session, *, by: Person, now: datetime) -> list[Place]:
    """This date will not happen: tell everybody who still has a place, and end the calendar entry.

    Raises SomebodyWasFaster when it has been cancelled or has happened.
    """
    take(CANCEL_SESSION, session, by=by, now=now, sequence=session.sequence + 1, revised_at=now)
    affected = affected_by_move(session)
    for place in affected:
        post(SESSION_CANCELLED, to=place.person, about=session, contact=session.panel.contact, now=now)
    _tell_wings(session, now=now)
    return affected


def authorise_dates(by: Person, panel: Panel) -> None:
    """Coordinators set dates; a recruiting manager may while the panel is planned. Raises NotAllowed."""
    if panel.status == PanelStatus.PLANNING and may(by, Permission.REQUEST_CALL, panel):
        return
    authorise(by, Permission.RUN_PANEL, panel)


def _check_times(**times: Any) -> None:
    gaps = rules.time_gaps(**times)
    if gaps:
        raise DoesNotFit(_("The times do not fit together yet."), {name: [_(text)] for name, text in gaps.items()})


def _tell_wings(session: Session, *, now: datetime) -> None:
    list(hooks.session_changed.ask(session, now=now))
