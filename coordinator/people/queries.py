"""Reads about people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import F, FilteredRelation, Q, QuerySet, Value
from django.db.models.functions import Concat, Replace

from coordinator import hooks
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import keep_roles, organisations_where
from coordinator.organisations.models import Membership, Organisation, Role
from coordinator.people.models import Account, ApiToken, Channel, ContactCard, Person, PersonStatus
from coordinator.people.rules import phone_digits
from coordinator.workflow.models import Event

LOOKED_AT = "person.look_at"
GONE = [PersonStatus.LEFT, PersonStatus.ANONYMISED]
FEWEST_DIGITS = 4


def persons_visible_to(person: Person | None) -> QuerySet[Person]:
    """Oneself, and the volunteers of organisations where one may see people. Forgotten people are nobody's."""
    if person is None:
        return Person.objects.none()
    where = organisations_where(person, Permission.SEE_PEOPLE)
    taking_part = Q(memberships__organisation__in=where, memberships__role=Role.VOLUNTEER)
    visible = Person.objects.filter(taking_part | Q(pk=person.pk))
    return visible.exclude(status=PersonStatus.ANONYMISED).distinct()


def volunteers_visible_to(person: Person | None) -> QuerySet[Person]:
    """The team's list: `persons_visible_to` without oneself, unless one takes part too."""
    where = organisations_where(person, Permission.SEE_PEOPLE)
    taking_part = Person.objects.filter(memberships__organisation__in=where, memberships__role=Role.VOLUNTEER)
    return taking_part.exclude(status=PersonStatus.ANONYMISED).distinct()


def memberships_visible_to(person: Person | None) -> QuerySet[Membership]:
    """One's own, and everybody's in organisations where one may see people."""
    if person is None:
        return Membership.objects.none()
    where = organisations_where(person, Permission.SEE_PEOPLE)
    return Membership.objects.filter(Q(person=person) | Q(organisation__in=where))


def matching(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those whose name, called name, email or phone holds `text`; a phone number may be spaced as anyone likes."""
    text = text.strip()
    if not text:
        return people
    found = Q(full_name__icontains=text) | Q(call_me__icontains=text) | Q(email__icontains=text)
    digits = phone_digits(text)
    if len(digits) >= FEWEST_DIGITS:
        people = people.annotate(digits=_digits("mobile", "landline"))
        found |= Q(digits__contains=digits)
    return people.filter(found)


def _digits(mobile: str, landline: str) -> Replace:
    both = Concat(F(mobile), Value("/"), F(landline))
    return Replace(Replace(both, Value(" "), Value("")), Value("+44"), Value("0"))


def preferring(people: QuerySet[Person], channel: str) -> QuerySet[Person]:
    """Those whose first choice is `channel`; whoever chose nothing is reached by email."""
    first = Q(channel_order__0=channel)
    return people.filter(first | Q(channel_order=[]) if channel == Channel.EMAIL else first)


def organisations_for(person: Person | None, permission: Permission) -> QuerySet[Organisation]:
    """The organisations in which `person` may do this, by name: the choices of a form."""
    return Organisation.objects.filter(pk__in=organisations_where(person, permission))


def sharing_email(person: Person) -> QuerySet[Person]:
    """Other people with the same email address (practice.md PO2: one household, one address)."""
    if not person.email:
        return Person.objects.none()
    return Person.objects.filter(email__iexact=person.email).exclude(pk=person.pk)


def with_roles(people: QuerySet[Person], *, today: date) -> list[Person]:
    """These people, each with the roles they hold today, so that `may` needs no read of its own. One query.

    For the few who can be meant at the start of a request: a person comes back once for each of their roles.
    """
    living = Q(memberships__ends_on=None) | Q(memberships__ends_on__gte=today)
    rows = people.annotate(living=FilteredRelation("memberships", condition=living)).annotate(
        living_organisation=F("living__organisation_id"), living_role=F("living__role")
    )
    found: dict[UUID, Person] = {}
    roles: dict[UUID, list[tuple[UUID, str]]] = {}
    for row in rows:
        person = found.setdefault(row.pk, row)
        held = roles.setdefault(person.pk, [])
        if row.living_role:
            held.append((row.living_organisation, row.living_role))
    for pk, person in found.items():
        keep_roles(person, roles[pk])
    return list(found.values())


def verified_emails(account: Account) -> list[str]:
    """Addresses that this account has shown to be its own by a code."""
    return list(EmailAddress.objects.filter(user=account, verified=True).values_list("email", flat=True))


def people_who_may_be(account: Account) -> QuerySet[Person]:
    """People without an account whose email the account has verified: "Is this you?"."""
    waiting = Q(pk__in=[])
    for email in verified_emails(account):
        waiting |= Q(email__iexact=email)
    return Person.objects.filter(waiting, account=None).exclude(status__in=GONE)


def contacts_to_ask(organisations: Iterable[UUID] | QuerySet[Organisation]) -> QuerySet[ContactCard]:
    """Whom people can ring there; the emptied card of somebody forgotten names nobody any more."""
    return ContactCard.objects.filter(organisation__in=organisations).exclude(phone="").select_related("person")


def contact_card_of(person: Person, organisation_id: UUID) -> ContactCard | None:
    """The card under which this member of staff signs letters of this organisation."""
    return ContactCard.objects.filter(person=person, organisation_id=organisation_id).first()


def living_tokens(person: Person, *, now: datetime) -> QuerySet[ApiToken]:
    """API tokens that still open something."""
    return ApiToken.objects.filter(person=person, expires_at__gt=now)


def looks_at(person: Person) -> list[tuple[datetime, str]]:
    """When staff opened this person's page and who they were, newest first (practice.md GO8)."""
    events = list(Event.objects.filter(verb=LOOKED_AT, record_id=person.pk).order_by("-at", "-pk")[:100])
    names = dict(Person.objects.filter(pk__in={event.by_person_id for event in events}).values_list("pk", "full_name"))
    return [(event.at, names[event.by_person_id]) for event in events if event.by_person_id in names]


def waits_before_forgetting(person: Person) -> list[str]:
    """What has to end before this person can be forgotten, such as money that would not find them any more, in words."""
    return [each for answer in hooks.not_forgotten_yet.ask(person) for each in answer]


def export_of(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Everything held about a person, by table: each wing gives its own rows (practice.md PO6)."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for answer in hooks.person_export.ask(person):
        for table, rows in answer.items():
            tables.setdefault(table, []).extend(rows)
    return tables


def own_rows(person: Person) -> dict[str, list[dict[str, Any]]]:
    """This slice's part of the export. Secrets are left out: there is nothing to read in a hash."""
    return {
        "person": _rows(Person.objects.filter(pk=person.pk), leave_out={"account"}),
        "supporters": _rows(person.supporters.all()),
        "memberships": _rows(person.memberships.all()),
        "contact_cards": _rows(person.contact_cards.all()),
        "links": _rows(person.links.all(), leave_out={"token_sha256"}),
        "api_tokens": _rows(person.api_tokens.all(), leave_out={"token_sha256"}),
        "history": _rows(Event.objects.filter(Q(for_person_id=person.pk) | Q(by_person_id=person.pk))),
    }


def _rows(records: QuerySet[Any], leave_out: Iterable[str] = ()) -> list[dict[str, Any]]:
    names = [field.attname for field in records.model._meta.concrete_fields if field.name not in set(leave_out)]
    return list(records.values(*names))
