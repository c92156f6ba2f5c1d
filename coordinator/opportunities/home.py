"""What calls put on the home pages: the next steps of a team and of a head, and a number for the board."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.hooks import NextStep
from coordinator.opportunities.models import CallStatus, Opportunity
from coordinator.opportunities.queries import gaps_read, short_notice_count, with_gaps
from coordinator.people.models import Person

SOON = timedelta(days=3)
A_YEAR = timedelta(days=365)
MOST = 5  # a home page shows a few; the list of calls shows all


def next_steps(home: str, person: Person, now: datetime) -> list[NextStep]:
    """What waits for this person among the calls."""
    if home == "team":
        return [*_of_the_team(person, now), *_asked_for(person)]
    return _waiting_for_approval(person) if home in {"head", "finance"} else []


def head_figures(person: Person, now: datetime) -> list[tuple[str, str, str]]:
    """How often short notice was approved in the last year: the number that a board sees (practice.md RN2)."""
    organisations = organisations_where(person, Permission.SEE_REPORTS)
    if not organisations:
        return []
    count = short_notice_count(organisations, now - A_YEAR)
    return [(_("Calls with short notice"), str(count), _("approved by a second person in the last 12 months"))]


def _mine(person: Person, permission: Permission, **wanted: object) -> QuerySet[Opportunity]:
    organisations = organisations_where(person, permission)
    return Opportunity.objects.filter(organisation__in=organisations, **wanted).order_by("created_at", "pk")


def _of_the_team(person: Person, now: datetime) -> list[NextStep]:
    """Requests, calls that are not open yet, calls that close soon: a few of each, in two queries."""
    mine = _mine(person, Permission.EDIT_CALL)
    kinds = (
        mine.filter(status=CallStatus.REQUESTED),
        mine.filter(status=CallStatus.DRAFT),
        mine.filter(status=CallStatus.PUBLISHED, closes_at__gt=now, closes_at__lte=now + SOON),
    )
    requested, drafts, closing = (Q(pk__in=calls.values("pk")[:MOST]) for calls in kinds)
    found: dict[str, list[Opportunity]] = {}
    for call in with_gaps(Opportunity.objects.filter(requested | drafts | closing)).order_by("created_at", "pk"):
        found.setdefault(call.status, []).append(call)
    return [
        *_requests(found.get(CallStatus.REQUESTED, [])),
        *(_unfinished(call, len(gaps_read(call, now=now))) for call in found.get(CallStatus.DRAFT, [])),
        *_closing(found.get(CallStatus.PUBLISHED, [])),
    ]


ASKED_FOR = {
    CallStatus.REQUESTED: lazy("Nobody has taken it up yet"),
    CallStatus.DRAFT: lazy("Being written"),
    CallStatus.PUBLISHED: lazy("Open"),
    CallStatus.CLOSED: lazy("Closed, the team chooses"),
}


def _asked_for(person: Person) -> list[NextStep]:
    """What somebody asked for who may not write it themselves: how it stands, until everybody has been told."""
    writes = organisations_where(person, Permission.EDIT_CALL)
    where = [each for each in organisations_where(person, Permission.REQUEST_CALL) if each not in writes]
    if not where:
        return []
    calls = Opportunity.objects.filter(organisation__in=where, requested_by=person, status__in=list(ASKED_FOR))
    return [
        NextStep(
            _("You asked for a call: {title}").format(title=call.title), _page(call), _("See how it stands"), order=30,
            when=str(ASKED_FOR[CallStatus(call.status)]),
        )
        for call in calls.order_by("-created_at", "-pk")[:MOST]
    ]  # fmt: skip


def _requests(calls: list[Opportunity]) -> list[NextStep]:
    return [
        NextStep(_("A manager asks for a call: {title}").format(title=call.title), _page(call), _("See the request"), order=20)
        for call in calls
    ]  # fmt: skip


def _unfinished(call: Opportunity, missing: int) -> NextStep:
    if not missing:
        return NextStep(
            _("Ready to open: {title}").format(title=call.title), reverse("team_call_publish", args=[call.pk]),
            _("Look and open it"), order=10,
        )  # fmt: skip
    what = ngettext("{title}: {missing} thing is missing", "{title}: {missing} things are missing", missing)
    return NextStep(what.format(title=call.title, missing=missing), _page(call), _("Go on writing"), order=40)


def _closing(calls: list[Opportunity]) -> list[NextStep]:
    return [
        NextStep(
            _("Closes soon: {title}").format(title=call.title), _page(call), _("See the call"),
            due=call.organisation.day(call.closes_at) if call.closes_at else None, order=60,
        )
        for call in calls
    ]  # fmt: skip


def _waiting_for_approval(person: Person) -> list[NextStep]:
    calls = _mine(person, Permission.APPROVE_SHORT_NOTICE, status=CallStatus.DRAFT, short_notice_approver=None).exclude(
        short_notice_reason=""
    )
    return [
        NextStep(
            _("Short notice? {title}").format(title=call.title), reverse("team_call_short_notice", args=[call.pk]),
            _("Decide"), soon=True, order=10,
        )
        for call in calls[:MOST]
    ]  # fmt: skip


def _page(call: Opportunity) -> str:
    return reverse("team_call", args=[call.pk])
