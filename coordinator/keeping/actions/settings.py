"""An organisation's own settings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coordinator import hooks
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.keeping.actions.saving import change
from coordinator.keeping.rules import prefix_problem, tidy_prefix
from coordinator.organisations.models import Organisation
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal


@transaction.atomic
def keep_settings(organisation: Organisation, *, by: Person, now: datetime, **said: Any) -> Organisation:
    """Change name, member_word, answer_within_working_days (practice.md B-01), reference_prefix or time_zone.

    Claims that were sent keep the reference they have. Raises Refusal: the name is taken, or the prefix cannot be one.
    """
    authorise(by, Permission.KEEP_ORGANISATION, organisation)
    if "reference_prefix" in said:
        said["reference_prefix"] = tidy_prefix(said["reference_prefix"])
        problem = prefix_problem(said["reference_prefix"])
        if problem:
            raise Refusal(_(problem), {"reference_prefix": [_(problem)]})
    if change(organisation, "organisation.settings", said, by=by, now=now) and "time_zone" in said:
        list(hooks.details_changed.ask(organisation, now=now))
    return organisation
