"""The card of a named human being to ask (practice.md RN3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from coordinator import hooks
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.organisations.models import Organisation
from coordinator.people.models import ContactCard, Person
from coordinator.workflow.trail import record_event


@transaction.atomic
def keep_contact_card(
    organisation: Organisation, person: Person, *, by: Person, now: datetime, **said: Any
) -> ContactCard:
    """Write or change this person's card in this organisation: job_title, phone, email, working_days, quote.

    Only what is said is written; with nothing said, a card that is there stays as it is. Every call, letter and
    calendar with this contact shows it from now on. Raises NotAllowed.
    """
    authorise(by, Permission.EDIT_CALL, organisation)
    kept = None if said else ContactCard.objects.filter(organisation=organisation, person=person).first()
    if kept:
        return kept
    card, _made = ContactCard.objects.update_or_create(organisation=organisation, person=person, defaults=said)
    record_event("contactcard.keep", card, by=by, now=now, fields=sorted(said))
    list(hooks.details_changed.ask(card, now=now))
    return card
