"""Giving and ending roles. Every role of one organisation is given and ended one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.keeping.letters import ROLE_GIVEN
from coordinator.keeping.queries import heads_of, held_by, namesake
from coordinator.keeping.rules import ending_problem, giving_problem
from coordinator.keeping.words import END, GIVE
from coordinator.letters.actions import post
from coordinator.letters.models import Letter
from coordinator.organisations.models import Membership, Organisation, Role
from coordinator.people.models import Account, Channel, ContactCard, Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.trail import record_event


@dataclass(frozen=True)
class Newcomer:
    """Somebody by name and email: known already, here or in another organisation, or quite new."""

    full_name: str
    email: str


@transaction.atomic
def give_role(
    organisation: Organisation, role: Role, *, to: Person | Newcomer, by: Person, now: datetime
) -> Membership:
    """Give `to` a role and tell them in a letter how to sign in; given twice, it is given once.

    Raises Refusal: duties that must stay apart (practice.md PY1), or one's own hands.
    """
    authorise(by, Permission.KEEP_ORGANISATION, organisation)
    _one_after_the_other(organisation)
    person = to if isinstance(to, Person) else person_named(to)
    there = Membership.objects.filter(organisation=organisation, person=person, role=role, ends_on=None).first()
    if there is not None:
        return there
    held = held_by(person, organisation, today=organisation.day(now))
    problem = giving_problem(role, held=held, oneself=_same_hands(person, by))
    if problem:
        raise Refusal(_(problem))
    membership, _made = Membership.objects.update_or_create(
        organisation=organisation, person=person, role=role, defaults={"ends_on": None}
    )
    let_sign_in(person)
    record_event(GIVE + role, membership, by=by, now=now)
    _tell(membership, by=by, now=now)
    return membership


@transaction.atomic
def end_role(membership: Membership, *, on: date, by: Person, now: datetime) -> Membership:
    """Let a role end with the day `on`; yesterday ends it at once, because the last day itself still counts.

    Raises Refusal: it has ended, the day is over, or nobody would be left as head.
    """
    organisation = membership.organisation
    authorise(by, Permission.KEEP_ORGANISATION, membership)
    _one_after_the_other(organisation)
    membership.refresh_from_db(fields=["ends_on"])
    if membership.ends_on == on:
        return membership
    others = heads_of(organisation).exclude(pk=membership.pk).values_list("ends_on", flat=True)
    today = organisation.day(now)
    problem = ending_problem(membership.role, on=on, ends_on=membership.ends_on, today=today, other_heads=others)
    if problem:
        raise Refusal(_(problem))
    membership.ends_on = on
    membership.save(update_fields=["ends_on"])
    record_event(END + membership.role, membership, by=by, now=now, details={"on": on.isoformat()})
    return membership


def _one_after_the_other(organisation: Organisation) -> None:
    """Two heads who end each other's role at once: the second waits here, and sees what the first did."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def _same_hands(person: Person, by: Person) -> bool:
    """Is it the giver, or somebody who signs in with the giver's account?"""
    return person.pk == by.pk or (by.account_id is not None and person.account_id == by.account_id)


def person_named(newcomer: Newcomer) -> Person:
    """The person of this name and email, or a new one."""
    full_name, email = " ".join(newcomer.full_name.split()), newcomer.email.strip()
    person = namesake(full_name, email)
    return person or Person.objects.create(full_name=full_name, email=email, channel_order=[Channel.EMAIL])


def let_sign_in(person: Person) -> None:
    """Make sure that whoever reads this person's mailbox can sign in with a code.

    Where the email has somebody else's account already, the person waits there behind "Is this you?".
    """
    if person.account_id is None and person.email and not Account.objects.filter(email__iexact=person.email).exists():
        person.account = Account.objects.create_user(person.email)
        person.save(update_fields=["account"])
        # Nobody set a password, so the only way in is a code sent there: that proves it, and a second code would not.
        EmailAddress.objects.create(user=person.account, email=person.account.email, verified=True, primary=True)


def _tell(membership: Membership, *, by: Person, now: datetime) -> Letter | None:
    """A letter from the giver, or from somebody else whom people can ask; none where nobody is named yet."""
    cards = ContactCard.objects.filter(organisation=membership.organisation_id).exclude(person=membership.person_id)
    contact = cards.filter(person=by).first() or cards.first()
    if contact is None or membership.person_id == by.pk:
        return None
    return post(ROLE_GIVEN, to=membership.person, about=membership, contact=contact, now=now, dedupe=now.isoformat())
