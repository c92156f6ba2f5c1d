"""One answer to "may she?", with its reason in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from coordinator.authorization.permissions import OWN, ROLES, SERVICE, Permission
from coordinator.organisations.models import Membership, Role

if TYPE_CHECKING:
    from coordinator.people.models import Person


class Service:
    """The service itself, acting when a clock runs out. There is one: THE_SERVICE."""

    pk = None


THE_SERVICE = Service()


class Owned(Protocol):
    """A record that says whose it is: the organisation it belongs to and, where there is one, the person."""

    organisation_id: UUID


@dataclass(frozen=True)
class Verdict:
    """Allowed or not, and why not in a sentence for the page."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


class NotAllowed(PermissionDenied):
    """Raised by `authorise`; carries the verdict whose reason the page shows."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


def roles_of(person: Person) -> dict[UUID, frozenset[Role]]:
    """The person's living roles by organisation id, read once per person object."""
    kept = vars(person)  # on the object: asked again for every button of a page
    if "_roles" not in kept:
        keep_roles(person, _read_roles(person, timezone.localdate()))
    return kept["_roles"]


def keep_roles(person: Person, living: Iterable[tuple[UUID, str]]) -> None:
    """For whoever read the person together with their living roles, as (organisation id, role): not read again."""
    found: dict[UUID, set[Role]] = {}
    for organisation_id, role in living:
        found.setdefault(organisation_id, set()).add(Role(role))
    vars(person)["_roles"] = {organisation: frozenset(roles) for organisation, roles in found.items()}


def _read_roles(person: Person, today: date) -> Iterable[tuple[UUID, str]]:
    living = Membership.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), person_id=person.pk)
    return living.values_list("organisation_id", "role")


def organisations_where(person: Person | None, permission: Permission) -> list[UUID]:
    """Ids of the organisations in which the person's roles carry `permission`: where every read begins."""
    if person is None:
        return []
    return [
        organisation
        for organisation, roles in roles_of(person).items()
        if any(permission in ROLES[role] for role in roles)
    ]


def may(person: Any, permission: Permission, record: Any = None) -> Verdict:
    """May `person` do this to `record`? With no record: anywhere at all?"""
    if person is None:
        return Verdict(False, _("Please sign in first."))
    if person is THE_SERVICE:
        allowed = permission in SERVICE
        return Verdict(allowed, "" if allowed else _("This needs a person to decide."))
    if permission in OWN and _is_about(person, record):
        return Verdict(True)
    where = organisations_where(person, permission)
    allowed = bool(where) if record is None else not _organisations_of(record).isdisjoint(where)
    return Verdict(True) if allowed else Verdict(False, _refusal(permission))


def authorise(person: Any, permission: Permission, record: Any = None) -> None:
    """Go on, or raise NotAllowed with the verdict."""
    verdict = may(person, permission, record)
    if not verdict:
        raise NotAllowed(verdict)


def _organisations_of(record: Any) -> frozenset[UUID | None]:
    """Most records belong to one organisation; a person may take part in several."""
    several = getattr(record, "organisation_ids", None)
    return several if several is not None else frozenset({record.organisation_id})


def _is_about(person: Person, record: Any) -> bool:
    return getattr(record, "person_id", None) == person.pk


def _refusal(permission: Permission) -> str:
    holders = [role.label for role, permissions in ROLES.items() if permission in permissions]
    if not holders:
        return _("Only the person it is about can do this.")
    return _("This is for: {roles}.").format(roles=", ".join(str(label) for label in holders))
