"""The facts that the rules ask for, read from the records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.utils import timezone

from coordinator import hooks
from coordinator.opportunities.models import NoticePolicy, Opportunity
from coordinator.opportunities.queries.notice import Measure, measure_of, promise_of
from coordinator.opportunities.rules.gaps import CallFacts, ContactFacts, SessionFacts, gaps
from coordinator.opportunities.rules.notice import Parity, parity
from coordinator.opportunities.rules.policies import DEFAULT_POLICIES, Policy
from coordinator.opportunities.rules.said import Gap
from coordinator.panels.models import Panel, Session, SessionStatus


def dates_of(call: Opportunity) -> list[Session]:
    """The dates of the call's panel that are going ahead or have happened, with their venues."""
    return [
        session
        for session in call.panel.sessions.select_related("venue").order_by("starts_at", "pk")
        if session.status != SessionStatus.CANCELLED
    ]


def facts_of(call: Opportunity) -> CallFacts:
    """What the call says, as the rules read it."""
    panel = call.panel
    return CallFacts(
        **{name: getattr(call, name) for name in _SAID_BY_THE_CALL},
        kind=panel.kind,
        team=panel.team.name,
        places=panel.places,
        minimum_lay=panel.minimum_lay,
        approved_days_open=call.short_notice_days_open if call.short_notice_approver_id else None,
        approved_days_before=call.short_notice_days_before if call.short_notice_approver_id else None,
    )


_SAID_BY_THE_CALL = tuple(
    field.name for field in Opportunity._meta.local_fields if field.name in CallFacts.__dataclass_fields__
)


def with_way_in(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """The dates as `session_facts` reads them: with the venue, and whether a wing knows the way in (`way_in_known`)."""
    told = [Q(each) for each in hooks.venue_known.ask(OuterRef("venue"), timezone.localdate())]
    known = ExpressionWrapper(reduce(or_, told), BooleanField()) if told else Value(False)
    return sessions.select_related("venue").annotate(way_in_known=known)


def session_facts(session: Any) -> SessionFacts:
    """A date of `with_way_in` as the rules read it. By post or from home needs no place, and says so by its ways."""
    venue = session.venue
    known = venue is None or bool(venue.way_in.strip()) or session.way_in_known
    return SessionFacts(
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=venue.name if venue else session.online_link,
        access_known=known,
    )


def contact_facts(call: Opportunity) -> ContactFacts:
    """Whom readers can ask: the panel's contact."""
    card = call.panel.contact
    return ContactFacts(card.name, card.job_title, card.phone, card.email, card.working_days)


def gaps_of(call: Opportunity, *, now: datetime) -> list[Gap]:
    """Everything that stands between this call and its publication now.

    A call that has opened is measured from the day it opened, and by what it promised then.
    """
    return gaps_by(measure_of(call), call, now=now)


def gaps_by(measure: Measure, call: Opportunity, *, now: datetime) -> list[Gap]:
    """The same as `gaps_of`, by a measure that was read before."""
    return _gaps(call, measure, with_way_in(call.panel.sessions.all()), now)


def with_gaps(calls: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """The calls with all that `gaps_read` asks of them: two queries, however many calls and dates."""
    own = NoticePolicy.objects.filter(organisation=OuterRef("organisation"), kind=OuterRef("panel__kind"))
    return (
        calls.select_related("organisation", "panel__team", "panel__contact__person")
        .annotate(**{f"own_{name}": Subquery(own.values(name)[:1]) for name in Policy.__dataclass_fields__})
        .prefetch_related(Prefetch("panel__sessions", with_way_in(Session.objects.all())))
    )


def gaps_read(call: Any, *, now: datetime) -> list[Gap]:
    """The same as `gaps_of` for a call of `with_gaps`, without a read."""
    return _gaps(call, promise_of(call) if call.published_at else _today_read(call), call.panel.sessions.all(), now)


def _today_read(call: Any) -> Measure:
    own = Policy(**{name: getattr(call, f"own_{name}") for name in Policy.__dataclass_fields__})
    policy = DEFAULT_POLICIES[call.panel.kind] if own.days_before_event is None else own
    return Measure(policy, call.organisation.answer_within_working_days)


def _gaps(call: Opportunity, measure: Measure, dates: Iterable[Session], now: datetime) -> list[Gap]:
    return gaps(
        facts_of(call),
        measure.policy,
        [session_facts(session) for session in dates if session.status != SessionStatus.CANCELLED],
        contact_facts(call),
        now=call.published_at or now,
        zone=call.organisation.zone,
        working_days_to_answer=measure.working_days_to_answer,
    )


def parity_of(call: Opportunity, *, now: datetime) -> Parity | None:
    """Days of notice for people and for staff; None while no date or no member of staff is known."""
    first = call.panel.sessions.exclude(status=SessionStatus.CANCELLED).aggregate(first=Min("starts_at"))["first"]
    told = staff_told_on(call)
    if first is None or told is None:
        return None
    return parity(call.published_at or now, first, told, call.organisation.zone)


def staff_told_on(call: Opportunity) -> date | None:
    """The day on which the first member of staff on the panel was given the date."""
    return call.panel.staff_members.aggregate(first=Min("told_on"))["first"]


def public_told_on(panel: Panel) -> date | None:
    """The day on which the public first got this panel's date: the day its first call opened (practice.md RN8)."""
    first = panel.calls.exclude(published_at=None).aggregate(first=Min("published_at"))["first"]
    return panel.organisation.day(first) if first else None
