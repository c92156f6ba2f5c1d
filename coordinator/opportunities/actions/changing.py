"""Changing an open call: measured again, noted with its date, told to everybody who has applied (B-31, RN7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from coordinator import hooks
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.design import moments
from coordinator.letters.actions import post
from coordinator.opportunities.actions.writing import EDITABLE
from coordinator.opportunities.letters import CALL_CHANGED
from coordinator.opportunities.models import CallStatus, ChangeNote, Opportunity
from coordinator.opportunities.queries import gaps_of
from coordinator.opportunities.refusals import CallNotReady, SomebodyElseEdited
from coordinator.opportunities.rules.gaps import is_short_notice
from coordinator.opportunities.rules.said import gap
from coordinator.panels.models import Place, PlaceStatus, Session, SessionStatus
from coordinator.people.models import Person
from coordinator.workflow.models import Event
from coordinator.workflow.trail import record_event

STILL_CONCERNED = frozenset({CallStatus.PUBLISHED, CallStatus.CLOSED})


@transaction.atomic
def change_published_call(
    call: Opportunity, *, note: str, by: Person, now: datetime, version: int | None = None, **changes: Any
) -> ChangeNote:
    """Change an open call. `note` says in one sentence what changed: it stands on the page with its date, and
    everybody who has applied is told.

    The notice is counted from the day the call opened, by the numbers that it promised then. Raises CallNotReady with every gap the change would make,
    SomebodyElseEdited, NotAllowed.
    """
    authorise(by, Permission.EDIT_CALL, call)
    changed = {name: value for name, value in changes.items() if name in EDITABLE and getattr(call, name) != value}
    rows = Opportunity.objects.filter(pk=call.pk, status=CallStatus.PUBLISHED)
    if not (rows if version is None else rows.filter(version=version)).update(version=F("version") + 1, **changed):
        raise SomebodyElseEdited(_("This call changed while you were writing. Look at what is there, then save again."))
    call.refresh_from_db()
    _require_still_fair(call, now)
    record_event("opportunity.change", call, by=by, now=now, fields=sorted(changed))
    return _tell(ChangeNote.objects.create(opportunity=call, at=now, text=note), people_who_applied(call), now=now)


def _require_still_fair(call: Opportunity, now: datetime) -> None:
    missing = gaps_of(call, now=now)
    if call.closes_at is not None and call.closes_at <= now:
        missing.append(gap("closes_at", _("Closing: this moment is over. To end the call now, close it.")))
    if missing:
        raise CallNotReady(missing)


@transaction.atomic
def note_changed_date(session: Session, *, now: datetime) -> list[ChangeNote]:
    """A date of the panel was set, moved or cancelled: its open calls say so, and whoever applied is told.

    Those who have a place already hear it from the panel. Raises CallNotReady, which undoes the change, when a
    moved day would leave less notice than promised.
    """
    calls = Opportunity.objects.filter(panel=session.panel_id, status__in=STILL_CONCERNED).exclude(published_at=None)
    return [note for call in calls if (note := _note_date(call, session, now)) is not None]


def _note_date(call: Opportunity, session: Session, now: datetime) -> ChangeNote | None:
    if session.status == SessionStatus.HAPPENED or not _new_to_readers(call, session):
        return None
    unfair = [each for each in gaps_of(call, now=now) if each.field == "sessions" and is_short_notice(each)]
    if unfair and session.status == SessionStatus.SCHEDULED:
        raise CallNotReady(unfair)
    note, made = ChangeNote.objects.get_or_create(
        opportunity=call,
        cause=f"session-{session.pk}-{session.sequence}",
        defaults={"at": now, "text": _date_in_words(session, call)},
    )
    if not made:
        return None
    record_event("opportunity.date_changed", call, by=None, now=now, details={"session": str(session.pk)})
    seated = set(
        Place.objects.filter(panel=session.panel_id, status=PlaceStatus.CONFIRMED).values_list("person_id", flat=True)
    )
    return _tell(note, [person for person in people_who_applied(call) if person.pk not in seated], now=now)


def _new_to_readers(call: Opportunity, session: Session) -> bool:
    """Has this date, as it stands, come about since the call opened? A new name for it is no change."""
    if session.sequence:
        return True
    scheduled = Event.objects.filter(verb="session.schedule", record_id=session.pk, at__gt=call.published_at)
    return scheduled.exists()


def _date_in_words(session: Session, call: Opportunity) -> str:
    zone = call.organisation.zone
    if session.status == SessionStatus.CANCELLED:
        return _("{day} is cancelled.").format(day=moments.when(session.starts_at, session.ends_at, zone))
    where = ", ".join(filter(None, [session.venue.name if session.venue else "", session.room]))
    when = moments.when(session.starts_at, session.ends_at, zone)
    return _("The date is now {when}.").format(when=f"{when}, {where}" if where else when)


def people_who_applied(call: Opportunity) -> list[Person]:
    """Everybody with a live application, as the slice that keeps applications says."""
    return hooks.people_who_applied.ask_all(call)


def _tell(note: ChangeNote, people: Iterable[Person], *, now: datetime) -> ChangeNote:
    for person in people:
        post(CALL_CHANGED, to=person, about=note, contact=note.opportunity.panel.contact, now=now)
    return note
