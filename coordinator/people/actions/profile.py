"""What people change about themselves, and what staff change for them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.people.models import ApiToken, Person, Supporter
from coordinator.people.queries import LOOKED_AT
from coordinator.people.tokens import issue_token
from coordinator.workflow.models import Event
from coordinator.workflow.trail import record_event


def authorise_edit(person: Person, *, by: Person) -> None:
    """Go on when it is one's own profile or that of a volunteer one looks after. Raises NotAllowed."""
    authorise(by, Permission.EDIT_OWN_PROFILE if by.pk == person.pk else Permission.EDIT_PERSON, person)


@transaction.atomic
def save_profile(person: Person, *, by: Person, now: datetime, **fields: Any) -> Person:
    """Keep new values of a person's own fields. The history names the fields, never what they hold."""
    authorise_edit(person, by=by)
    stored = Person.objects.get(pk=person.pk)
    changed = sorted(name for name, value in fields.items() if getattr(stored, name) != value)
    for name, value in fields.items():
        setattr(person, name, value)
    if changed:
        person.save(update_fields=changed)
        record_event("person.change", person, by=by, now=now, fields=changed)
    return person


@transaction.atomic
def add_supporter(
    person: Person, *, by: Person, now: datetime, full_name: str, comes_along: bool, phone: str = ""
) -> Supporter:
    """Note an assistant, carer or friend (practice.md PO5): counted for seats and lunch, not as a volunteer."""
    authorise_edit(person, by=by)
    supporter = Supporter.objects.create(person=person, full_name=full_name, comes_along=comes_along, phone=phone)
    record_event("person.supporter_add", person, by=by, now=now, details={"supporter": str(supporter.pk)})
    return supporter


@transaction.atomic
def remove_supporter(supporter: Supporter, *, by: Person, now: datetime) -> None:
    """Take a supporter off the profile."""
    person = supporter.person
    authorise_edit(person, by=by)
    record_event("person.supporter_remove", person, by=by, now=now, details={"supporter": str(supporter.pk)})
    supporter.delete()


@transaction.atomic
def make_token(person: Person, *, by: Person, name: str, days: int, now: datetime) -> str:
    """Make a key for a program and give back its secret, which is shown once and lives `days` days."""
    authorise(by, Permission.EDIT_OWN_PROFILE, person)
    secret = issue_token(person, name=name, now=now, lasts=timedelta(days=days))
    record_event("person.token_make", person, by=by, now=now, details={"days": days})
    return secret


@transaction.atomic
def end_token(token: ApiToken, *, by: Person, now: datetime) -> None:
    """End a key at once; the program that holds it is refused from now on."""
    authorise(by, Permission.EDIT_OWN_PROFILE, token.person)
    record_event("person.token_end", token.person, by=by, now=now)
    token.delete()


def note_export(person: Person, *, by: Person, now: datetime) -> None:
    """Note that everything held about a person was downloaded."""
    authorise(by, Permission.EDIT_OWN_PROFILE, person)
    record_event("person.export", person, by=by, now=now)


def note_look(person: Person, *, by: Person, now: datetime) -> None:
    """Note that staff opened a person's page, once an hour at most (practice.md GO8)."""
    an_hour_ago = now - timedelta(hours=1)
    looked = Event.objects.filter(verb=LOOKED_AT, record_id=person.pk, by_person_id=by.pk, at__gt=an_hour_ago)
    if by.pk != person.pk and not looked.exists():
        record_event(LOOKED_AT, person, by=by, now=now)
