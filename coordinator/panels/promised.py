"""Places that were offered and wait for an answer: who hands out or takes away seats leaves them alone (AP8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordinator import hooks
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may
from coordinator.design import moments
from coordinator.hooks import Promise
from coordinator.panels.models import Panel
from coordinator.people.models import Person

NAMED = 3  # so many people are named; of more, how many there are


def promises(panel: Panel, *, now: datetime, besides: Person | None = None) -> list[Promise]:
    """Whoever was offered a place here and can still say yes, besides one person; the first to answer first."""
    waiting = hooks.seats_promised.ask_all(panel, now=now)
    others = [each for each in waiting if besides is None or each.person_id != besides.pk]
    return sorted(others, key=lambda each: (each.until, str(each.person_id)))


def seats_free(panel: Panel, *, now: datetime, besides: Person | None = None) -> int:
    """Places that nobody holds and that are promised to nobody; a promise to `besides` is theirs to use."""
    return max(panel.places - panel.places_taken - len(promises(panel, now=now, besides=besides)), 0)


def who_waits(panel: Panel, waiting: Sequence[Promise], by: Any) -> str:
    """Who has until when to answer, for those who see applications; for anybody else only how many."""
    if not waiting:
        return ""
    if not may(by, Permission.SEE_APPLICATIONS, panel):
        return _how_many(panel, waiting)
    named = [_one(panel, each) for each in waiting[:NAMED]]
    more = [_how_many(panel, waiting[NAMED:])] if waiting[NAMED:] else []
    return " ".join(named + more)


def _one(panel: Panel, promise: Promise) -> str:
    when = moments.datetime(promise.until, panel.organisation.zone)
    return _("{name} has until {when} to answer.").format(name=promise.name, when=when)


def _how_many(panel: Panel, waiting: Sequence[Promise]) -> str:
    when = moments.datetime(waiting[-1].until, panel.organisation.zone)
    number = len(waiting)
    text = ngettext(
        "{number} person has until {when} to answer.", "{number} people have until {when} to answer.", number
    )
    return text.format(number=number, when=when)
