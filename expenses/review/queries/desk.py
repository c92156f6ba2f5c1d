"""What waits on finance's desk besides claims, in one question however much there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.organisations.models import Organisation
from coordinator.people.models import Person
from expenses.advances.models import Advance
from expenses.advances.queries import asked_for
from expenses.payments.models import BatchStatus
from expenses.payments.queries import batches_visible_to


@dataclass(frozen=True)
class Besides:
    """How many ask for money before the day, by when the first of it is promised, and how many files are not settled."""

    asking: int
    asked_by_day: date | None
    open_files: int


def waiting_besides_claims(person: Person) -> Besides:
    """Of the organisations whose claims this person sees; what they asked for or agreed to themselves is left out."""
    asked = asked_for(person).exclude(person=person).exclude(approvals__by=person)
    files = batches_visible_to(person).exclude(status=BatchStatus.SETTLED)
    where = Organisation.objects.filter(pk__in=organisations_where(person, Permission.SEE_CLAIMS))
    rows = list(
        where.annotate(asking=_number(asked), first=_first_day(asked), files=_number(files)).values_list(
            "asking", "first", "files"
        )
    )
    days = [first for _asking, first, _files in rows if first]
    return Besides(sum(row[0] for row in rows), min(days, default=None), sum(row[2] for row in rows))


def _number(records: QuerySet) -> Coalesce:
    counted = _of_each(records).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def _first_day(advances: QuerySet[Advance]) -> Subquery:
    return Subquery(_of_each(advances).annotate(first=Min("due_by")).values("first"))


def _of_each(records: QuerySet) -> QuerySet:
    """The records of one organisation of the outer question, in one group."""
    return records.filter(organisation=OuterRef("pk")).order_by().values("organisation")
