"""What runs in the background: sending what is ready, and setting aside what nobody needs any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from coordinator.letters.actions.sending import (
    LeaseLost,
    begin_sending,
    give_up,
    lease_some,
    mark_sent,
    put_in_hands,
    set_aside,
    try_later,
)
from coordinator.letters.delivery import Carrier, NotSent, as_email
from coordinator.letters.models import Letter, LetterStatus, Trouble
from coordinator.letters.writing import NotWanted, Written, subject_matter, write
from coordinator.people.models import Channel
from coordinator.workflow.clock import DATABASE_AWAY, FAULTS, seen
from coordinator.workflow.steps import SomebodyWasFaster

log = structlog.get_logger("coordinator.letters")
LEASE = timedelta(minutes=3)  # longer than one email takes when every reply of the service is as slow as allowed
BATCH = 20


def send_batch(
    clock: Callable[[], datetime],
    *,
    lasts: timedelta = LEASE,
    at_most: int = BATCH,
    stop: Callable[[], bool] = lambda: False,
) -> int:
    """Take up to `at_most` letters that are ready and deal with each; how many were taken.

    `stop` is asked before each letter: the rest of the handful waits for another worker.
    """
    letters = lease_some(now=clock(), lasts=lasts, at_most=at_most)
    if letters:
        with Carrier() as carrier:
            for letter in letters:
                if stop():
                    break
                deliver(letter, carrier, now=clock(), lasts=lasts)
    return len(letters)


def deliver(letter: Letter, carrier: Carrier, *, now: datetime, lasts: timedelta = LEASE) -> None:
    """Tell one leased letter by the person's channel as it is now. One bad letter never stops the others."""
    try:
        _deliver(letter, carrier, now, lasts)
    except (LeaseLost, SomebodyWasFaster):
        log.info("letter is with another worker", letter=str(letter.pk))


def _deliver(letter: Letter, carrier: Carrier, now: datetime, lasts: timedelta) -> None:
    try:
        _tell(letter, carrier, now, lasts)
    except NotWanted as reason:
        set_aside(letter, reason.trouble, now=now)
    except (SomebodyWasFaster, *DATABASE_AWAY):
        raise
    except FAULTS as fault:
        log.error("letter not written", letter=str(letter.pk), kind=letter.kind, **seen(fault))
        if not try_later(letter, Trouble.UNWRITTEN, now=now):
            give_up(letter, Trouble.UNWRITTEN, now=now)


def _tell(letter: Letter, carrier: Carrier, now: datetime, lasts: timedelta) -> None:
    channel = next(iter(letter.person.channels), None)
    if channel == Channel.EMAIL:
        _by_email(letter, carrier, now, lasts)
    elif channel:
        put_in_hands(letter, channel, _written_for(letter, channel, now), now=now)
    else:
        subject_matter(letter)
        give_up(letter, Trouble.NO_WAY, now=now)


def _by_email(letter: Letter, carrier: Carrier, now: datetime, lasts: timedelta) -> None:
    try:
        written = _written_for(letter, Channel.EMAIL, now)
        message = as_email(letter, written, now=now)
        carrier.be_ready()
        begin_sending(letter, now=now, lasts=lasts)
        carrier.carry(message)
    except NotSent as reason:
        _not_sent(letter, reason, now)
    else:
        mark_sent(letter, written, now=now)


def _not_sent(letter: Letter, reason: NotSent, now: datetime) -> None:
    """Try later; or let the person's next channel do it (practice.md CO4); or give up where everybody sees it."""
    if not reason.for_good and try_later(letter, reason.trouble, now=now, refused=reason.refused):
        return
    others = [channel for channel in letter.person.channels if channel != Channel.EMAIL]
    if others:
        put_in_hands(letter, others[0], _written_for(letter, others[0], now), now=now, trouble=reason.trouble)
    else:
        give_up(letter, reason.trouble, now=now)


def _written_for(letter: Letter, channel: Channel, now: datetime) -> Written:
    letter.channel = channel
    return write(letter, now)


def set_aside_what_changed(now: datetime) -> None:
    """Take letters and calls whose occasion is over off the team's lists, before somebody posts or rings for nothing."""
    for letter in Letter.objects.filter(status__in=[LetterStatus.TO_PRINT, LetterStatus.TO_PHONE]):
        try:
            subject_matter(letter)
        except NotWanted as reason:
            set_aside(letter, reason.trouble, now=now)
