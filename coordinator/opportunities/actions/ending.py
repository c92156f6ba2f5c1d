"""Closing and withdrawing a call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coordinator import hooks
from coordinator.letters.actions import post
from coordinator.opportunities.actions.changing import people_who_applied
from coordinator.opportunities.letters import CALL_WITHDRAWN
from coordinator.opportunities.models import Opportunity
from coordinator.opportunities.steps import CLOSE, WITHDRAW
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
    people = people_who_applied(call)  # nobody can join them now: the call is held
    list(hooks.call_withdrawn.ask(call, now=now))
    for person in people:
        post(CALL_WITHDRAWN, to=person, about=call, contact=call.panel.contact, now=now)
    return call
