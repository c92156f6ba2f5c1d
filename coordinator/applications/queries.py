"""Reading applications: what a person sees of their own, what a team needs to choose."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from coordinator.applications import rules
from coordinator.applications.models import LIVE, UNTOLD, Application, S
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.opportunities.models import CallStatus, Opportunity
from coordinator.people.models import Person

SHOWN_WITH = ("person", "organisation", "opportunity__organisation", "opportunity__panel__contact__person", "place")


def applications_of(person: Person | None) -> QuerySet[Application]:
    """The person's own applications, those not sent yet included, the newest first."""
    own = Application.objects.filter(person=person) if person else Application.objects.none()
    return own.select_related(*SHOWN_WITH).order_by("-started_at", "-id")


def applications_to_choose(person: Person | None) -> QuerySet[Application]:
    """What staff see: sent applications of the organisations in which they may see applications."""
    seen = organisations_where(person, Permission.SEE_APPLICATIONS)
    sent = Application.objects.filter(organisation__in=seen).exclude(status=S.STARTED)
    return sent.select_related(*SHOWN_WITH)


def applications_visible_to(person: Person | None) -> QuerySet[Application]:
    """The person's own applications, and those they see as staff."""
    if person is None:
        return Application.objects.none()
    seen = organisations_where(person, Permission.SEE_APPLICATIONS)
    as_staff = Q(organisation__in=seen) & ~Q(status=S.STARTED)
    return Application.objects.filter(Q(person=person) | as_staff).select_related(*SHOWN_WITH)


def calls_to_choose_for(person: Person | None) -> QuerySet[Opportunity]:
    """Calls whose applicants this person may see."""
    seen = organisations_where(person, Permission.SEE_APPLICATIONS)
    return Opportunity.objects.filter(organisation__in=seen).select_related("organisation", "panel__contact__person")


def grid_of(opportunity: Opportunity) -> QuerySet[Application]:
    """Everybody who applied to a call, for the choosing: answers with them, no access needs, nothing monitored."""
    sent = opportunity.applications.exclude(status=S.STARTED)
    return sent.select_related("person", "organisation").prefetch_related("answers__question").order_by("sent_at", "id")


def untold_in(opportunity: Opportunity) -> QuerySet[Application]:
    """Applicants of a call who have heard nothing yet (practice.md AP7)."""
    return opportunity.applications.filter(status__in=UNTOLD).select_related("person").order_by("sent_at", "id")


def counts_of(opportunity: Opportunity) -> dict[str, int]:
    """How many applications stand in each state; one query."""
    rows = opportunity.applications.exclude(status=S.STARTED).order_by().values("status").annotate(people=Count("id"))
    return {row["status"]: row["people"] for row in rows}


def owed_replies(person: Person | None, today: date) -> QuerySet[Application]:
    """Applications that wait for a reply whose day is over or near, the longest overdue first (practice.md AP4)."""
    near = today + timedelta(days=7)
    waiting = applications_to_choose(person).filter(status__in=UNTOLD, reply_by__lte=near)
    return waiting.exclude(opportunity__status=CallStatus.WITHDRAWN).order_by("reply_by", "sent_at", "id")


def is_late(application: Application, today: date) -> bool:
    """Is this application still without a word although its promised day is over?"""
    return (
        application.status in UNTOLD
        and application.reply_by is not None
        and rules.reply_clock(application.reply_by, today=today) == rules.ReplyClock.LATE
    )


def offers_run_out(now: datetime) -> QuerySet[Application]:
    """Offers whose time to answer is over."""
    return Application.objects.filter(status=S.OFFERED, offer_ends_at__lte=now).select_related(*SHOWN_WITH)


def drafts_to_forget(now: datetime) -> QuerySet[Application]:
    """Saved applications whose link is over: 30 days after the call closed."""
    return Application.objects.filter(
        status=S.STARTED, opportunity__closes_at__lte=now - timedelta(days=rules.DRAFT_DAYS)
    )


def people_who_applied(opportunity: Opportunity) -> list[Person]:
    """Everybody with a living application in this call, for telling them about the call itself."""
    return list(Person.objects.filter(applications__in=opportunity.applications.filter(status__in=LIVE)).distinct())
