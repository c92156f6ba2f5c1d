"""The line for a place: who is offered the next free one, and the reserves moving up."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

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
from coordinator.panels.actions import move_reserve, take_reserve
from coordinator.panels.models import OPEN_PANELS, Panel
from coordinator.panels.refusals import PanelOver
from coordinator.people.models import Channel, Person
from coordinator.workflow.steps import take
from coordinator.workflow.trail import record_event

CHOOSING = {CallStatus.PUBLISHED, CallStatus.CLOSED, CallStatus.FILLED}


def hold_panel(panel_id: UUID) -> Panel:
    """Hold the panel's row until the transaction ends, so that its line changes one at a time."""
    return Panel.objects.select_for_update().get(pk=panel_id)


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
    """Put somebody at the end of the reserves and tell them their position. Raises CallOver, PanelOver."""
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


def offer_next(opportunity: Opportunity, *, now: datetime) -> Application | None:
    """Offer a place that came free to the next in line, if there is one and the call is alive (practice.md AP9)."""
    panel = hold_panel(opportunity.panel_id)
    if panel.status not in OPEN_PANELS or opportunity.status not in CHOOSING or not places_to_offer(panel):
        return None
    following = _next_in_line(opportunity)
    return give_offer(following, by=THE_SERVICE, now=now) if following else None


def _next_in_line(opportunity: Opportunity) -> Application | None:
    waiting = opportunity.applications.select_related("person", "opportunity__organisation")
    reserve = waiting.filter(status=S.RESERVE).order_by("reserve_position", "pk").first()
    if reserve or opportunity.selection != SelectionMethod.FIRST_COME:
        return reserve
    return waiting.filter(status=S.RECEIVED).order_by("sent_at", "pk").first()


def serve_in_order(application: Application, *, now: datetime) -> None:
    """First come: offer a place at once, or a reserve's position while there are any; else it waits for a person."""
    opportunity = application.opportunity
    if opportunity.selection != SelectionMethod.FIRST_COME:
        return
    panel = hold_panel(opportunity.panel_id)
    reserves = opportunity.applications.filter(status=S.RESERVE).count()
    if places_to_offer(panel) and not reserves:
        give_offer(application, by=THE_SERVICE, now=now)
    elif reserves < panel.reserves:
        join_reserves(application, by=THE_SERVICE, now=now)
