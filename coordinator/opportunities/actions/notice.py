"""The notice policy is data that an organisation edits (practice.md 2.2)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.opportunities.models import NoticePolicy
from coordinator.opportunities.rules.policies import Policy
from coordinator.organisations.models import Organisation
from coordinator.people.models import Person
from coordinator.workflow.trail import record_event


@transaction.atomic
def change_policy(organisation: Organisation, kind: str, policy: Policy, *, by: Person, now: datetime) -> NoticePolicy:
    """Calls of this type that open from now on give this notice here, in days.

    Calls that are open keep what they promised: `publish_call` wrote the numbers into each (practice.md 2.2, RN7).
    Raises NotAllowed.
    """
    authorise(by, Permission.KEEP_NOTICE, organisation)
    row, _made = NoticePolicy.objects.update_or_create(organisation=organisation, kind=kind, defaults=asdict(policy))
    record_event("noticepolicy.change", row, by=by, now=now, details={"kind": kind, "days_open": policy.days_open})
    return row
