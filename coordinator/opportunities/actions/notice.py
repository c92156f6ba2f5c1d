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
    """From now on this type of call gives this notice here. Calls that are open keep what they promised."""
    authorise(by, Permission.KEEP_NOTICE, organisation)
    row, _made = NoticePolicy.objects.update_or_create(organisation=organisation, kind=kind, defaults=asdict(policy))
    record_event("noticepolicy.change", row, by=by, now=now, details={"kind": kind, "days_open": policy.days_open})
    return row
