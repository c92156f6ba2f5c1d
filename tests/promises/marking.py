"""Canaries: a word in every text of a house, so that a leak shows wherever it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from accessibility.models import VenueFact
from coordinator.applications.models import Application
from coordinator.opportunities.models import ChangeNote, Opportunity
from coordinator.organisations.models import Area, Membership
from coordinator.people.models import Person
from tests.making import World
from tests.promises.house import House
from tests.promises.moments import numbers

OURS = ("coordinator", "expenses", "accessibility", "calendar_feeds")

# Texts that a program reads: their shape is part of how the product works, and nobody writes them.
TECHNICAL = {
    "slug", "uid", "code", "token_sha256", "dedupe_key", "purpose", "record_type", "verb", "kind", "before", "after",
    "received_sha256", "kept_sha256", "sha256", "content_type", "template", "cost_kind", "cause", "vehicle", "password",
    "time_zone", "file", "account", "reference_prefix", "sort_code", "account_number", "cheque_number", "reads", "group",
}  # fmt: skip
WRITTEN = (models.CharField, models.TextField)


def our_models() -> list[type[models.Model]]:
    """Every model of ours."""
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in OURS]


def written_fields(model: type[models.Model]) -> list[Any]:
    """The fields in which people write: every text that is neither a choice nor a program's."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, WRITTEN)
        and not field.choices
        and not field.primary_key
        and field.name not in TECHNICAL
        and not (field.name == "kind" or field.name == "name" and model._meta.label == "panels.Reminder")
    ]


def mark(house: House, canary: str, *, only: set[str] | None = None) -> int:
    """Write `canary` into every text of this organisation's records; how many texts hold it now."""
    marked = 0
    for model in our_models():
        fields = [field for field in written_fields(model) if only is None or field.name in only]
        if not fields:
            continue
        for record in records_of(house.world, model):
            model._default_manager.filter(pk=record.pk).update(
                **{field.name: _marked(field, canary, record) for field in fields}
            )
            marked += len(fields)
    Application.objects.filter(pk=house.application_draft.pk).update(
        draft={"full_name": canary, "email": f"{canary}@example.org", "answers": {}}
    )
    return marked + 1


def _marked(field: Any, canary: str, record: models.Model) -> str:
    number = f"{next(numbers):x}"
    if isinstance(field, models.EmailField):
        return f"{canary}{number}@example.org"
    if isinstance(field, models.URLField):
        return f"https://call.example/{canary}"
    if field.unique or (field.max_length or 99) > 20:
        text = f"{canary} {field.name} {number}"
        return text if len(text) <= (field.max_length or 999) else f"{canary} {number}"
    return canary


def records_of(world: World, model: type[models.Model]) -> list[Any]:
    """Every record of this kind that belongs to this organisation or is about one of its people."""
    found = []
    people = set(Membership.objects.filter(organisation=world.organisation).values_list("person_id", flat=True))
    for record in model._default_manager.all():
        if owner_of(record) == world.organisation.pk or _person_of(record) in people:
            found.append(record)
    return found


def owner_of(record: Any) -> UUID | None:
    """The organisation of a record, by its own word or by what it hangs on."""
    if record._meta.label == "organisations.Organisation":
        return record.pk
    for way in ("organisation_id", "claim", "opportunity", "panel", "place", "session", "venue", "application"):
        found = getattr(record, way, None)
        if found is not None:
            return found if way == "organisation_id" else owner_of(found)
    return None


def _person_of(record: Any) -> UUID | None:
    if record._meta.label == "people.Account":
        return record.people.values_list("pk", flat=True).first()
    return getattr(record, "person_id", None)


def mark_public(house: House, canary: str) -> None:
    """What anybody may read on public pages gets another canary: the call, its place, the people to ring."""
    world = house.world
    calls = Opportunity.objects.filter(pk__in=[house.call.pk, house.call_fresh.pk, house.call_closed.pk])
    fields = [
        field.name
        for field in written_fields(Opportunity)
        if field.name not in {"short_notice_reason", "withdrawn_reason"}
    ]
    calls.update(**dict.fromkeys(fields, canary))
    house.call_question.__class__.objects.filter(opportunity__in=calls).update(text=canary, hint=canary)
    ChangeNote.objects.filter(opportunity__in=calls).update(text=canary)
    type(world.organisation).objects.filter(pk=world.organisation.pk).update(name=f"{canary} board", member_word=canary)
    type(world.team).objects.filter(pk=world.team.pk).update(name=canary, mailbox=f"{canary}@example.org")
    type(world.venue).objects.filter(pk=world.venue.pk).update(
        name=canary, address=canary, postcode=canary, way_in=canary
    )
    Area.objects.filter(organisation=world.organisation).update(name=canary)
    VenueFact.objects.filter(venue=world.venue).update(detail=canary)
    type(world.contact).objects.filter(pk=world.contact.pk).update(
        job_title=canary, phone="01632 960 117", email=f"{canary}@example.org", working_days=canary, quote=canary
    )
    Person.objects.filter(pk=world.contact.person_id).update(full_name=canary)
