"""Teams and their mailboxes, which calendars name as organiser."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from coordinator import hooks
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.keeping.actions.saving import change, name_taken
from coordinator.organisations.models import Organisation, Team
from coordinator.people.models import Person
from coordinator.workflow.trail import record_event


@transaction.atomic
def add_team(organisation: Organisation, *, by: Person, now: datetime, name: str, mailbox: str) -> Team:
    """Add a team; asked again, it is there once. Raises Refusal: another team has this name."""
    authorise(by, Permission.KEEP_ORGANISATION, organisation)
    team, made = Team.objects.get_or_create(organisation=organisation, name=name, defaults={"mailbox": mailbox})
    if not made and team.mailbox != mailbox:
        raise name_taken()
    if made:
        record_event("team.add", team, by=by, now=now)
    return team


@transaction.atomic
def change_team(team: Team, *, by: Person, now: datetime, name: str, mailbox: str) -> Team:
    """Change a team's name or mailbox; calendars follow. Raises Refusal: another team has this name."""
    authorise(by, Permission.KEEP_ORGANISATION, team)
    if change(team, "team.change", {"name": name, "mailbox": mailbox}, by=by, now=now):
        list(hooks.details_changed.ask(team, now=now))
    return team
