"""What claims that wait put on finance's home, and what a person's export holds of another look."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may
from coordinator.hooks import NextStep
from coordinator.people.models import Person
from coordinator.working_days import next_working_day
from expenses.review.models import Appeal
from expenses.review.queries import Waiting, lanes

URGENT, STRAIGHT, LOOK, RELEASE = 10, 20, 30, 40


def next_steps(home: str, person: Person, now: datetime) -> list[NextStep]:
    """The few things that wait for finance: promises that come due, both lanes, questions to release."""
    if home != "finance" or not may(person, Permission.SEE_CLAIMS):
        return []
    straight, to_look = lanes(person, now=now)
    mine = [each for each in straight if each.mine_to_press]
    look = [each for each in to_look if each.mine_to_press]
    found = [_due(mine + look, now), _straight(mine), _exceptions(look, now), _release(to_look, person)]
    return [step for step in found if step is not None]


def _due(waiting: list[Waiting], now: datetime) -> NextStep | None:
    tomorrow = next_working_day(timezone.localdate(now))
    days = [each.claim.promised_by for each in waiting if each.claim.promised_by and each.claim.promised_by <= tomorrow]
    if not days:
        return None
    what = ngettext("%(num)d claim is promised by tomorrow", "%(num)d claims are promised by tomorrow", len(days))
    return _step(what, len(days), "finance_to_check", _("See what is missing"), URGENT, due=min(days), soon=True)


def _straight(waiting: list[Waiting]) -> NextStep | None:
    if not waiting:
        return None
    what = ngettext("%(num)d claim goes straight through", "%(num)d claims go straight through", len(waiting))
    return _step(what, len(waiting), "finance_to_check", _("Approve together"), STRAIGHT, due=_nearest(waiting))


def _exceptions(waiting: list[Waiting], now: datetime) -> NextStep | None:
    ready = [each for each in waiting if each.not_me is None and not each.asks]
    if not ready:
        return None
    what = ngettext("%(num)d claim to look at", "%(num)d claims to look at", len(ready))
    return _step(what, len(ready), "finance_to_check", _("Look"), LOOK, due=_nearest(ready))


def _release(look: list[Waiting], person: Person) -> NextStep | None:
    """A claim waits with finance for as long as its question waits for a second person."""
    if not may(person, Permission.ASK_ABOUT_CLAIM):
        return None
    waiting = sum(each.asked_by not in {None, person.pk} for each in look)
    what = ngettext("%(num)d question needs a second person", "%(num)d questions need a second person", waiting)
    return _step(what, waiting, "finance_questions", _("Read"), RELEASE) if waiting else None


def _nearest(waiting: list[Waiting]) -> date | None:
    return min((each.claim.promised_by for each in waiting if each.claim.promised_by), default=None)


def _step(
    what: str, number: int, page: str, link_text: str, order: int, *, due: date | None = None, soon: bool = False
) -> NextStep:
    return NextStep(
        what=what % {"num": number}, link=reverse(page), link_text=link_text, due=due, soon=soon, order=order
    )


def person_rows(person: Person) -> dict[str, list[dict[str, Any]]]:
    """hooks.person_export: when the person asked for another look, and why."""
    appeals = Appeal.objects.filter(claim__person=person).values("claim_id", "round", "text", "at", "agreed_before")
    return {"other_looks": [dict(row) for row in appeals]}
