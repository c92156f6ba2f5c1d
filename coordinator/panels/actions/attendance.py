"""Who came: said once, mended where it was wrong; it opens the way to payment (practice.md journey (e) 9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coordinator import hooks
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.letters.actions import post
from coordinator.panels.letters import THANK_YOU
from coordinator.panels.models import Attendance, Place, PlaceKind, Presence, Session, SessionStatus
from coordinator.panels.queries import expected_at
from coordinator.panels.refusals import DoesNotFit, NotYet
from coordinator.panels.steps import CONFIRM
from coordinator.people.models import Person
from coordinator.workflow.steps import take
from coordinator.workflow.trail import record_event


@transaction.atomic
def confirm_attendance(
    session: Session, presences: Mapping[Place, Presence], *, by: Person, now: datetime
) -> list[Attendance]:
    """Say who came. The first time the session has happened and those who came are thanked; later it corrects.

    Every member is named the first time; reserves only where they came into it. Saying the same twice changes
    nothing. Raises NotYet before it begins, DoesNotFit when somebody is missing or belongs to another panel,
    SomebodyWasFaster for a cancelled session, and NotAllowed.
    """
    authorise(by, Permission.CONFIRM_ATTENDANCE, session)
    if now < session.starts_at:
        raise NotYet(_("This has not begun yet. Come back afterwards to say who came."))
    _check_everybody(session, presences)
    if session.status != SessionStatus.HAPPENED:
        take(CONFIRM, session, by=by, now=now, attendance_confirmed_at=now)
        list(hooks.session_changed.ask(session, now=now))
    said = {each.place_id: each for each in session.attendances.all()}
    return [
        _say(session, place, Presence(presence), said.get(place.pk), by=by, now=now)
        for place, presence in presences.items()
    ]


def _check_everybody(session: Session, presences: Mapping[Place, Presence]) -> None:
    expected = expected_at(session)
    known = {place.pk for place in expected} | set(session.attendances.values_list("place_id", flat=True))
    if any(place.pk not in known for place in presences):
        raise DoesNotFit(_("One of these people has no place here. Nothing was saved."))
    named = {place.pk for place in presences}
    missing = [place for place in expected if place.kind == PlaceKind.MEMBER and place.pk not in named]
    if missing and session.status != SessionStatus.HAPPENED:
        by_field = {str(place.pk): [_("Say whether they came.")] for place in missing}
        raise DoesNotFit(_("Say for each person whether they came. Nothing was saved."), by_field)


def _say(
    session: Session, place: Place, presence: Presence, said: Attendance | None, *, by: Person, now: datetime
) -> Attendance:
    if said is None:
        return _note(session, place, presence, by=by, now=now)
    if said.presence != presence:
        details = {"before": said.presence, "after": presence.value}
        said.presence, said.confirmed_by, said.confirmed_at = presence, by, now
        said.save(update_fields=["presence", "confirmed_by", "confirmed_at"])
        record_event("attendance.correct", said, by=by, now=now, details=details)
        _tell(said, now=now)
    return said


def _note(session: Session, place: Place, presence: Presence, *, by: Person, now: datetime) -> Attendance:
    attendance = Attendance.objects.create(
        organisation_id=session.organisation_id,
        session=session,
        place=place,
        presence=presence,
        confirmed_by=by,
        confirmed_at=now,
    )
    record_event("attendance.confirm", attendance, by=by, now=now, details={"presence": presence.value})
    _tell(attendance, now=now)
    return attendance


def _tell(attendance: Attendance, *, now: datetime) -> None:
    """Thank whoever came, once, and let the wings follow."""
    place, session = attendance.place, attendance.session
    if attendance.presence == Presence.CAME:
        post(THANK_YOU, to=place.person, about=attendance, contact=session.panel.contact, now=now)
    list(hooks.place_changed.ask(place, now=now))
