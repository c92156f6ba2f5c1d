"""Tokens for programs: made by a person, shown once, kept as a hash, over after a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from coordinator.people.links import new_token, sha256
from coordinator.people.models import ApiToken, Person
from coordinator.people.queries import with_roles


def issue_token(person: Person, *, name: str, now: datetime, lasts: timedelta = timedelta(days=90)) -> str:
    """Make a token and give back its secret: this is the only time it is known."""
    token = new_token()
    ApiToken.objects.create(person=person, name=name, token_sha256=sha256(token), expires_at=now + lasts)
    return token


def person_of_token(token: str, *, now: datetime) -> Person | None:
    """The person whose living token this is, with their roles, in one query."""
    meant = Person.objects.filter(api_tokens__token_sha256=sha256(token), api_tokens__expires_at__gt=now)
    return next(iter(with_roles(meant, today=timezone.localdate(now))), None)
