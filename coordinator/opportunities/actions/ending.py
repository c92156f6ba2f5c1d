"""Closing and withdrawing a call."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coordinator import hooks
from coordinator.letters.actions import post
from coordinator.opportunities.actions.changing import people_who_applied
from coordinator.opportunities.letters import CALL_WITHDRAWN
from coordinator.opportunities.models import Opportunity
from coordinator.opportunities.steps import CLOSE, END_WITH_PANEL, WITHDRAW
from coordinator.panels.models import LIVE_PLACES, Panel, PlaceKind
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import take


class ReasonMissing(Refusal):
    """A withdrawn call says why."""


@transaction.atomic
def close_call(call: Opportunity, *, by: Any, now: datetime) -> Opportunity:
    """Nobody can apply any more; the choosing begins. By hand, or by THE_SERVICE when the closing moment comes."""
    return take(CLOSE, call, by=by, now=now)


@transaction.atomic
def withdraw_call(call: Opportunity, *, because: str, by: Person, now: datetime) -> Opportunity:
    """Take the call back. The reason stands on its page, and everybody who applied is told (practice.md 3).

    What was not decided yet ends with it; whoever has a place keeps it, because the panel still stands.

    Raises ReasonMissing without a reason, NotAllowed, SomebodyWasFaster.
    """
    if not because.strip():
        raise ReasonMissing(
            _("Nothing was withdrawn."), {"because": [_("Say why, in words that readers of the call will see.")]}
        )
    take(WITHDRAW, call, by=by, now=now, withdrawn_reason=because.strip())
    _end_and_tell(call, now=now)
    return call


@transaction.atomic
def end_calls_of(panel: Panel, *, by: Person, now: datetime) -> None:
    """The panel is cancelled, so its calls are withdrawn, whatever stage they have reached.

    Whoever applied is told as for any withdrawal; whoever has a place hears it with the place. The calls are held before
    the panel, in the order in which somebody who applies holds them. Raises NotAllowed.
    """
    seats = panel.seats.filter(status__in=LIVE_PLACES, kind=PlaceKind.MEMBER)
    seated = frozenset(seats.values_list("person_id", flat=True))
    because = _("It was for “{panel}”, and we had to cancel that.").format(panel=panel.title)
    calls = Opportunity.objects.select_for_update().filter(panel=panel, status__in=END_WITH_PANEL.sources)
    ended = [
        take(END_WITH_PANEL, call, by=by, now=now, withdrawn_reason=because) for call in list(calls.order_by("pk"))
    ]
    for call in ended:  # when none is open any more, so that nobody moves up in another
        _end_and_tell(call, now=now, besides=seated)


def _end_and_tell(call: Opportunity, *, now: datetime, besides: frozenset[UUID] = frozenset()) -> None:
    """What was not decided in the withdrawn call ends; everybody is told, `besides` those who hear it otherwise."""
    people = people_who_applied(call)  # nobody can join them now: the call is held
    list(hooks.call_withdrawn.ask(call, now=now))
    for person in people:
        if person.pk not in besides:
            post(CALL_WITHDRAWN, to=person, about=call, contact=call.panel.contact, now=now)
