"""What the team does with what no machine can do: posts, rings, tries again, sets aside."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.letters.models import Letter, LetterStatus
from coordinator.letters.rules import next_morning
from coordinator.letters.steps import LEAVE_OUT, LEFT_MESSAGE, MARK_POSTED, SPOKE, TRY_AGAIN
from coordinator.people.models import Channel, Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster, take


class NotYetPosted(Refusal):
    """A posting day that has not come."""

    def __init__(self) -> None:
        text = _("This day is still to come. Mark the letters on the day the bag leaves.")
        super().__init__(text, {"posted_on": [text]})


@transaction.atomic
def mark_posted(letters: Iterable[Letter], *, by: Person, on: date, now: datetime) -> int:
    """Note that these letters left in the post on `on` (practice.md CO2); how many of them were still to post.

    What somebody else has dealt with meanwhile is left as it is. Raises NotYetPosted.
    """
    in_order = sorted(letters, key=lambda letter: letter.pk)  # so that two bags never wait for each other
    return sum(_posted(letter, by, on, now) for letter in in_order)


def _posted(letter: Letter, by: Person, on: date, now: datetime) -> bool:
    if on > letter.organisation.day(now):
        raise NotYetPosted
    try:
        take(MARK_POSTED, letter, by=by, now=now, posted_on=on, settled_at=now, handled_by=by)
    except SomebodyWasFaster:
        return False
    return True


@transaction.atomic
def spoke(letter: Letter, *, by: Person, now: datetime) -> Letter:
    """Note that the person was told by voice: only now are they told (practice.md journey c6)."""
    return take(SPOKE, letter, by=by, now=now, channel=Channel.PHONE, settled_at=now, handled_by=by)


@transaction.atomic
def left_message(letter: Letter, *, by: Person, now: datetime) -> Letter:
    """Note that nobody answered: the call comes back on the next working morning. Pressed twice, it counts once."""
    authorise(by, Permission.HANDLE_LETTERS, letter)
    again = next_morning(now, letter.organisation.zone)
    due = Letter.objects.filter(pk=letter.pk, status=LetterStatus.TO_PHONE, send_after__lt=again)
    if not due.update(send_after=again):
        raise SomebodyWasFaster(LEFT_MESSAGE, letter)
    return take(LEFT_MESSAGE, letter, by=by, now=now, send_after=again, handled_by=by)


@transaction.atomic
def try_again(letter: Letter, *, by: Person, now: datetime) -> Letter:
    """Put a letter back in the outbox: it goes the way that the person prefers now, with all its attempts."""
    fresh: dict[str, Any] = {"channel": "", "trouble": "", "attempts": 0, "send_after": now, "settled_at": None}
    return take(TRY_AGAIN, letter, by=by, now=now, handled_by=by, **fresh)


@transaction.atomic
def leave_out(letter: Letter, *, by: Person, now: datetime) -> Letter:
    """Set a letter aside because the person knows already, or need not."""
    return take(LEAVE_OUT, letter, by=by, now=now, settled_at=now, handled_by=by)
