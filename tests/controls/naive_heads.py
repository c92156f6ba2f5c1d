"""How the role of a head must not be ended: look who else is head, then write. Two at once leave nobody."""

from __future__ import annotations

from datetime import date, datetime

from coordinator.keeping.queries import heads_of
from coordinator.keeping.rules import ending_problem
from coordinator.organisations.models import Membership


def end_role_naively(membership_id: object, *, on: date, now: datetime) -> bool:
    """End the role if somebody else seems to be head; False when nobody seems to be."""
    membership = Membership.objects.select_related("organisation").get(pk=membership_id)
    others = heads_of(membership.organisation).exclude(pk=membership.pk).values_list("ends_on", flat=True)
    today = membership.organisation.day(now)
    if ending_problem(membership.role, on=on, ends_on=membership.ends_on, today=today, other_heads=others):
        return False
    membership.ends_on = on
    membership.save(update_fields=["ends_on"])
    return True
