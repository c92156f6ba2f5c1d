"""Seeing to what helps, and agreeing that a kind of cost is covered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accessibility.models import Adjustment, Arrangement, Audience, PersonNeed
from accessibility.queries.sessions import people_at
from accessibility.refusals import NotOurs
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.organisations.models import Organisation
from coordinator.panels.models import Session
from coordinator.people.models import Person
from coordinator.workflow.trail import record_event


@transaction.atomic
def keep_arranged(
    session: Session, arranged: Collection[UUID], *, among: Collection[UUID], by: Person, now: datetime
) -> None:
    """Of the needs `among`, these are seen to for this date and the others are not. Others than these stay as they are.

    What the coordinator may not see, or what belongs to somebody without a place, is passed over. Raises NotAllowed.
    """
    authorise(by, Permission.SEE_NEEDS_OF_SESSION, session)
    people = people_at([session]).get(session.panel_id, [])
    needs = PersonNeed.objects.filter(pk__in=among, person__in=people).exclude(audience=Audience.NOBODY)
    shown = set(needs.order_by().values_list("pk", flat=True))
    done, undone = shown & set(arranged), shown - set(arranged)
    taken_away, _rows = Arrangement.objects.filter(session=session, need__in=undone).delete()
    there = set(Arrangement.objects.filter(session=session, need__in=done).values_list("need_id", flat=True))
    rows = [Arrangement(session=session, need_id=need, arranged_at=now, arranged_by_id=by.pk) for need in done - there]
    Arrangement.objects.bulk_create(rows, ignore_conflicts=True)
    if rows or taken_away:
        record_event("access.arrange", session, by=by, now=now)  # no numbers: everybody on the panel reads it


@transaction.atomic
def agree_adjustment(
    person: Person, organisation: Organisation, cost_kind: str, *, by: Person, now: datetime
) -> Adjustment:
    """Agree that one kind of cost is covered for this person from now on; agreed before, it stays as it is.

    Raises NotAllowed, and NotOurs for somebody who does not take part there.
    """
    agreement = Adjustment(
        organisation=organisation, person=person, cost_kind=cost_kind, agreed_by_id=by.pk, agreed_at=now
    )
    authorise(by, Permission.AGREE_ADJUSTMENT, agreement)
    if organisation.pk not in person.organisation_ids:
        raise NotOurs(_("This person does not take part in your organisation, so nothing can be agreed here."))
    found, made = Adjustment.objects.get_or_create(
        organisation=organisation,
        person=person,
        cost_kind=cost_kind,
        ended_at=None,
        defaults={"agreed_by_id": by.pk, "agreed_at": now},
    )
    if made:
        record_event("adjustment.agree", found, by=by, now=now)
    return found


@transaction.atomic
def end_adjustment(agreement: Adjustment, *, by: Person, now: datetime) -> bool:
    """From now on this kind of cost is not covered by itself; what was claimed before stays. False when it had ended."""
    authorise(by, Permission.AGREE_ADJUSTMENT, agreement)
    ended = Adjustment.objects.filter(pk=agreement.pk, ended_at=None).update(ended_at=now)
    if ended:
        record_event("adjustment.end", agreement, by=by, now=now)
    return bool(ended)
