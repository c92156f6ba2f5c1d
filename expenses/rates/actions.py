"""The only writers of rates and limits. A rate that was paid by is never changed: it is ended, and a new one begins."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.organisations.models import Organisation
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.trail import record_event
from expenses.rates.models import ExpensePolicy, MileageRate


class RateNotTaken(Refusal):
    """The figure cannot be kept as it stands; says beside which box."""


@transaction.atomic
def add_rate(
    organisation: Organisation,
    *,
    kind: str,
    pence_per_mile: Decimal,
    from_day: date,
    source: str,
    after_miles: int = 0,
    by: Person,
    now: datetime,
) -> MileageRate:
    """Keep a rate for journeys from `from_day` on; the one that held until then ends the day before (CL2).

    `pence_per_mile` in pence with at most one decimal. Raises RateNotTaken when a rate begins on that day or later.
    """
    authorise(by, Permission.KEEP_RATES, organisation)
    same = MileageRate.objects.filter(organisation=organisation, kind=kind, after_miles=after_miles)
    later = Q(from_day__gt=from_day) | Q(to_day__gte=from_day)
    text = _("A rate for this already reaches into these days. Choose a later first day, or end that rate first.")
    if same.filter(later).exists():
        raise RateNotTaken(text, {"from_day": [text]})
    same.filter(to_day=None).update(to_day=from_day - timedelta(days=1))
    try:
        with transaction.atomic():
            rate = same.create(
                organisation=organisation, kind=kind, after_miles=after_miles,
                pence_per_mile=pence_per_mile, from_day=from_day, source=source,
            )  # fmt: skip
    except IntegrityError as twice:
        raise RateNotTaken(text, {"from_day": [text]}) from twice
    details = {"kind": kind, "pence": str(pence_per_mile), "from": str(from_day)}
    record_event("rate.add", rate, by=by, now=now, details=details)
    return rate


@transaction.atomic
def end_rate(rate: MileageRate, *, last_day: date, by: Person, now: datetime) -> MileageRate:
    """Let a rate hold up to and including `last_day`. Raises RateNotTaken for a day before it began."""
    authorise(by, Permission.KEEP_RATES, rate)
    if last_day < rate.from_day:
        text = _("The last day cannot lie before the first.")
        raise RateNotTaken(text, {"last_day": [text]})
    MileageRate.objects.filter(pk=rate.pk).update(to_day=last_day)
    rate.to_day = last_day
    record_event("rate.end", rate, by=by, now=now, details={"to": str(last_day)})
    return rate


@transaction.atomic
def keep_limits(organisation: Organisation, *, by: Person, now: datetime, **limits: Any) -> ExpensePolicy:
    """Keep the limits that this organisation sets itself (fields of ExpensePolicy)."""
    authorise(by, Permission.KEEP_RATES, organisation)
    policy, _made = ExpensePolicy.objects.update_or_create(organisation=organisation, defaults=limits)
    record_event("limits.keep", organisation, by=by, now=now, details={"fields": sorted(limits)})
    return policy
