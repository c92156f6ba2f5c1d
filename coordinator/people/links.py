"""Secret addresses: made when a letter is written, kept only as a hash, over when used or late."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Model
from django.http import Http404

from coordinator.people.models import AccessLink, Person


def sha256(token: str) -> str:
    """What the database keeps of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """A secret of 256 bits that fits an address."""
    return secrets.token_urlsafe(32)


def issue_link(purpose: str, record: Model, *, person: Person | None, now: datetime, lasts: timedelta) -> str:
    """Make a link for `person` to `record` and give back its secret: this is the only time it is known."""
    token = new_token()
    AccessLink.objects.create(
        token_sha256=sha256(token),
        purpose=purpose,
        person=person,
        record_id=record.pk,
        created_at=now,
        expires_at=now + lasts,
    )
    return token


def find_link(token: str, purpose: str) -> AccessLink:
    """The link behind this secret, late or not: the page says which. Raises Http404 for one that never was."""
    link = AccessLink.objects.select_related("person").filter(token_sha256=sha256(token), purpose=purpose).first()
    if link is None:
        raise Http404
    return link


def end_links(purpose: str, record_id: UUID, *, now: datetime) -> None:
    """Close every open link of this purpose to this record: it has been answered."""
    AccessLink.objects.filter(purpose=purpose, record_id=record_id, used_at=None).update(used_at=now)
