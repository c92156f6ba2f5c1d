"""Seats: taken, given up, cancelled. The count lives in one conditional UPDATE, so a panel is never overfilled."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from coordinator import hooks
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import THE_SERVICE, authorise, may
from coordinator.letters.actions import post
from coordinator.panels.actions.reminders import promise_all_reminders
from coordinator.panels.letters import PLACE_CANCELLED, PLACE_GIVEN_UP
from coordinator.panels.models import OPEN_PANELS, Panel, PanelRole, Place, PlaceKind, PlaceStatus
from coordinator.panels.promised import promises, who_waits
from coordinator.panels.queries.seats import reserves_in_line
from coordinator.panels.refusals import DayOver, DoesNotFit, PanelFull, PanelOver
from coordinator.panels.steps import CANCEL_PLACE, END_WITH_CALL, GIVE_UP, GIVE_UP_FOR
from coordinator.people.models import Person
from coordinator.workflow.steps import SomebodyWasFaster, Step, take
from coordinator.workflow.trail import record_event


@transaction.atomic
def take_place(panel: Panel, person: Person, *, by: Any, now: datetime, offered: bool = False) -> Place:
    """Give `person` a place, or the one they have; a reserve of theirs becomes the place.

    The person takes it, or staff who note their answer. Only who was `offered` a place may have the last ones that are
    promised: anybody else is refused while somebody has time to answer. Raises PanelFull, PanelOver, NotAllowed.
    """
    _authorise_answer(by, Place(organisation_id=panel.organisation_id, panel=panel, person=person))
    held = hold_panel(panel.pk)
    place, is_new = _seat(panel, person, now=now, kind=PlaceKind.MEMBER)
    if not is_new:
        return promote_reserve(place, by=by, now=now, offered=offered)
    _take_seat(place, held, by=by, now=now, offered=offered)
    record_event("place.take", place, by=by, now=now, after=place.status)
    return _settled(place, now=now)


@transaction.atomic
def take_reserve(panel: Panel, person: Person, position: int, *, by: Any, now: datetime) -> Place:
    """Give `person` a reserve place at `position` (1 is asked first), or the place they have.

    Reserves are not counted among the places. Raises PanelFull when every chair is taken, PanelOver, NotAllowed.
    """
    _authorise_answer(by, Place(organisation_id=panel.organisation_id, panel=panel, person=person))
    fresh = hold_panel(panel.pk)
    place, is_new = _seat(panel, person, now=now, kind=PlaceKind.RESERVE, position=position)
    if not is_new:
        return place
    if fresh.status not in OPEN_PANELS:
        raise PanelOver(_("This panel is over, so it has no places any more."))
    if reserves_in_line(fresh) > fresh.reserves:
        raise PanelFull(_("Every reserve place is taken. For more reserves, raise their number in the panel first."))
    record_event("place.take_reserve", place, by=by, now=now, after=place.status, details={"position": position})
    return _settled(place, now=now)


@transaction.atomic
def promote_reserve(place: Place, *, by: Any, now: datetime, offered: bool = False) -> Place:
    """A reserve moves to the panel, even on the morning itself (practice.md PS8). Somebody on it stays.

    Raises PanelFull when no seat is free, or every free one is promised to others (unless this person was `offered`
    one), PanelOver, NotAllowed.
    """
    _authorise_answer(by, place)
    panel = hold_panel(place.panel_id)
    reserve = Place.objects.filter(pk=place.pk, kind=PlaceKind.RESERVE, status=PlaceStatus.CONFIRMED)
    if reserve.update(kind=PlaceKind.MEMBER, position=None):
        _take_seat(place, panel, by=by, now=now, offered=offered)
        record_event("place.promote", place, by=by, now=now, details={"position": place.position})
        place.kind, place.position = PlaceKind.MEMBER, None
        _settled(place, now=now)
    return place


@transaction.atomic
def call_in_reserve(place: Place, *, by: Person, now: datetime) -> Place:
    """The team moves a reserve to the panel, because a seat is free; the person is rung about it.

    Only the team decides this: a reserve cannot move up alone. Raises SomebodyWasFaster when the place has ended, and
    PanelFull, naming who waits, when the free seats are promised.
    """
    authorise(by, Permission.RUN_PANEL, place)
    hold_panel(place.panel_id)
    fresh = Place.objects.select_for_update().get(pk=place.pk)
    if fresh.status != PlaceStatus.CONFIRMED:
        raise SomebodyWasFaster(CANCEL_PLACE, place)
    return promote_reserve(place, by=by, now=now)


@transaction.atomic
def move_reserve(place: Place, position: int, *, by: Any, now: datetime) -> Place:
    """A reserve moves up to `position` because somebody before them left the line (practice.md AP9)."""
    _authorise_answer(by, place)
    if Place.objects.filter(pk=place.pk, kind=PlaceKind.RESERVE).update(position=position):
        place.position = position
        record_event("place.move_up", place, by=by, now=now, details={"position": position})
    return place


@transaction.atomic
def leave_line(place: Place, *, by: Any, now: datetime) -> Place:
    """A reserve is offered a place: out of the line, so that nobody else has their number; the place stays theirs."""
    _authorise_answer(by, place)
    if Place.objects.filter(pk=place.pk, kind=PlaceKind.RESERVE).exclude(position=None).update(position=None):
        place.position = None
        record_event("place.leave_line", place, by=by, now=now)
    return place


@transaction.atomic
def give_up_place(place: Place, *, by: Person, now: datetime) -> Place:
    """The person cannot or does not want to come: no reason is asked, and the seat is free again.

    The panel's contact is told. Staff do it for somebody who rang. Raises DayOver once the last date is over,
    SomebodyWasFaster when the place has ended, and NotAllowed.
    """
    own = may(by, Permission.GIVE_UP_PLACE, place)
    step = GIVE_UP if own else GIVE_UP_FOR
    authorise(by, step.permission, place)
    refuse_after_the_last_date(place.panel, now=now)
    end_place(step, place, by=by, now=now)
    if not own:
        return place
    contact = place.panel.contact
    post(PLACE_GIVEN_UP, to=contact.person, about=place, contact=contact, now=now)
    return place


def refuse_after_the_last_date(panel: Panel, *, now: datetime) -> None:
    """Raise DayOver when every date of this panel is over: who came is known by then, or noted by the team."""
    if not hold_panel(panel.pk).still_to_come(now):
        raise DayOver(_("The last date is over, so there is no place to give up any more. Nothing was changed."))


@transaction.atomic
def cancel_place(place: Place, *, by: Person, now: datetime) -> Place:
    """We cancel somebody's place: they are told, and what they spent for it can be claimed.

    Raises SomebodyWasFaster when the place has ended, and NotAllowed.
    """
    end_place(CANCEL_PLACE, place, by=by, now=now)
    post(PLACE_CANCELLED, to=place.person, about=place, contact=place.panel.contact, now=now)
    return place


@transaction.atomic
def end_with_call(place: Place, *, now: datetime) -> Place:
    """A reserve's place ends because its call was withdrawn. No letter from here: the call's own tells the person."""
    return end_place(END_WITH_CALL, place, by=THE_SERVICE, now=now)


@transaction.atomic
def assign_role(place: Place, role: PanelRole | None, *, by: Person, now: datetime) -> Place:
    """Agree which part somebody plays; None takes it back. Raises DoesNotFit for a part of another panel."""
    authorise(by, Permission.RUN_PANEL, place)
    if role is not None and role.panel_id != place.panel_id:
        raise DoesNotFit(_("Nothing was changed."), {"role": [_("Choose a part of this panel.")]})
    if place.role_id != (role.pk if role else None):
        place.role = role
        place.save(update_fields=["role"])
        details = {"role": str(role.pk) if role else None}
        record_event("place.assign_role", place, by=by, now=now, details=details)
        list(hooks.place_changed.ask(place, now=now))
    return place


def _seat(panel: Panel, person: Person, *, now: datetime, **seat: Any) -> tuple[Place, bool]:
    """The place that the person holds, or a new one: the database keeps one for each, whoever presses at once."""
    new = {"organisation_id": panel.organisation_id, "confirmed_at": now, **seat}
    live = Place.objects.select_related("panel")
    return live.get_or_create(panel=panel, person=person, status=PlaceStatus.CONFIRMED, defaults=new)


def _authorise_answer(by: Any, place: Place) -> None:
    """The person answers for themselves; staff note the answer of somebody who rang or wrote."""
    if not may(by, Permission.ANSWER_OFFER, place):
        authorise(by, Permission.ANSWER_OFFER_FOR, place)


def hold_panel(panel_id: UUID) -> Panel:
    """The panel's row, held until the end of the transaction: seats and offers change one at a time."""
    return Panel.objects.select_for_update().get(pk=panel_id)


def _take_seat(place: Place, held: Panel, *, by: Any, now: datetime, offered: bool) -> None:
    """Count one seat of the panel that is `held`, or refuse: the database decides between two who press at once."""
    panel = place.panel
    if not offered:
        _keep_promises(held, place.person, by=by, now=now)
    rows = Panel.objects.filter(pk=panel.pk, status__in=OPEN_PANELS)
    if not rows.filter(places_taken__lt=F("places")).update(places_taken=F("places_taken") + 1):
        if rows.exists():
            raise PanelFull(_("All places are taken: the last one went a moment ago. Nobody was turned out for it."))
        raise PanelOver(_("This panel is over, so it has no places any more."))
    panel.refresh_from_db(fields=["places_taken"])


def _keep_promises(panel: Panel, person: Person, *, by: Any, now: datetime) -> None:
    """Refuse to give away what was offered to somebody else who can still say yes (practice.md AP8)."""
    waiting = promises(panel, now=now, besides=person)
    if 0 < panel.places - panel.places_taken <= len(waiting):
        sentence = _("Every place that is left was offered to somebody. {who}")
        raise PanelFull(sentence.format(who=who_waits(panel, waiting, by)))


def _settled(place: Place, *, now: datetime) -> Place:
    promise_all_reminders(place, now=now)
    list(hooks.place_changed.ask(place, now=now))
    return place


def end_place(step: Step, place: Place, *, by: Any, now: datetime) -> Place:
    """End a place along `step`, count its seat as free, let the wings follow, and whoever waits move up (AP9)."""
    panel = hold_panel(place.panel_id)
    take(step, place, by=by, now=now, ended_at=now)
    sat = Place.objects.filter(pk=place.pk, kind=PlaceKind.MEMBER).exists()
    if sat:
        Panel.objects.filter(pk=place.panel_id, places_taken__gt=0).update(places_taken=F("places_taken") - 1)
    list(hooks.place_changed.ask(place, now=now))
    list(hooks.seats_opened.ask(panel, seats=int(sat), now=now, place=place))
    return place
