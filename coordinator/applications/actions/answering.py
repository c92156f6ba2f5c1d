"""The person's answer to an offer, and leaving: by themselves, written down by staff, or by the clock."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coordinator.applications import rules
from coordinator.applications.actions.choosing import leave_place
from coordinator.applications.actions.line import (
    close_ranks,
    days_for,
    hold_as_it_stands,
    hold_open_panel,
    open_seats,
    pass_on_offer,
)
from coordinator.applications.letters import ACCEPTED, DECLINED, LAPSED, OFFER_LINK, WITHDRAWN
from coordinator.applications.models import HOLDS_A_PLACE, Application, S, Source
from coordinator.applications.refusals import OfferOver
from coordinator.applications.steps import (
    ACCEPT,
    ACCEPT_FOR,
    CANCEL,
    DECLINE,
    DECLINE_FOR,
    LAPSE,
    PLACE_GIVEN_UP,
    PROMOTED,
    WITHDRAW,
    WITHDRAW_FOR,
    told_by,
)  # fmt: skip
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import THE_SERVICE, authorise
from coordinator.letters.actions import post
from coordinator.letters.kinds import LetterKind
from coordinator.panels.actions import hold_panel, refuse_after_the_last_date, take_place
from coordinator.panels.models import Place, PlaceKind, PlaceStatus
from coordinator.people.links import end_links
from coordinator.people.models import Person
from coordinator.workflow.steps import SomebodyWasFaster, Step, take
from coordinator.workflow.trail import record_event


@transaction.atomic
def accept_offer(application: Application, *, by: Person, now: datetime, source: str = Source.ONLINE) -> Application:
    """Say yes: the place is theirs. With another `source`, staff write down what the person said (AP8).

    Raises PanelFull, PanelOver, CallOver, OfferOver, SomebodyWasFaster, NotAllowed; then nothing has changed.
    """
    panel = hold_open_panel(application.opportunity)
    _refuse_after_the_end(application, now=now)
    take(_step(ACCEPT, ACCEPT_FOR, source), application, by=by, now=now, maybe_until=None)
    application.place = take_place(panel, application.applicant, by=by, now=now, offered=True)
    application.save(update_fields=["place"])
    _answered(application, ACCEPTED, now=now)
    return application


@transaction.atomic
def decline_offer(application: Application, *, by: Person, now: datetime, source: str = Source.ONLINE) -> Application:
    """Say no, without a reason. The next in line is offered the place."""
    hold_panel(application.opportunity.panel_id)
    take(_step(DECLINE, DECLINE_FOR, source), application, by=by, now=now, maybe_until=None)
    _answered(application, DECLINED, now=now)
    _pass_on(application, S.OFFERED, by=by, now=now)
    return application


@transaction.atomic
def say_maybe(application: Application, *, by: Person, now: datetime, source: str = Source.ONLINE) -> Application:
    """Hold the place a little longer, once; no reason asked (practice.md B-35). Asked again, the day stays.

    Raises OfferOver when there is no living offer, CallOver, PanelOver, and NotAllowed.
    """
    online = source == Source.ONLINE
    authorise(by, Permission.ANSWER_OFFER if online else Permission.ANSWER_OFFER_FOR, application)
    hold_open_panel(application.opportunity)
    _refuse_after_the_end(application, now=now)
    zone = application.opportunity.organisation.zone
    days = days_for(application.applicant, application.opportunity)
    until = rules.held_until(application.offer_ends_at or now, days=days, zone=zone)
    open_offer = Application.objects.filter(pk=application.pk, status=S.OFFERED)
    if open_offer.filter(maybe_until=None).update(maybe_until=until, offer_ends_at=until):
        application.maybe_until = application.offer_ends_at = until
        record_event("application.maybe" if online else "application.hold_for", application, by=by, now=now)
    elif not open_offer.exists():
        raise OfferOver(_("This offer has been answered."))
    return application


@transaction.atomic
def withdraw(application: Application, *, by: Person, now: datetime, source: str = Source.ONLINE) -> Application:
    """Leave, whatever stage it has reached; no reason asked. A place that comes free is offered on (AP9).

    Raises DayOver for whoever had a place or was a reserve, once the last date is over.
    """
    before = hold_as_it_stands(application)
    step = _step(WITHDRAW, WITHDRAW_FOR, source)
    authorise(by, step.permission, application)
    if before in HOLDS_A_PLACE:
        refuse_after_the_last_date(application.opportunity.panel, now=now)
    take(step, application, by=by, now=now, reserve_position=None, maybe_until=None)
    _answered(application, WITHDRAWN, now=now)
    _pass_on(application, before, by=by, now=now)
    return application


@transaction.atomic
def lapse_offer(application: Application, *, now: datetime) -> Application:
    """The time to answer ran out: the offer ends, kindly, and goes to the next in line.

    Raises SomebodyWasFaster when an answer or a "maybe" came in first.
    """
    hold_panel(application.opportunity.panel_id)
    if not Application.objects.filter(pk=application.pk, offer_ends_at__lte=now).exists():
        raise SomebodyWasFaster(LAPSE, application)
    take(LAPSE, application, by=THE_SERVICE, now=now, maybe_until=None)
    _answered(application, LAPSED, now=now)
    _pass_on(application, S.OFFERED, by=THE_SERVICE, now=now)
    return application


@transaction.atomic
def follow_place(place: Place, *, now: datetime) -> None:
    """What happens to a place happens to its application: given up, cancelled by us, moved from the reserves.

    Of a place that ended the panel tells by itself; here only the chair of a reserve who moved up comes free.
    """
    application = Application.objects.filter(place=place).select_related("opportunity", "person").first()
    if application is None:
        return
    step = _follow(place, application)
    if step:
        take(step, application, by=THE_SERVICE, now=now, reserve_position=None, maybe_until=None)
        close_ranks(application.opportunity, now=now)
        if step is PROMOTED:
            open_seats(place.panel, seats=0, now=now, first=application.opportunity_id)


def _follow(place: Place, application: Application) -> Step | None:
    ended = {PlaceStatus.GIVEN_UP: PLACE_GIVEN_UP, PlaceStatus.CANCELLED: CANCEL}.get(PlaceStatus(place.status))
    step = ended or (PROMOTED if place.kind == PlaceKind.MEMBER else None)
    return step if step and application.status in step.sources else None


def _step(own: Step, written_down: Step, source: str) -> Step:
    return own if source == Source.ONLINE else told_by(written_down, source)


def _refuse_after_the_end(application: Application, *, now: datetime) -> None:
    if application.status == S.OFFERED and application.offer_ends_at and now >= application.offer_ends_at:
        raise OfferOver(_("The time to answer this offer has run out. Please ring us: there may still be a way."))


def _answered(application: Application, letter: LetterKind, *, now: datetime) -> None:
    end_links(OFFER_LINK, application.pk, now=now)
    post(letter, to=application.applicant, about=application, contact=application.opportunity.panel.contact, now=now)


def _pass_on(application: Application, before: str, *, by: Any, now: datetime) -> None:
    """Free the seat, close the ranks of the reserves, and offer what came free to the next in line."""
    leave_place(application, by=by, now=now)
    pass_on_offer(application, before, now=now)
