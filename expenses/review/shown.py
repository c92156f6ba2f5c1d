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
from expenses.review.queries.desk import Besides, waiting_besides_claims

URGENT, BEFORE, STRAIGHT, LOOK, SETTLE, RELEASE = 10, 12, 20, 30, 35, 40


def next_steps(home: str, person: Person, now: datetime) -> list[NextStep]:
    """The few things that wait for finance: promises that come due, both lanes, questions to release."""
    if home != "finance" or not may(person, Permission.SEE_CLAIMS):
        return []
    straight, to_look = lanes(person, now=now)
    mine = [each for each in straight if each.mine_to_press]
    look = [each for each in to_look if each.mine_to_press]
    found = [*_due(mine + look, now), _straight(mine), _exceptions(look, now), _release(to_look, person)]
    besides = waiting_besides_claims(person)
    found += [_before_the_day(person, besides), _to_settle(person, besides)]
    return [step for step in found if step is not None]


def _due(waiting: list[Waiting], now: datetime) -> list[NextStep]:
    """What is past its promised day, and what is promised by the next working day."""
    today = timezone.localdate(now)
    days = [each.claim.promised_by for each in waiting if each.claim.promised_by]
    late, soon = [day for day in days if day < today], [day for day in days if today <= day <= next_working_day(today)]
    is_late = ngettext(
        "%(num)d claim is past its promised day", "%(num)d claims are past their promised day", len(late)
    )
    is_soon = ngettext(
        "%(num)d claim is promised by the next working day",
        "%(num)d claims are promised by the next working day",
        len(soon),
    )
    return [
        _step(what, len(found), "finance_to_check", _("See what is missing"), URGENT, due=min(found), soon=True)
        for what, found in ((is_late, late), (is_soon, soon))
        if found
    ]


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


def _before_the_day(person: Person, besides: Besides) -> NextStep | None:
    """Somebody who cannot pay first waits for an answer: whoever approves sees it."""
    number = besides.asking
    if not number or not may(person, Permission.APPROVE_CLAIM):
        return None
    what = ngettext(
        "%(num)d person asks for money before the day", "%(num)d people ask for money before the day", number
    )
    return _step(what, number, "finance_advances", _("Answer"), BEFORE, due=besides.asked_by_day, soon=True)


def _to_settle(person: Person, besides: Besides) -> NextStep | None:
    """Whoever pays says what arrived."""
    number = besides.open_files
    if not number or not may(person, Permission.BUILD_BATCH):
        return None
    what = ngettext("%(num)d file with the bank", "%(num)d files with the bank", number)
    return _step(what, number, "finance_to_pay", _("Say what arrived"), SETTLE)


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
    appeals = Appeal.objects.filter(claim__person=person).values("claim_id", "round", "text", "at")
    return {"other_looks": [dict(row) for row in appeals]}
