"""Pausing, coming back, leaving, and being forgotten (practice.md PO6)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordinator import hooks
from coordinator.organisations.models import STAFF_ROLES
from coordinator.people import steps
from coordinator.people.models import Account, Person, TextFormat
from coordinator.people.queries import waits_before_forgetting
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import Step, take

HAND_OVER = gettext_lazy("People know you as their contact. Please hand over your role first; then we can forget you.")
FORGOTTEN: dict[str, Any] = {
    "call_me": "",
    "email": "",
    "mobile": "",
    "landline": "",
    "address": "",
    "postcode": "",
    "channel_order": [],
    "never_phone": False,
    "never_email": False,
    "speaks": "",
    "reads": "",
    "text_format": TextFormat.STANDARD,
    "reachable": "",
    "answer_days": 0,
    "paused_until": None,
    "account": None,
}


def _own_or_for(own: Step, for_them: Step, person: Person, by: Person) -> Step:
    return own if by.pk == person.pk else for_them


def pause(person: Person, *, by: Person, until: date | None, now: datetime) -> Person:
    """Ask nothing of this person until `until`, the last day of the pause; None: until they come back."""
    step = _own_or_for(steps.PAUSE, steps.PAUSE_FOR, person, by)
    return take(step, person, by=by, now=now, paused_until=until)


def come_back(person: Person, *, by: Person, now: datetime) -> Person:
    """End a pause, or return after leaving."""
    step = _own_or_for(steps.RETURN, steps.RETURN_FOR, person, by)
    return take(step, person, by=by, now=now, paused_until=None)


def leave(person: Person, *, by: Person, now: datetime) -> Person:
    """Ask nothing more of this person. What was promised, money above all, is still kept."""
    step = _own_or_for(steps.LEAVE, steps.LEAVE_FOR, person, by)
    return take(step, person, by=by, now=now, paused_until=None)


@transaction.atomic
def forget(person: Person, *, by: Person, now: datetime) -> Person:
    """Take away everything that says who this was; sums and counts stay as they are (practice.md GO5, PO6).

    Raises Refusal for somebody who works here, or whom a panel still names: they hand over first; and as long as something
    waits that could not reach them any more, such as money (hooks.not_forgotten_yet).
    """
    _refuse_while_at_work(person, now=now)
    _refuse_while_something_waits(person)
    account = person.account
    step = _own_or_for(steps.FORGET, steps.FORGET_FOR, person, by)
    take(step, person, by=by, now=now, full_name=_("Somebody who asked to be forgotten"), **FORGOTTEN)
    for rows in (person.supporters, person.links, person.api_tokens):
        rows.all().delete()
    list(hooks.person_erasure.ask(person, now))
    _empty_cards(person)
    _close(account)
    return person


def _refuse_while_at_work(person: Person, *, now: datetime) -> None:
    """A role still runs on its last day, counted where its organisation is."""
    roles = person.memberships.filter(role__in=STAFF_ROLES).select_related("organisation")
    if any(role.ends_on is None or role.ends_on >= role.organisation.day(now) for role in roles):
        raise Refusal(str(HAND_OVER))


def _refuse_while_something_waits(person: Person) -> None:
    waits = waits_before_forgetting(person)
    if waits:
        raise Refusal(" ".join(waits))


def _empty_cards(person: Person) -> None:
    """A card under an old call or letter stays, without its ways to reach anybody; one that nothing shows goes."""
    for card in person.contact_cards.all():
        try:
            card.delete()
        except ProtectedError:
            card.phone = card.email = card.working_days = card.quote = ""
            card.save(update_fields=["phone", "email", "working_days", "quote"])


def _close(account: Account | None) -> None:
    if account is not None and not account.people.exists():
        account.delete()
