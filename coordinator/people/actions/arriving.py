"""How people come to be here: by signing up, by being recognised, or by ringing somebody who writes them down."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from coordinator import hooks
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.organisations.models import Membership, Organisation, Role
from coordinator.people.models import Account, ConsentSource, Person
from coordinator.people.queries import contact_card_of, people_who_may_be
from coordinator.workflow.trail import record_event


@transaction.atomic
def sign_up(account: Account, *, full_name: str, now: datetime, call_me: str = "") -> Person:
    """Make a person of somebody who signed in for the first time; sending the form is the consent."""
    person = Person.objects.create(
        account=account,
        full_name=full_name,
        call_me=call_me,
        email=account.email,
        consent_source=ConsentSource.ONLINE,
        consent_at=now,
    )
    record_event("person.join", person, by=person, now=now)
    return person


@transaction.atomic
def attach_people(account: Account, *, now: datetime) -> list[Person]:
    """Let an account act for the people we already know under an email address that it has verified."""
    people = list(people_who_may_be(account))
    for person in people:
        person.account = account
        person.save(update_fields=["account"])
        record_event("person.attach", person, by=person, now=now)
    return people


@transaction.atomic
def write_down(
    organisation: Organisation, *, by: Person, source: str, consent_at: datetime, now: datetime, **fields: Any
) -> Person:
    """Write down somebody who rang, wrote or was met: no account, perhaps no email (practice.md 4 c, step 1).

    They are told in their own channel what was written down, signed by the one who wrote it.
    """
    authorise(by, Permission.ADD_PERSON, organisation)
    person = Person.objects.create(consent_source=source, consent_at=consent_at, **fields)
    Membership.objects.create(organisation=organisation, person=person, role=Role.VOLUNTEER)
    record_event(
        "person.write_down",
        person,
        by=by,
        now=now,
        details={"source": str(source), "organisation": str(organisation.pk)},
    )
    card = contact_card_of(by, organisation.pk)
    if card is not None:
        list(hooks.person_added.ask(person, card, now))
    return person


@transaction.atomic
def take_part_in(organisation: Organisation, person: Person, *, by: Person, now: datetime) -> Membership:
    """Count `person` among the volunteers of `organisation`; done twice, it is done once."""
    membership, made = Membership.objects.get_or_create(organisation=organisation, person=person, role=Role.VOLUNTEER)
    if made:
        person.__dict__.pop("organisation_ids", None)
        record_event("person.take_part", person, by=by, now=now, details={"organisation": str(organisation.pk)})
    return membership
