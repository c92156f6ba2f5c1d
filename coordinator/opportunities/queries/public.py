"""What everybody may read: calls that were ever open, and finding one that fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, ExtractHour, ExtractIsoWeekDay
from django.utils.translation import gettext_lazy as _

from coordinator.opportunities.models import CallStatus, Opportunity, Payment
from coordinator.organisations.models import Area
from coordinator.panels.models import Session, SessionStatus

READABLE = frozenset({CallStatus.PUBLISHED, CallStatus.CLOSED, CallStatus.FILLED, CallStatus.WITHDRAWN})
IN_A_LIST = {name: name for name in (
    "id", "slug", "title", "summary", "closes_at", "ways", "payment", "payment_pence", "dates_to_agree", "panel_id",
)} | {"kind": "panel__kind", "asked_by": "organisation__name", "zone": "organisation__time_zone"}  # fmt: skip


FIRST_DAY = ("first_day", "first_end", "first_venue")


def public_calls() -> QuerySet[Opportunity]:
    """Every call that was ever open: what became of it stays readable. Drafts and requests are nobody's business."""
    return Opportunity.objects.filter(status__in=READABLE).exclude(published_at=None)


def open_calls(now: datetime) -> QuerySet[Opportunity]:
    """Calls that people can apply to now, the first to close first."""
    return Opportunity.objects.filter(status=CallStatus.PUBLISHED, closes_at__gt=now).order_by("closes_at", "id")


def due_to_close(now: datetime) -> QuerySet[Opportunity]:
    """Open calls whose closing moment has passed."""
    return Opportunity.objects.filter(status=CallStatus.PUBLISHED, closes_at__lte=now)


def with_first_day(calls: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """Adds `first_day`, `first_end` and `first_venue`: the first date of each call's panel, in the same query."""
    sessions = Session.objects.filter(panel=OuterRef("panel_id"), status=SessionStatus.SCHEDULED).order_by(
        "starts_at", "pk"
    )
    return calls.annotate(
        first_day=Subquery(sessions.values("starts_at")[:1]),
        first_end=Subquery(sessions.values("ends_at")[:1]),
        first_venue=Subquery(sessions.values("venue__name")[:1]),
    )


def listed(calls: QuerySet[Opportunity]) -> list[dict[str, Any]]:
    """What a list shows of each call, as plain rows: the page that is read most makes no records of what it only shows."""
    return [dict(zip(IN_A_LIST, row, strict=True)) for row in calls.values_list(*IN_A_LIST.values())]


STILL_TO_HOLD = (SessionStatus.SCHEDULED,)
HELD_TOO = (SessionStatus.SCHEDULED, SessionStatus.HAPPENED)


def with_first_days(calls: Iterable[Any], *, dates_that: Sequence[str] = STILL_TO_HOLD) -> list[Any]:
    """The calls of one page (records or rows), each with what `with_first_day` adds: one query, for these calls only.

    A subquery beside each call is worked out for every row before the page is cut; this one is not. With `HELD_TOO`
    a call whose dates are over keeps its first.
    """
    shown = list(calls)
    rows = [call if isinstance(call, dict) else vars(call) for call in shown]
    dates = Session.objects.filter(panel__in=[row["panel_id"] for row in rows], status__in=dates_that)
    found = dates.order_by("-starts_at", "-pk").values_list("panel_id", "starts_at", "ends_at", "venue__name")
    first = {panel: date for panel, *date in found}
    for row in rows:
        row.update(zip(FIRST_DAY, first.get(row["panel_id"], (None, None, None)), strict=True))
    return shown


# -- finding one that fits (practice.md RN10) --------------------------------------------------------
WHEN = [
    ("month", _("In the next four weeks")),
    ("quarter", _("In one to three months")),
    ("later", _("Later than that")),
    ("evening", _("In the evening or at a weekend")),
    ("to_agree", _("On dates we agree together")),
]
SPANS = {"month": (0, 28), "quarter": (28, 92), "later": (92, 3660)}  # days from now, from and until
EVENING_HOUR, SATURDAY = 17, 6
PAID = [("paid", _("With a payment")), ("unpaid", _("Without a payment, costs covered"))]


def narrowed(calls: QuerySet[Opportunity], *, now: datetime, **wanted: Any) -> QuerySet[Opportunity]:
    """The calls that fit `wanted`: area (id), way, when (a key of WHEN), paid (a key of PAID); empty asks nothing."""
    for name, narrow in NARROWED_BY.items():
        if wanted.get(name):
            calls = narrow(calls, wanted[name], now)
    return calls


def _by_area(calls: QuerySet[Opportunity], area: Any, now: datetime) -> QuerySet[Opportunity]:
    """Calls of practices in the area, and of the body whose area it is: they concern everybody there."""
    return calls.filter(Q(organisation__area=area) | Q(organisation__areas=area))


def _by_way(calls: QuerySet[Opportunity], way: str, now: datetime) -> QuerySet[Opportunity]:
    return calls.annotate(ways_text=Cast("ways", CharField())).filter(ways_text__contains=f'"{way}"')


def _by_when(calls: QuerySet[Opportunity], when: str, now: datetime) -> QuerySet[Opportunity]:
    if when == "to_agree":
        return calls.filter(dates_to_agree=True)
    dates = Session.objects.filter(panel=OuterRef("panel_id"), status=SessionStatus.SCHEDULED, starts_at__gt=now)
    if when == "evening":
        clock = dates.annotate(hour=ExtractHour("starts_at"), day=ExtractIsoWeekDay("starts_at"))
        return calls.filter(Exists(clock.filter(Q(hour__gte=EVENING_HOUR) | Q(day__gte=SATURDAY))))
    begin, end = (now + timedelta(days=days) for days in SPANS[when])
    return calls.filter(Exists(dates.filter(starts_at__gte=begin, starts_at__lt=end)))


def _by_paid(calls: QuerySet[Opportunity], paid: str, now: datetime) -> QuerySet[Opportunity]:
    return calls.filter(payment=Payment.OPTIONAL if paid == "paid" else Payment.NONE)


NARROWED_BY = {"area": _by_area, "way": _by_way, "when": _by_when, "paid": _by_paid}


def pays_nothing(panel_id: UUID) -> bool:
    """Has every call for this panel said openly that there is no payment, only costs? False where none was opened."""
    offered = set(public_calls().filter(panel=panel_id).values_list("payment", flat=True))
    return offered == {Payment.NONE}


def areas_to_choose() -> Sequence[tuple[str, str, str]]:
    """(id, name, whose area it is) of every area, by name; one query."""
    rows = Area.objects.order_by("name", "organisation__name", "pk").values_list("pk", "name", "organisation__name")
    return [(str(pk), name, whose) for pk, name, whose in rows]


def whole_call(calls: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """With all that the page of one call needs of others."""
    return calls.select_related(
        "organisation", "panel__team", "panel__contact__person", "short_notice_approver", "route_tested_by"
    )
