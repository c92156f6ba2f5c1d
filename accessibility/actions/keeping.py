"""Keeping what helps: by the person, or by staff who write down what somebody says on the phone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accessibility.actions.talking import ask_to_talk, withdraw_talk
from accessibility.models import Arrangement, Audience, NeedItem, PersonNeed, Weight
from accessibility.queries.own import needs_of
from accessibility.queries.sessions import CHANGED
from accessibility.refusals import NotOnTheList
from accessibility.rules.audiences import default_audience
from accessibility.rules.groups import RATHER_TALK
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.people.models import Person
from coordinator.workflow.trail import record_event


@dataclass(frozen=True)
class Said:
    """What somebody said of one need; None leaves as it is, or takes what is usual for the item."""

    weight: str | None = None
    audience: str | None = None
    own_words: str | None = field(default=None, repr=False)  # never in a log line or an error report


def authorise_keeping(person: Person, *, by: Person) -> None:
    """Go on with one's own needs, or as staff with those of somebody who takes part here. Raises NotAllowed."""
    authorise(by, Permission.KEEP_OWN_NEEDS if by.pk == person.pk else Permission.WRITE_NEEDS_FOR, person)


@transaction.atomic
def keep_needs(
    person: Person, said: Mapping[str, Said], *, among: Collection[str], by: Person, now: datetime
) -> list[PersonNeed]:
    """Keep what was said of these items; those `among` them that were not said are taken away. What is kept.

    What the person keeps private stays when staff write down the rest: they did not see it.
    Who looks after a coming date is told that something changed, and what was arranged for it is looked at again.
    Raises NotAllowed, and NotOnTheList for a code that is not among those asked.
    """
    authorise_keeping(person, by=by)
    if not set(said) <= set(among):
        raise NotOnTheList(_("This is not among the things we asked. Please look at the page again."))
    if RATHER_TALK in among:
        _keep_talk(person, RATHER_TALK in said, by=by, now=now)
    there = {need.item_id: need for need in needs_of(person).filter(item__in=among)}
    for code, need in there.items():
        if code not in said and (by.pk == person.pk or need.audience != Audience.NOBODY):
            _take_away(need, by=by, now=now)
    items = NeedItem.objects.filter(code__in=set(said) - {RATHER_TALK})
    return [_kept(person, item, there.get(item.code), said[item.code], by=by, now=now) for item in items]


def _keep_talk(person: Person, wanted: bool, *, by: Person, now: datetime) -> None:
    if wanted:
        ask_to_talk(person, by=by, now=now)
    else:
        withdraw_talk(person, by=by)


def _kept(
    person: Person, item: NeedItem, there: PersonNeed | None, said: Said, *, by: Person, now: datetime
) -> PersonNeed:
    need, made = (there, False) if there else _found_or_made(person, item, now=now)
    before = (need.weight, need.audience, need.own_words)
    need.weight = said.weight or need.weight
    need.audience = said.audience or need.audience
    if said.own_words is not None:
        need.own_words = said.own_words.strip()
    need.checked_on = timezone.localdate(now)
    if made or before != (need.weight, need.audience, need.own_words):
        need.entered_by_id = by.pk if by.pk != person.pk else None
        _tell(need, by=by, now=now)
    need.save()
    return need


def _found_or_made(person: Person, item: NeedItem, *, now: datetime) -> tuple[PersonNeed, bool]:
    usual = {
        "weight": Weight.ESSENTIAL,
        "audience": default_audience(item.need_to_know),
        "checked_on": timezone.localdate(now),
    }
    return PersonNeed.objects.get_or_create(person=person, item=item, defaults=usual)


def _take_away(need: PersonNeed, *, by: Person, now: datetime) -> None:
    _tell(need, by=by, now=now)
    need.delete()


def _tell(need: PersonNeed, *, by: Person, now: datetime) -> None:
    """Note that something changed, which it is stays unsaid; what was arranged for coming dates is open again."""
    record_event(CHANGED, need, by=by, now=now)
    Arrangement.objects.filter(need=need, session__ends_at__gt=now).delete()


@transaction.atomic
def confirm_needs(person: Person, *, by: Person, now: datetime) -> int:
    """Nothing has changed: one button for all of it. How many things were confirmed. Raises NotAllowed."""
    authorise_keeping(person, by=by)
    needs = needs_of(person)
    if by.pk != person.pk:
        needs = needs.exclude(audience=Audience.NOBODY)
    first = needs.first()
    if first is None:
        return 0
    number = PersonNeed.objects.filter(pk__in=needs.values("pk")).update(checked_on=timezone.localdate(now))
    record_event("access.confirm", first, by=by, now=now, details={"needs": number})
    return number
