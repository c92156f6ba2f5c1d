"""Putting letters in the outbox, in the transaction of the change that causes them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Model

from coordinator.letters.kinds import LetterKind
from coordinator.letters.models import Letter
from coordinator.people.models import ContactCard, Person


def post(
    kind: LetterKind,
    *,
    to: Person,
    about: Model,
    contact: ContactCard,
    now: datetime,
    dedupe: str = "",
    send_after: datetime | None = None,
) -> Letter:
    """Put one letter in the outbox, in the transaction of the change that causes it.

    The same kind about the same record to the same person is told once; `dedupe` tells occasions apart
    ("moved-3"). Asked again, the letter that is there is returned.
    """
    key = f"{kind.name}:{about.pk}:{to.pk}:{dedupe}"
    letter, _made = Letter.objects.get_or_create(
        dedupe_key=key,
        defaults={
            "organisation_id": contact.organisation_id,
            "person": to,
            "contact": contact,
            "kind": kind.name,
            "record_type": about._meta.label_lower,
            "record_id": about.pk,
            "send_after": send_after or now,
            "created_at": now,
        },
    )
    return letter
