"""Who sends an application: somebody we know, or somebody new. Nobody outside can tell which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from coordinator.applications.rules import same_address, same_name
from coordinator.organisations.models import Membership, Organisation, Role
from coordinator.people.models import Channel, ConsentSource, Person, PersonStatus
from coordinator.people.phones import dialled

MOBILE = "+447"


@dataclass(frozen=True)
class Sender:
    """Who somebody says they are and how to reach them, as checked by the form."""

    full_name: str
    email: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    channel: str = Channel.EMAIL


def person_of(sender: Sender, organisation: Organisation) -> Person | None:
    """The person of this organisation with the same name and one way to reach them in common."""
    return next((person for person in people_like(sender, organisation) if _is(person, sender)), None)


def make_person(sender: Sender, *, consent: ConsentSource, now: datetime, person: Person | None = None) -> Person:
    """A new person from what was typed; `person` is the one that was made when a draft was saved."""
    person = person or Person()
    phone = "mobile" if dialled(sender.phone).startswith(MOBILE) else "landline"
    values = {
        "full_name": " ".join(sender.full_name.split()), "call_me": "", "email": sender.email, phone: sender.phone,
        "address": sender.address, "postcode": sender.postcode, "channel_order": [sender.channel],
        "status": PersonStatus.ENQUIRER, "consent_source": consent, "consent_at": now,
    }  # fmt: skip
    for name, value in values.items():
        setattr(person, name, value)
    person.save()
    return person


def join(person: Person, organisation: Organisation) -> None:
    """Make the person a volunteer here, unless they belong here already."""
    if not person.memberships.filter(organisation=organisation).exists():
        Membership.objects.create(organisation=organisation, person=person, role=Role.VOLUNTEER)


def ways_not_known(sender: Sender, person: Person) -> list[str]:
    """Ways to reach somebody that were typed now and are not on their record: kept for staff to ask about.

    A form that anybody can send never changes the record of somebody we know.
    """
    known = {dialled(person.mobile), dialled(person.landline), person.email.casefold()}
    ways = [sender.email] if sender.email.casefold() not in known else []
    ways += [sender.phone] if dialled(sender.phone) not in known else []
    if sender.address and not same_address(sender.address, person.address):
        ways.append(f"{sender.address}\n{sender.postcode}".strip())
    return [way for way in ways if way]


def people_like(sender: Sender, organisation: Organisation) -> list[Person]:
    """People of this organisation with the same name or the same email: shown to staff only, who know who rang."""
    here = Q(memberships__organisation=organisation) | Q(applications__organisation=organisation)
    alike = Q(full_name__iexact=" ".join(sender.full_name.split()))
    if sender.email:
        alike |= Q(email__iexact=sender.email)
    known = Person.objects.filter(here, alike).exclude(status=PersonStatus.ANONYMISED)
    return list(known.order_by("created_at", "pk").distinct())


def _is(person: Person, sender: Sender) -> bool:
    if not same_name(person.full_name, sender.full_name):
        return False
    phones = {dialled(phone) for phone in (person.mobile, person.landline) if phone}
    return (
        bool(sender.email and person.email.casefold() == sender.email.casefold())
        or bool(sender.phone and dialled(sender.phone) in phones)
        or same_address(person.address, sender.address)
    )
