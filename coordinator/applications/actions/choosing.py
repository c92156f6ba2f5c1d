"""The choosing, by staff: offer, reserve, not this time, score, apologise, cancel, close the selection."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coordinator.applications import rules
from coordinator.applications.actions.line import (
    close_ranks,
    give_offer,
    hold_as_it_stands,
    join_reserves,
    pass_on_offer,
)
from coordinator.applications.closing import kept_open_by
from coordinator.applications.letters import APOLOGY, CANCELLED, NOT_THIS_TIME_LETTER
from coordinator.applications.models import Application, NotThisTimeReason, S
from coordinator.applications.refusals import StillUntold
from coordinator.applications.steps import CANCEL, NOT_THIS_TIME
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.letters.actions import post
from coordinator.opportunities.models import CallStatus, Opportunity
from coordinator.opportunities.steps import FILL
from coordinator.panels.actions import cancel_place, give_up_place, hold_panel
from coordinator.panels.models import PlaceStatus
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import take
from coordinator.workflow.trail import record_event

HIGHEST_SCORE = 10


@transaction.atomic
def offer_place(application: Application, *, by: Any, now: datetime, ends_at: datetime | None = None) -> Application:
    """Offer a place, to be answered by `ends_at` (aware; by default the end of the earliest day allowed).

    Raises TooSoon with the earliest time allowed (practice.md B-01), NoPlaceLeft, CallOver, PanelOver,
    SomebodyWasFaster, NotAllowed.
    """
    return give_offer(application, by=by, now=now, ends_at=ends_at)


@transaction.atomic
def make_reserve(application: Application, *, by: Any, now: datetime) -> Application:
    """Ask somebody to be the last of the reserves; they are told their position (practice.md AP9).

    Raises PanelFull when every reserve place is taken, CallOver, PanelOver.
    """
    return join_reserves(application, by=by, now=now)


@transaction.atomic
def say_not_this_time(
    application: Application, *, reason: NotThisTimeReason | str, note: str = "", by: Person, now: datetime
) -> Application:
    """Tell somebody that it is not this time, with a reason from the list and, if wanted, one line of our own.

    They stay among the people we know. The letter names whom to ring (practice.md section 3).
    """
    hold_panel(application.opportunity.panel_id)
    was_reserve = application.status == S.RESERVE
    take(
        NOT_THIS_TIME, application, by=by, now=now, told_at=now, reserve_position=None,
        not_this_time_reason=NotThisTimeReason(reason), note_to_person=note,
    )  # fmt: skip
    _tell(NOT_THIS_TIME_LETTER, application, now=now)
    if was_reserve:
        leave_place(application, by=by, now=now)
        close_ranks(application.opportunity, now=now)
    return application


@transaction.atomic
def score_application(application: Application, score: int, *, by: Person, now: datetime) -> Application:
    """Note how well the answers meet the points of the call, 0 to 10. Raises Refusal beyond that."""
    authorise(by, Permission.CHOOSE, application)
    if not 0 <= score <= HIGHEST_SCORE:
        sentence = _("Give a whole number from 0 to 10.")
        raise Refusal(sentence, {"score": [sentence]})
    if application.score != score:
        application.score = score
        application.save(update_fields=["score"])
        record_event("application.score", application, by=by, now=now, details={"score": score})
    return application


@transaction.atomic
def apologise(application: Application, *, by: Person, now: datetime) -> Application:
    """Say sorry for a late reply and name a new day, 5 working days on (practice.md AP4). Pressed twice, said once.

    Raises Refusal when the promised day is not over or they have been told.
    """
    authorise(by, Permission.CHOOSE, application)
    today = application.organisation.day(now)
    late = Application.objects.filter(pk=application.pk, status=S.RECEIVED, reply_by__lt=today)
    if not late.update(reply_by=rules.new_promise(today)):
        raise Refusal(_("Nothing is late here, so no apology was sent."))
    application.reply_by = rules.new_promise(today)
    record_event("application.apologise", application, by=by, now=now, details={"reply_by": f"{application.reply_by}"})
    _tell(APOLOGY, application, now=now, dedupe=str(application.reply_by))
    return application


@transaction.atomic
def cancel_application(application: Application, *, by: Any, now: datetime) -> Application:
    """We take back what was agreed: the person is told, and what they spent for it can be claimed.

    What comes free is offered to the next in line (practice.md AP9).
    """
    before = hold_as_it_stands(application)
    take(CANCEL, application, by=by, now=now, reserve_position=None)
    place = application.place
    if place and place.status == PlaceStatus.CONFIRMED:
        cancel_place(place, by=by, now=now)
    else:
        _tell(CANCELLED, application, now=now)
    pass_on_offer(application, before, now=now)
    return application


@transaction.atomic
def close_selection(opportunity: Opportunity, *, by: Person, now: datetime) -> Opportunity:
    """Everybody has been told: the call is filled. Raises StillUntold, naming who waits and what is left to do (AP7)."""
    authorise(by, Permission.CLOSE_SELECTION, opportunity)
    Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    reasons = kept_open_by(opportunity)
    if reasons:
        raise StillUntold(_("Not yet. {reasons}").format(reasons=" ".join(reason.text for reason in reasons)))
    if opportunity.status == CallStatus.PUBLISHED:
        raise Refusal(_("The call is still open. You can close the selection once its closing day is over."))
    return take(FILL, opportunity, by=by, now=now)


def leave_place(application: Application, *, by: Any, now: datetime) -> None:
    """Give up the seat or the reserve's place that hangs on this application, if it is still held."""
    place = application.place
    if place and place.status == PlaceStatus.CONFIRMED:
        give_up_place(place, by=by, now=now)


def _tell(kind: Any, application: Application, *, now: datetime, dedupe: str = "") -> None:
    contact = application.opportunity.panel.contact
    post(kind, to=application.applicant, about=application, contact=contact, now=now, dedupe=dedupe)
