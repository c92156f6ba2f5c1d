"""Reading applications: what a person sees of their own, what a team needs to choose."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Prefetch, Q, QuerySet

from coordinator.applications import rules
from coordinator.applications.letters import DECISIONS
from coordinator.applications.models import LIVE, UNTOLD, Answer, Application, S
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.hooks import Promise
from coordinator.letters.models import WAITING_FOR_TEAM, Letter, LetterStatus
from coordinator.letters.queries import waits_on
from coordinator.opportunities.models import CallStatus, Opportunity
from coordinator.opportunities.queries import calls_visible_to, public_calls
from coordinator.panels.models import LIVE_PLACES, OPEN_PANELS, Panel, PlaceKind
from coordinator.people.models import AccessLink, Person

SHOWN_WITH = ("person", "organisation", "opportunity__organisation", "opportunity__panel__contact__person", "place")
NOT_TOLD_YET = {LetterStatus.QUEUED, *WAITING_FOR_TEAM}
WITH_DAYS = ("opportunity__panel__sessions", "place__attendances")  # for the words and steps of days that are over
WITH_ANSWERS = Prefetch("answers", Answer.objects.select_related("question"))


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


def calls_to_apply_for() -> QuerySet[Opportunity]:
    """Calls with a form for the public: open ones, and those that were, to say kindly that they are over."""
    return public_calls().select_related("organisation", "panel__contact__person").prefetch_related("questions")


def calls_to_try_out(person: Person | None) -> QuerySet[Opportunity]:
    """Calls that this person may see as staff, to walk through their form before they open."""
    return calls_visible_to(person).prefetch_related("questions")


def draft_of(person: Person | None, opportunity: Opportunity) -> Application | None:
    """What this person has begun for this call and not sent."""
    if person is None:
        return None
    return Application.objects.filter(person=person, opportunity=opportunity, status=S.STARTED).first()


def application_of_link(link: AccessLink) -> Application | None:
    """The application a secret link leads to, with the call as its pages show it; None when it was forgotten."""
    shown = Application.objects.select_related(*SHOWN_WITH).prefetch_related("opportunity__questions")
    return shown.filter(pk=link.record_id).first()


def calls_to_choose_for(person: Person | None) -> QuerySet[Opportunity]:
    """Calls whose applicants this person may see."""
    seen = organisations_where(person, Permission.SEE_APPLICATIONS)
    return Opportunity.objects.filter(organisation__in=seen).select_related("organisation", "panel__contact__person")


def grid_of(opportunity: Opportunity, *, by_score: bool = False) -> QuerySet[Application]:
    """Everybody who applied to a call, for the choosing: answers with them, no access needs, nothing monitored.

    In the order they came, or the highest score first.
    """
    sent = opportunity.applications.exclude(status=S.STARTED).select_related("person", "organisation", "entered_by")
    order = [F("score").desc(nulls_last=True)] if by_score else []
    return sent.prefetch_related(WITH_ANSWERS).order_by(*order, "sent_at", "id")


def left_to_tell(opportunity: Opportunity) -> Counter[str]:
    """Letters about decisions of this call that somebody must still post, say by phone or find another way for."""
    sent = {each.pk: each for each in opportunity.applications.exclude(status=S.STARTED)}
    about = Letter.objects.filter(record_type=Application._meta.label_lower, kind__in=DECISIONS)
    letters = about.filter(record_id__in=opportunity.applications.values("pk"), status__in=NOT_TOLD_YET)
    wanted = [
        each
        for each in letters.select_related("person")
        if each.record_id in sent and DECISIONS[each.kind].still_wanted(sent[each.record_id])
    ]
    return Counter(filter(None, map(waits_on, wanted)))


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


def seats_promised(panel: Panel, now: datetime) -> list[Promise]:
    """Places of this panel that were offered to somebody who can still say yes. An offer that has run out is none,
    nor is one to somebody who sits on the panel already.
    """
    seated = panel.seats.filter(status__in=LIVE_PLACES, kind=PlaceKind.MEMBER)
    offers = Application.objects.filter(opportunity__panel=panel, status=S.OFFERED, offer_ends_at__gt=now)
    open_offers = offers.exclude(opportunity__status=CallStatus.WITHDRAWN).exclude(person__in=seated.values("person"))
    if panel.status not in OPEN_PANELS:
        return []
    return [
        Promise(each.applicant.pk, each.applicant.full_name, each.offer_ends_at or now)
        for each in open_offers.select_related("person")
    ]


def people_who_applied(opportunity: Opportunity) -> list[Person]:
    """Everybody with a living application in this call, for telling them about the call itself."""
    return list(Person.objects.filter(applications__in=opportunity.applications.filter(status__in=LIVE)).distinct())
