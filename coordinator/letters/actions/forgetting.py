"""When somebody asks to be forgotten: nothing more is told, and what was said is taken away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from coordinator.authorization.verdict import THE_SERVICE
from coordinator.letters.models import Letter, LetterStatus, Trouble
from coordinator.letters.steps import SET_ASIDE
from coordinator.people.models import Person
from coordinator.workflow.steps import take

WAITING = [LetterStatus.QUEUED, LetterStatus.TO_PRINT, LetterStatus.TO_PHONE, LetterStatus.GIVEN_UP]


@transaction.atomic
def forget_letters(person: Person, now: datetime) -> None:
    """Set aside what still waits, and empty the texts (practice.md PO6). That a letter went out, and when, stays.

    Its lease is taken from a worker that holds a letter, so that it is not sent after this.
    """
    for letter in Letter.objects.filter(person=person, status__in=WAITING):
        take(
            SET_ASIDE, letter, by=THE_SERVICE, now=now, trouble=Trouble.FORGOTTEN, settled_at=now,
            lease=None, leased_until=None, unsure_since=None,
        )  # fmt: skip
    Letter.objects.filter(person=person).update(subject="", text="")
