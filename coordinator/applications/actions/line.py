"""The line for a place: who is offered the next free one, and the reserves moving up."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from coordinator.applications import rules
from coordinator.applications.letters import OFFER_LETTER, RESERVE_LETTER
from coordinator.applications.models import Application, S
from coordinator.applications.refusals import CallOver, NoPlaceLeft, TooSoon
from coordinator.applications.steps import OFFER, RESERVE
from coordinator.authorization.verdict import THE_SERVICE
from coordinator.design import moments
from coordinator.letters.actions import post
from coordinator.opportunities.models import CallStatus, Opportunity, SelectionMethod
from coordinator.panels.actions import hold_panel, leave_line, move_reserve, take_reserve
from coordinator.panels.models import OPEN_PANELS, Panel, Place
from coordinator.panels.queries import reserves_in_line
from coordinator.panels.refusals import PanelOver
from coordinator.people.models import Channel, Person
from coordinator.workflow.steps import take
from coordinator.workflow.trail import record_event

MOVED_BY_THE_LINE = ["status", "offer_ends_at", "told_at", "reserve_position", "place"]
CHOOSING = {CallStatus.PUBLISHED, CallStatus.CLOSED, CallStatus.FILLED}


def hold_as_it_stands(application: Application) -> str:
    """Hold the panel, and say in which state the application is now, whatever the page showed."""
    hold_panel(application.opportunity.panel_id)
    return Application.objects.values_list("status", flat=True).get(pk=application.pk)


def hold_open_panel(opportunity: Opportunity) -> Panel:
    """Hold the panel while places are still given for this call. Raises CallOver, PanelOver, in words."""
    panel = hold_panel(opportunity.panel_id)
    if not Opportunity.objects.filter(pk=opportunity.pk, status__in=CHOOSING).exists():
        raise CallOver(_("This call was withdrawn, so no places are given for it any more."))
    if panel.status not in OPEN_PANELS:
        raise PanelOver(_("This panel is over, so it has no places any more."))
    return panel


def days_for(person: Person, opportunity: Opportunity) -> int:
    """Working days this person has to answer this call's organisation."""
    return rules.days_to_answer(
        least=opportunity.organisation.answer_within_working_days,
        own=person.answer_days,
        by_post=person.channel == Channel.POST,
    )


def earliest_answer(application: Application, *, now: datetime) -> datetime:
    """The first moment by which an answer may be asked of this applicant."""
    days = days_for(application.applicant, application.opportunity)
    return rules.earliest_end(now, days=days, zone=application.opportunity.organisation.zone)


def usual_answer(application: Application, *, now: datetime) -> datetime:
    """When an offer made now ends unless somebody chooses later."""
    days = days_for(application.applicant, application.opportunity)
    return rules.usual_end(now, days=days, zone=application.opportunity.organisation.zone)


def places_to_offer(panel: Panel) -> int:
    """Places of this panel that are neither taken nor waiting for an answer."""
    offered = Application.objects.filter(opportunity__panel=panel, status=S.OFFERED).count()
    return rules.places_to_offer(places=panel.places, taken=panel.places_taken, offered=offered)


def give_offer(application: Application, *, by: Any, now: datetime, ends_at: datetime | None = None) -> Application:
    """Offer a place until `ends_at`, by default the end of the earliest day. The panel is held by the caller's
    transaction. Raises TooSoon with the earliest time allowed, NoPlaceLeft, CallOver, PanelOver, SomebodyWasFaster, NotAllowed.
    """
    panel = hold_open_panel(application.opportunity)
    was_reserve = application.status == S.RESERVE
    ends_at = ends_at or usual_answer(application, now=now)
    _refuse_too_soon(application, ends_at, now=now)
    if not places_to_offer(panel):
        raise NoPlaceLeft(_("Every place is taken or offered. You can make this person a reserve."))
    take(OFFER, application, by=by, now=now, offer_ends_at=ends_at, told_at=now, reserve_position=None)
    post(OFFER_LETTER, to=application.applicant, about=application, contact=panel.contact, now=now)
    if was_reserve:
        if application.place:
            leave_line(application.place, by=by, now=now)
        close_ranks(application.opportunity, now=now)
    return application


def _refuse_too_soon(application: Application, ends_at: datetime, *, now: datetime) -> None:
    earliest = earliest_answer(application, now=now)
    if ends_at < earliest:
        when = moments.datetime(earliest, application.opportunity.organisation.zone)
        sentence = _("{name} needs time to answer. The earliest you can ask for is {when}.").format(
            name=application.applicant.known_as, when=when
        )
        raise TooSoon(sentence, {"ends_at": [sentence]})


def join_reserves(application: Application, *, by: Any, now: datetime) -> Application:
    """Put somebody at the end of the reserves and tell them. Raises PanelFull (no chair), CallOver, PanelOver."""
    panel = hold_open_panel(application.opportunity)
    opportunity = application.opportunity
    position = opportunity.applications.filter(status=S.RESERVE).count() + 1
    details = {"position": position}
    take(RESERVE, application, by=by, now=now, told_at=now, reserve_position=position, details=details)
    application.place = take_reserve(panel, application.applicant, position, by=by, now=now)
    application.save(update_fields=["place"])
    _tell_position(application, position, now=now)
    return application


def close_ranks(opportunity: Opportunity, *, now: datetime) -> None:
    """After somebody left the reserves the others move up and are told their new position (practice.md AP9)."""
    waiting = list(opportunity.applications.filter(status=S.RESERVE).order_by("reserve_position", "pk"))
    moved = rules.close_ranks(each.reserve_position or 0 for each in waiting)
    for each in waiting:  # first things first: each new number is free by then
        position = moved.get(each.reserve_position or 0)
        if position:
            _move_up(each, position, now=now)


def _move_up(application: Application, position: int, *, now: datetime) -> None:
    application.reserve_position = position
    application.save(update_fields=["reserve_position"])
    if application.place:
        move_reserve(application.place, position, by=THE_SERVICE, now=now)
    record_event("application.move_up", application, by=None, now=now, details={"position": position})
    _tell_position(application, position, now=now)


def _tell_position(application: Application, position: int, *, now: datetime) -> None:
    contact = application.opportunity.panel.contact
    post(RESERVE_LETTER, to=application.applicant, about=application, contact=contact, now=now, dedupe=str(position))


def follow_seats(panel: Panel, *, seats: int, now: datetime, place: Place | None) -> None:
    """The panel's seats came free or became more: offer them on, first in the call through which `place` was taken."""
    own = Application.objects.filter(place=place).values_list("opportunity_id", flat=True).first() if place else None
    open_seats(panel, seats=seats, now=now, first=own)


def open_seats(panel: Panel, *, seats: int, now: datetime, first: UUID | None) -> None:
    """So many places of this panel came free: offer them on while its dates are still to come (practice.md AP9).

    The call named `first` comes first, then the others, the oldest first. With no seat, a reserve's chair came free.
    """
    if not panel.still_to_come(now):
        return
    calls = Opportunity.objects.filter(panel_id=panel.pk, status__in=CHOOSING).order_by("published_at", "pk")
    for call in sorted(calls, key=lambda call: call.pk != first):
        seats -= serve_line(call, seats=seats, now=now)


def pass_on_offer(application: Application, before: str, *, now: datetime) -> None:
    """Somebody who was `before` offered a place, or a reserve, is it no more: the ranks close, the offer goes on.

    A place that ends with it is offered on by its panel.
    """
    close_ranks(application.opportunity, now=now)
    panel = application.opportunity.panel
    open_seats(panel, seats=int(before == S.OFFERED), now=now, first=application.opportunity_id)


def serve_line(opportunity: Opportunity, *, seats: int, now: datetime) -> int:
    """Offer up to `seats` places to the next in line; how many were offered.

    First come: every place that is free, then the chairs of the reserves, in the order in which people applied.
    """
    close_ranks(opportunity, now=now)
    first_come = opportunity.selection == SelectionMethod.FIRST_COME
    offered = 0
    while (first_come or offered < seats) and offer_next(opportunity, now=now):
        offered += 1
    if first_come:
        _fill_reserves(opportunity, now=now)
    return offered


def _fill_reserves(opportunity: Opportunity, *, now: datetime) -> None:
    panel = hold_panel(opportunity.panel_id)
    if not _given(opportunity, panel):
        return
    chairs = panel.reserves - reserves_in_line(panel)
    for application in _waiting(opportunity)[: max(chairs, 0)]:
        join_reserves(application, by=THE_SERVICE, now=now)


def offer_next(opportunity: Opportunity, *, now: datetime) -> Application | None:
    """Offer a place that came free to the next in line, if there is one and the call is alive (practice.md AP9)."""
    panel = hold_panel(opportunity.panel_id)
    if not _given(opportunity, panel) or not places_to_offer(panel):
        return None
    following = _next_in_line(opportunity)
    return give_offer(following, by=THE_SERVICE, now=now) if following else None


def _given(opportunity: Opportunity, panel: Panel) -> bool:
    """Are places of this panel still given for this call?"""
    alive = Opportunity.objects.filter(pk=opportunity.pk, status__in=CHOOSING)
    return panel.status in OPEN_PANELS and alive.exists()


def _next_in_line(opportunity: Opportunity) -> Application | None:
    reserves = opportunity.applications.filter(status=S.RESERVE).select_related("person", "opportunity__organisation")
    reserve = reserves.order_by("reserve_position", "pk").first()
    if reserve or opportunity.selection != SelectionMethod.FIRST_COME:
        return reserve
    return _waiting(opportunity).first()


def _waiting(opportunity: Opportunity) -> QuerySet[Application]:
    """Whoever has heard nothing yet, in the order in which they applied."""
    received = opportunity.applications.filter(status=S.RECEIVED)
    return received.select_related("person", "opportunity__organisation").order_by("sent_at", "pk")


def serve_in_order(application: Application, *, now: datetime) -> None:
    """First come: somebody joined the line, so serve it from its head. They are offered a place at once, or become a
    reserve while there are chairs, when nobody before them waits; else they wait for a person.
    """
    if application.opportunity.selection == SelectionMethod.FIRST_COME:
        serve_line(application.opportunity, seats=0, now=now)
        application.refresh_from_db(fields=MOVED_BY_THE_LINE)
