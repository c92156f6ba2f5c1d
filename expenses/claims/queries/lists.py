"""Lists of claims, and the dates for which somebody may claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from coordinator.panels.models import LIVE_PLACES, Attendance, Place, PlaceStatus, Presence, Session, SessionStatus
from coordinator.people.models import Person
from expenses.claims.models import Claim
from expenses.claims.rules import ClaimStatus

READ_WITH = (
    "person", "organisation__expense_policy", "session", "place__panel__contact__person", "place__panel__organisation"
)  # fmt: skip


def claims_listed(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """The claims with all that a list shows of them: one query."""
    return claims.select_related(*READ_WITH)


def own_claims(person: Person | None) -> QuerySet[Claim]:
    """A person's own claims, those taken back left out, the newest first."""
    mine = Claim.objects.filter(person=person) if person else Claim.objects.none()
    return claims_listed(mine.exclude(status=ClaimStatus.WITHDRAWN))


@dataclass(frozen=True)
class ClaimableDate:
    """One date of one place that somebody may claim for, with the claim where there is one."""

    place: Place
    session: Session
    claim: Claim | None


def is_claimable(place: Place, session: Session, *, now: datetime) -> bool:
    """May costs of this date be claimed? Once the day has come; at once when it was cancelled or the place ended (CL10)."""
    if place.status not in LIVE_PLACES or session.status == SessionStatus.CANCELLED:
        return True
    zone = place.panel.organisation.zone
    return session.starts_at.astimezone(zone).date() <= now.astimezone(zone).date()


def claimable_dates(places: Iterable[Place], *, now: datetime) -> list[ClaimableDate]:
    """The dates of these places that may be claimed for, the last first. Two queries, whatever their number.

    The places are read with `panel__organisation`.
    """
    kept = {place.pk: place for place in places}
    claims = Claim.objects.filter(place__in=kept, looks_again_at=None).exclude(status=ClaimStatus.WITHDRAWN)
    known = {(claim.place_id, claim.session_id): claim for claim in claims}
    sessions: dict[object, list[Session]] = {}
    for session in Session.objects.filter(panel__in={place.panel_id for place in kept.values()}):
        sessions.setdefault(session.panel_id, []).append(session)
    dates = [
        ClaimableDate(place, session, known.get((place.pk, session.pk)))
        for place in kept.values()
        for session in sessions.get(place.panel_id, [])
        if is_claimable(place, session, now=now)
    ]
    return sorted(dates, key=_starts, reverse=True)


def dates_not_claimed(person: Person, *, now: datetime) -> QuerySet[Session]:
    """Dates of this person's places that are done, or that we cancelled, without a claim; the last first.

    Each has the `place_id` it belongs to. Whoever gave a place up, or stayed away, is not asked; they can claim all
    the same.
    """
    of_place = {"place": OuterRef("place_id"), "session": OuterRef("pk")}
    called_off = Q(status=SessionStatus.CANCELLED) | Q(place_status=PlaceStatus.CANCELLED)
    dates = Session.objects.filter(panel__seats__person=person)
    dates = dates.annotate(place_id=F("panel__seats__pk"), place_status=F("panel__seats__status"))
    return (
        dates.filter(called_off | Q(ends_at__lt=now))
        .exclude(place_status=PlaceStatus.GIVEN_UP)
        .exclude(Exists(Claim.objects.filter(**of_place).exclude(status=ClaimStatus.WITHDRAWN)))
        .exclude(Exists(Attendance.objects.filter(**of_place, presence=Presence.DID_NOT_COME)))
        .select_related("panel__organisation")
        .order_by("-starts_at", "id")
    )


def _starts(date: ClaimableDate) -> datetime:
    return date.session.starts_at
