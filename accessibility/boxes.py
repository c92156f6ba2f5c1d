"""What this wing shows on other pages, and what it adds to a person's export and erasure. Counts, never needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accessibility.models import Adjustment, Arrangement, NeedView, PersonNeed, TalkRequest
from accessibility.queries.own import arranged_for, looks_of, needs_of, summary_of
from accessibility.queries.people import agreed_kinds, agreed_kinds_of
from accessibility.queries.sessions import told_for, venue_fit
from accessibility.queries.venues import street_to_seat
from accessibility.rules.audiences import still_open
from accessibility.rules.venues import UNKNOWN
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may
from coordinator.design.moments import day_brief
from coordinator.hooks import Box
from coordinator.organisations.models import Venue
from coordinator.panels.models import LIVE_PLACES, Place, Session, SessionStatus
from coordinator.people.models import Person

FIRST, MIDDLE = 20, 40


def session_box(session: Session, person: Person) -> Box | None:
    """On the team's page of a date: how many things help how many people, and the door to open them."""
    now = timezone.now()
    going_ahead = session.status != SessionStatus.CANCELLED
    if not may(person, Permission.SEE_NEEDS_OF_SESSION, session):
        return None
    if not still_open(ends_at=session.ends_at, going_ahead=going_ahead, now=now):
        return None
    context = {"told": told_for([session], now=now)[0], "fit": venue_fit(session, now=now), "session": session}
    return Box(_("What helps people"), "accessibility/session_box.html", context, order=FIRST)


def place_box(place: Place, person: Person) -> Box | None:
    """On the person's page of one place: what they told, when they last checked it, and who sees how much."""
    if place.person_id != person.pk or place.status not in LIVE_PLACES:
        return None
    now = timezone.now()
    context = {
        "summary": summary_of(list(needs_of(person))),
        "arranged": arranged_for(person, place.panel, now=now),
        "contact": place.panel.contact,
    }
    return Box(_("What helps me"), "accessibility/place_box.html", context, order=MIDDLE)


def venue_box(venue: Venue, person: Person | None) -> Box | None:
    """For everybody: the way from the street to the seat, also what is not known. None while nothing is known."""
    lines = street_to_seat(venue, today=timezone.localdate())
    if all(line.answer == UNKNOWN for line in lines):
        return None
    return Box(_("The way in"), "accessibility/venue_box.html", {"lines": lines, "venue": venue}, order=FIRST)


def person_box(person: Person, viewer: Person) -> Box | None:
    """On the team's page of a person: the door to write down what they say on the phone."""
    if not may(viewer, Permission.WRITE_NEEDS_FOR, person):
        return None
    return Box(_("What helps"), "accessibility/person_box.html", {"shown": person}, order=MIDDLE)


def readiness(sessions: Sequence[Session], *, now: datetime) -> list[str]:
    """What is missing before these dates are ready: a count of each, and nothing of what it is."""
    told = zip(sessions, told_for(sessions, now=now), strict=True)
    return [_open_things(session, each.outline.open) for session, each in told if each.outline.open]


def _open_things(session: Session, number: int) -> str:
    text = ngettext(
        "%(day)s: %(n)d thing that helps somebody is not arranged yet",
        "%(day)s: %(n)d things that help people are not arranged yet",
        number,
    )
    return text % {"n": number, "day": day_brief(session.starts_at, session.organisation.zone)}


def move_warnings(session: Session) -> list[str]:
    """What a new time or place upsets: things that are arranged for this date."""
    arranged = Arrangement.objects.filter(session=session).count()
    if not arranged:
        return []
    text = ngettext(
        "%(n)d thing that helps somebody is arranged for this date. Please check it again.",
        "%(n)d things that help people are arranged for this date. Please check them again.",
        arranged,
    )
    return [text % {"n": arranged}]


def adjusted_kinds(place: Place) -> set[str] | None:
    """The kinds of cost covered by an agreement with this person: all that finance ever learns."""
    return agreed_kinds(place.person_id, place.organisation_id) or None


def adjusted_kinds_of(places: Iterable[Place]) -> dict[UUID, set[str]]:
    """The same for a list of places, by place, in one query."""
    kept = list(places)
    found = agreed_kinds_of({(place.person_id, place.organisation_id) for place in kept})
    return {place.pk: found.get((place.person_id, place.organisation_id), set()) for place in kept}


def person_export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """What helps the person in full, who looked, what was agreed."""
    needs = [
        {
            "what": need.item.label,
            "code": need.item_id,
            "weight": need.weight,
            "who_may_see": need.audience,
            "own_words": need.own_words,
            "last_checked": need.checked_on,
        }
        for need in needs_of(person)
    ]
    looks = [{"at": look.at, "who": look.who, "how_many": look.how_many} for look in looks_of(person, first=10_000)]
    agreed = Adjustment.objects.filter(person=person).values("cost_kind", "agreed_at", "ended_at")
    talks = TalkRequest.objects.filter(person=person).values("asked_at", "talked_at")
    return {
        "what helps": needs,
        "who looked at what helps": looks,
        "agreed costs": [dict(each) for each in agreed],
        "wishes to talk": [dict(each) for each in talks],
    }


def person_erasure(person: Person, now: datetime) -> None:
    """Nothing of what helped stays, nor who looked."""
    for model in (PersonNeed, NeedView, Adjustment, TalkRequest):
        model.objects.filter(person=person).delete()
