"""The first organisation of an installation, with its first head. From a command, not from a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from coordinator.keeping.actions.cards import refuse_nobody
from coordinator.keeping.actions.roles import Newcomer, let_sign_in, person_named
from coordinator.keeping.actions.saving import new_slug
from coordinator.keeping.queries import heads_of
from coordinator.organisations.models import Membership, Organisation, Role, Team
from coordinator.organisations.queries import living
from coordinator.people.models import ContactCard, Person
from coordinator.workflow.trail import record_event

FIRST_ROLES = (Role.HEAD, Role.COORDINATOR)  # the head coordinates too, until others are there


@dataclass(frozen=True)
class Begun:
    """The organisation and its head; `made` is False when there was a head already and nothing was changed."""

    organisation: Organisation
    head: Person
    made: bool


@dataclass(frozen=True)
class FirstHead:
    """Who begins: reached directly, because letters and calls name this person."""

    full_name: str
    email: str
    phone: str
    job_title: str


@transaction.atomic
def begin_organisation(
    name: str, *, kind: str, time_zone: str, head: FirstHead, team: str, mailbox: str, now: datetime
) -> Begun:
    """Make an organisation with its first head, team and contact card; asked again, nothing changes.

    An organisation whose last head is gone gets this one. Raises Refusal: the head is no named person.
    """
    refuse_nobody(name=head.full_name, email=head.email, phone=head.phone, name_field="name")
    organisation = _organisation(name, kind, time_zone)
    there = heads_of(organisation).filter(living(organisation.day(now))).select_related("person").first()
    if there is not None:
        return Begun(organisation, there.person, made=False)
    person = person_named(Newcomer(head.full_name, head.email))
    let_sign_in(person)
    for role in FIRST_ROLES:
        Membership.objects.update_or_create(
            organisation=organisation, person=person, role=role, defaults={"ends_on": None}
        )
    if not organisation.teams.exists():
        Team.objects.create(organisation=organisation, name=team, mailbox=mailbox)
    ContactCard.objects.get_or_create(
        organisation=organisation,
        person=person,
        defaults={"job_title": head.job_title, "phone": head.phone, "email": head.email},
    )
    record_event("organisation.begin", organisation, by=person, now=now)
    return Begun(organisation, person, made=True)


def _organisation(name: str, kind: str, time_zone: str) -> Organisation:
    there = Organisation.objects.filter(name__iexact=name).first()
    if there is not None:
        return there
    return Organisation.objects.create(name=name, slug=new_slug(name), kind=kind, time_zone=time_zone)
