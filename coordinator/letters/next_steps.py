"""What letters put on the team's home page: to print, to ring, and what could not be sent."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may
from coordinator.hooks import NextStep
from coordinator.letters.queries import waiting_for
from coordinator.letters.rules import ring_by
from coordinator.people.models import Person

FIRST, SECOND, THIRD = 20, 30, 40


def next_steps(home: str, person: Person, now: datetime) -> list[NextStep]:
    """One step for each kind of work that waits, so that a pile of letters never hides the rest. One query."""
    if home != "team" or not may(person, Permission.HANDLE_LETTERS):
        return []
    waiting, today = waiting_for(person, now), now.astimezone(_zone()).date()
    steps = []
    if waiting["to_phone"]:
        what = ngettext("%(num)d phone call to make", "%(num)d phone calls to make", waiting["to_phone"])
        by = ring_by(waiting["first_call"], _zone())
        steps.append(_step(what % {"num": waiting["to_phone"]}, "phone", _("See who"), by, today, FIRST))
    if waiting["to_print"]:
        what = ngettext("%(num)d letter to print and post", "%(num)d letters to print and post", waiting["to_print"])
        by = ring_by(waiting["first_print"], _zone())
        steps.append(_step(what % {"num": waiting["to_print"]}, "print", _("Print"), by, today, SECOND))
    if waiting["stuck"]:
        what = ngettext("%(num)d letter could not be sent", "%(num)d letters could not be sent", waiting["stuck"])
        steps.append(_step(what % {"num": waiting["stuck"]}, "stuck", _("Find another way"), today, today, THIRD))
    return steps


def _step(what: str, shelf: str, link_text: str, by: date, today: date, order: int) -> NextStep:
    link = f"{reverse('team_letters')}?show={shelf}"
    return NextStep(what=what, link=link, link_text=link_text, due=by, soon=by <= today, order=order)


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)
