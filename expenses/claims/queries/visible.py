"""Where every read of a claim begins."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.people.models import Person
from expenses.claims.models import Claim


def claims_visible_to(person: Person | None) -> QuerySet[Claim]:
    """One's own claims; those of organisations in which one writes claims for others; the sent ones where one sees claims.

    A draft is nobody's business in finance until it is sent.
    """
    if person is None:
        return Claim.objects.none()
    written = Q(organisation__in=organisations_where(person, Permission.WRITE_CLAIM_FOR))
    seen = Q(organisation__in=organisations_where(person, Permission.SEE_CLAIMS), submitted_at__isnull=False)
    return Claim.objects.filter(Q(person=person) | written | seen)


def claims_written_by(person: Person | None) -> QuerySet[Claim]:
    """The claims that this person, as staff, may write for others."""
    return Claim.objects.filter(organisation__in=organisations_where(person, Permission.WRITE_CLAIM_FOR))
