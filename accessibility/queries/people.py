"""Who waits to be rung, and what is agreed with whom."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from accessibility.models import Adjustment, TalkRequest
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.organisations.models import Organisation, Role
from coordinator.people.models import Person


def talks_visible_to(person: Person | None) -> QuerySet[TalkRequest]:
    """People of one's organisations who would rather talk and were not rung yet, longest waiting first."""
    where = organisations_where(person, Permission.WRITE_NEEDS_FOR)
    here = Q(person__memberships__organisation__in=where, person__memberships__role=Role.VOLUNTEER)
    return TalkRequest.objects.filter(here, talked_at=None).distinct().select_related("person")


def adjustments_visible_to(person: Person | None) -> QuerySet[Adjustment]:
    """Agreements of the organisations in which this person makes them, those that still hold."""
    where = organisations_where(person, Permission.AGREE_ADJUSTMENT)
    return Adjustment.objects.filter(organisation__in=where, ended_at=None).select_related("organisation")


def organisations_to_agree_in(staff: Person, person: Person) -> QuerySet[Organisation]:
    """Where both meet: the organisations in which `staff` may agree something with `person`."""
    where = set(organisations_where(staff, Permission.AGREE_ADJUSTMENT)) & person.organisation_ids
    return Organisation.objects.filter(pk__in=where)


def agreed_kinds(person_id: UUID, organisation_id: UUID) -> set[str]:
    """The kinds of cost that a living agreement covers."""
    living = Adjustment.objects.filter(person=person_id, organisation=organisation_id, ended_at=None)
    return set(living.values_list("cost_kind", flat=True))


def agreed_kinds_of(pairs: set[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], set[str]]:
    """The same for many pairs of person and organisation, in one query."""
    living = Adjustment.objects.filter(
        person__in={person for person, _organisation in pairs},
        organisation__in={organisation for _person, organisation in pairs},
        ended_at=None,
    )
    found: dict[tuple[UUID, UUID], set[str]] = {}
    for person, organisation, kind in living.values_list("person", "organisation", "cost_kind"):
        found.setdefault((person, organisation), set()).add(kind)
    return found
