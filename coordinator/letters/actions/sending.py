"""What the worker does with letters: lease, send, try later, give up into somebody's hands.

Every write asks for the worker's lease, so a worker that was slow or thought dead changes nothing after another
took over.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from coordinator.authorization.verdict import THE_SERVICE
from coordinator.ids import new_id
from coordinator.letters.models import Letter, LetterStatus, Trouble
from coordinator.letters.rules import wait_after, without_secrets
from coordinator.letters.steps import GIVE_UP, SEND, SET_ASIDE, TO_PHONE, TO_PRINT
from coordinator.letters.writing import Written
from coordinator.people.models import Channel
from coordinator.workflow.steps import Step, take
from coordinator.workflow.trail import record_event

log = structlog.get_logger("coordinator.letters")
BY_HAND = {Channel.POST: TO_PRINT, Channel.PHONE: TO_PHONE}


class LeaseLost(Exception):
    """Another worker has this letter now: leave it alone."""


def lease_some(*, now: datetime, lasts: timedelta, at_most: int) -> list[Letter]:
    """Take up to `at_most` letters that are ready for this worker alone, until `now + lasts`; the oldest first.

    One conditional UPDATE decides between workers; the loser of one handful asks for the next.
    """
    lease = new_id()
    while ids := list(_ready(now).order_by("send_after", "id").values_list("pk", flat=True)[:at_most]):
        if _ready(now).filter(pk__in=ids).update(lease=lease, leased_until=now + lasts):
            return _held_under(lease)
    return []


def _ready(now: datetime) -> QuerySet[Letter]:
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    return Letter.objects.filter(free, status=LetterStatus.QUEUED, send_after__lte=now)


def _held_under(lease: UUID) -> list[Letter]:
    letters = Letter.objects.filter(lease=lease).select_related("person", "contact__person", "organisation")
    return list(letters.order_by("send_after", "id"))


@transaction.atomic
def begin_sending(letter: Letter, *, now: datetime, lasts: timedelta) -> None:
    """Note that this email is about to be handed over: from here a dead worker leaves a letter that may be out.

    Found like that by the next worker, it is sent again under the same Message-ID, and said so in the log and in
    its history. Raises LeaseLost.
    """
    _own_up(letter, now)
    _keep(letter, unsure_since=now, leased_until=now + lasts, channel=Channel.EMAIL)


@transaction.atomic
def mark_sent(letter: Letter, written: Written, *, now: datetime) -> None:
    """The email service took it. Raises LeaseLost."""
    _settle(SEND, letter, now=now, settled_at=now, trouble="", **_kept(letter, written))


@transaction.atomic
def put_in_hands(letter: Letter, channel: Channel, written: Written, *, now: datetime, trouble: str = "") -> None:
    """Put a letter with those to print, or with the calls to make. Raises LeaseLost."""
    _own_up(letter, now)
    letter.channel = channel
    _settle(BY_HAND[channel], letter, now=now, trouble=trouble, send_after=now, **_kept(letter, written))


@transaction.atomic
def give_up(letter: Letter, trouble: Trouble, *, now: datetime) -> None:
    """Stop trying: the letter stands on the team's page until somebody decides. Raises LeaseLost."""
    _settle(GIVE_UP, letter, now=now, trouble=trouble, settled_at=now)


@transaction.atomic
def set_aside(letter: Letter, trouble: Trouble, *, now: datetime) -> None:
    """The letter is no longer needed: its place was cancelled, its record is gone. Raises LeaseLost."""
    _settle(SET_ASIDE, letter, now=now, trouble=trouble, settled_at=now)


@transaction.atomic
def try_later(letter: Letter, trouble: Trouble, *, now: datetime, refused: bool = False) -> bool:
    """Count a failed attempt and free the letter, to be tried again after a wait; False when it was tried often enough.

    Only when the service `refused` it do we know that this attempt did not arrive; else `unsure_since` stays as it
    is. Raises LeaseLost.
    """
    attempts = letter.attempts + 1
    _keep(letter, attempts=attempts, trouble=trouble, **({"unsure_since": None} if refused else {}))
    log.warning("letter not sent", letter=str(letter.pk), trouble=trouble.value, attempt=attempts)
    wait = wait_after(attempts)
    if wait is None:
        return False
    details = {"attempt": attempts, "trouble": trouble.value}
    record_event("letter.try_later", letter, by=THE_SERVICE, now=now, details=details)
    _keep(letter, lease=None, leased_until=None, send_after=now + wait)
    return True


def _own_up(letter: Letter, now: datetime) -> None:
    """Say so, when a letter that may have gone out already is told again."""
    if letter.unsure_since is not None:
        record_event("letter.ambiguous", letter, by=THE_SERVICE, now=now, details={"attempt": letter.attempts})
        log.warning("letter may have gone out before", letter=str(letter.pk), attempt=letter.attempts)


def _keep(letter: Letter, **changes: Any) -> None:
    if not Letter.objects.filter(pk=letter.pk, lease=letter.lease).update(**changes):
        raise LeaseLost
    for name, value in changes.items():
        setattr(letter, name, value)


def _settle(step: Step, letter: Letter, *, now: datetime, **changes: Any) -> None:
    _keep(letter, lease=None, leased_until=None, unsure_since=None, channel=letter.channel)
    details = {"channel": letter.channel} | ({"trouble": str(changes["trouble"])} if changes.get("trouble") else {})
    take(step, letter, by=THE_SERVICE, now=now, details=details, **changes)


def _kept(letter: Letter, written: Written) -> dict[str, str]:
    """The text as it was said, without the secrets in it; a voice and a sheet of paper give a phone number instead."""
    if letter.channel == Channel.EMAIL:
        instead = _("(your personal link was here)")
    else:
        instead = _("(please ring {name} on {phone} instead)").format(
            name=written.signer.name, phone=written.signer.phone
        )
    return {"subject": written.subject, "text": without_secrets(written.text, instead)}
