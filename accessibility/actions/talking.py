"""Talking instead of filling anything in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accessibility.models import TalkRequest
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.people.models import Person
from coordinator.workflow.trail import record_event


@transaction.atomic
def ask_to_talk(person: Person, *, by: Person, now: datetime) -> TalkRequest:
    """The person would rather talk: a task for the team, once, however often it is pressed. Raises NotAllowed."""
    authorise(by, Permission.KEEP_OWN_NEEDS, person)
    talk, made = TalkRequest.objects.get_or_create(person=person, talked_at=None, defaults={"asked_at": now})
    if made:
        record_event("access.ask_to_talk", talk, by=by, now=now)
    return talk


@transaction.atomic
def withdraw_talk(person: Person, *, by: Person) -> None:
    """The person no longer wishes to be rung. Raises NotAllowed."""
    authorise(by, Permission.KEEP_OWN_NEEDS, person)
    TalkRequest.objects.filter(person=person, talked_at=None).delete()


@transaction.atomic
def note_talk(talk: TalkRequest, *, by: Person, now: datetime) -> bool:
    """Somebody of the team has rung. False when that was noted before. Raises NotAllowed."""
    authorise(by, Permission.WRITE_NEEDS_FOR, talk)
    noted = TalkRequest.objects.filter(pk=talk.pk, talked_at=None).update(talked_at=now, talked_by_id=by.pk)
    if noted:
        record_event("access.talk", talk, by=by, now=now)
    return bool(noted)
