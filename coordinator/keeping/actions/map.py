"""The map: areas, and the practices that stand in them (practice.md S-04)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.keeping.actions.saving import change, name_taken, new_slug, save_changes, unless_taken
from coordinator.keeping.queries import practices_of
from coordinator.organisations.models import Area, Organisation, OrganisationType
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.trail import record_event


@transaction.atomic
def add_area(organisation: Organisation, *, by: Person, now: datetime, name: str) -> Area:
    """Add an area; asked again, it is there once."""
    authorise(by, Permission.KEEP_ORGANISATION, organisation)
    area, made = Area.objects.get_or_create(organisation=organisation, name=name)
    if made:
        record_event("area.add", area, by=by, now=now)
    return area


@transaction.atomic
def rename_area(area: Area, *, by: Person, now: datetime, name: str) -> Area:
    """Give an area another name; its practices stay. Raises Refusal: the name is taken."""
    authorise(by, Permission.KEEP_ORGANISATION, area)
    change(area, "area.rename", {"name": name}, by=by, now=now)
    return area


@transaction.atomic
def add_practice(area: Area, *, by: Person, now: datetime, name: str) -> Organisation:
    """Add a practice to an area; asked again, it is there once. Raises Refusal: the name is taken elsewhere."""
    authorise(by, Permission.KEEP_ORGANISATION, area)
    there = Organisation.objects.filter(name=name).first()
    if there is not None:
        return _same(there, area)
    kind = OrganisationType.PRACTICE
    practice = unless_taken(lambda: Organisation.objects.create(name=name, slug=new_slug(name), kind=kind, area=area))
    record_event("area.add_practice", area, by=by, now=now, details={"practice": str(practice.pk)})
    return practice


def _same(there: Organisation, area: Area) -> Organisation:
    if there.kind != OrganisationType.PRACTICE or there.area_id != area.pk:
        raise name_taken()
    return there


@transaction.atomic
def keep_practice(
    practice: Organisation, *, owner: Organisation, by: Person, now: datetime, name: str, area: Area | None
) -> Organisation:
    """Rename a practice of `owner`, put it into another area of hers, or take it out of all (None).

    The history is written at `owner`, whose map it is. Raises Refusal: the name is taken.
    """
    authorise(by, Permission.KEEP_ORGANISATION, owner)
    _check_hers(practice, owner, area)
    before = practice.area
    changed = save_changes(practice, {"name": name, "area": area})
    details = {"practice": str(practice.pk)}
    if "name" in changed:
        record_event("area.rename_practice", area or before or owner, by=by, now=now, details=details)
    if "area" in changed:
        verb = "area.place_practice" if area else "area.take_out_practice"
        record_event(verb, area or before or owner, by=by, now=now, details=details)
    return practice


def _check_hers(practice: Organisation, owner: Organisation, area: Area | None) -> None:
    """Asked at the moment of writing: meanwhile another organisation may have taken up what was nobody's."""
    Organisation.objects.select_for_update().get(pk=practice.pk)
    area_is_hers = area is None or area.organisation_id == owner.pk
    if not area_is_hers or not practices_of(owner).filter(pk=practice.pk).exists():
        raise Refusal(_("This practice stands in another organisation’s area now. Please look at the list again."))
