"""Bulk data to measure with: many people, calls, dates and claims at once, the same for the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction

from coordinator import hooks
from coordinator.opportunities.models import CallStatus, Opportunity
from coordinator.opportunities.queries import Measure, as_promised
from coordinator.opportunities.rules.policies import DEFAULT_POLICIES
from coordinator.organisations.models import Membership, Organisation, Role, Team, Venue
from coordinator.panels.models import Panel, PanelStatus, Place, Session, SessionStatus
from coordinator.people.models import Account, ContactCard, Person

AT_ONCE = 1000
SEATS = 4
LEVELS = ("inform", "consult", "involve", "collaborate", "empower")


@dataclass
class Scale:
    """How many of each, and what was made. `claims` is for the wing that keeps claims."""

    now: datetime
    chance: Random
    claims: int
    organisation: Organisation
    team: Team
    venue: Venue
    staff: Person
    contact: ContactCard
    people: list[Person] = field(default_factory=list)
    panels: list[Panel] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    calls: list[Opportunity] = field(default_factory=list)


@transaction.atomic
def seed_scale(*, people: int, sessions: int, claims: int, calls: int, seed: int, now: datetime) -> Scale:
    """Make so many of each in one organisation of their own; two seeds make two organisations."""
    scale = _begin(claims, seed, now)
    scale.people = _people(scale, people, seed)
    scale.panels = _panels(scale, max(sessions, calls), seed)
    scale.sessions = _sessions(scale, sessions, seed)
    scale.calls = _calls(scale, calls, seed)
    scale.places = _places(scale)
    list(hooks.scale_seed.ask(scale))
    return scale


def _begin(claims: int, seed: int, now: datetime) -> Scale:
    organisation = Organisation.objects.create(
        name=f"Scale {seed}", slug=f"scale-{seed}", kind="care_board", reference_prefix=f"S{seed}"[:6]
    )
    team = Team.objects.create(
        organisation=organisation, name="Involvement team", mailbox=f"scale{seed}@levels.example"
    )
    venue = Venue.objects.create(
        organisation=organisation, name="Scale House", address="1 Long Road", postcode="LV1 1AA", way_in="Level."
    )
    email = f"scale{seed}.coordinator@levels.example"
    staff = Person.objects.create(
        full_name=f"Sally Scale {seed}", email=email, account=Account.objects.create_user(email)
    )
    Membership.objects.create(organisation=organisation, person=staff, role=Role.COORDINATOR)
    contact = ContactCard.objects.create(
        organisation=organisation, person=staff, job_title="Involvement coordinator", phone="01632 960 150",
        email=email, working_days="Monday to Friday",
    )  # fmt: skip
    return Scale(now, Random(seed), claims, organisation, team, venue, staff, contact)  # noqa: S311 - not a secret


def _made(model: Any, rows: Sequence[Any]) -> list[Any]:
    return model.objects.bulk_create(rows, batch_size=AT_ONCE)


def _people(scale: Scale, count: int, seed: int) -> list[Person]:
    people = [
        Person(full_name=f"Person {number:06}", email=f"scale{seed}.{number}@example.org", channel_order=["email"])
        for number in range(count)
    ]
    _made(Person, people)
    _made(
        Membership, [Membership(organisation=scale.organisation, person=each, role=Role.VOLUNTEER) for each in people]
    )
    return people


def _panels(scale: Scale, count: int, seed: int) -> list[Panel]:
    return _made(
        Panel,
        [
            Panel(
                organisation=scale.organisation, team=scale.team, contact=scale.contact, title=f"Panel {number}",
                kind="interview", status=PanelStatus.RUNNING, places=SEATS, reserves=1,
            )
            for number in range(count)
        ],
    )  # fmt: skip


def _sessions(scale: Scale, count: int, seed: int) -> list[Session]:
    """Half of them are over, half to come, one every two hours of a working year."""
    rows = []
    for number in range(count):
        starts_at = scale.now + timedelta(hours=2 * (number - count // 2))
        over = starts_at + timedelta(hours=3) < scale.now
        rows.append(
            Session(
                organisation=scale.organisation, panel=scale.panels[number], starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=3), venue=scale.venue, room="Room 2",
                status=SessionStatus.HAPPENED if over else SessionStatus.SCHEDULED,
                uid=f"scale-{seed}-{number}@coordinator.invalid", revised_at=scale.now,
            )
        )  # fmt: skip
    return _made(Session, rows)


def _calls(scale: Scale, count: int, seed: int) -> list[Opportunity]:
    days = scale.organisation.answer_within_working_days
    promised = as_promised(Measure(DEFAULT_POLICIES["interview"], days))
    rows = []
    for number in range(count):
        rows.append(
            Opportunity(
                organisation=scale.organisation, panel=scale.panels[number], slug=f"scale-{seed}-{number}",
                code=f"s{seed}{number:06}"[:12], status=CallStatus.PUBLISHED, title=f"Help choose nurse {number}",
                summary="You sit on the panel as an equal member. " * 3, level=scale.chance.choice(LEVELS),
                ways=["meeting"], payment="none", costs_covered="Travel and care.",
                closes_at=scale.now + timedelta(days=10, minutes=number), published_at=scale.now - timedelta(days=1),
                written_by=scale.staff, **promised,
            )
        )  # fmt: skip
    return _made(Opportunity, rows)


def _places(scale: Scale) -> list[Place]:
    """Up to four people hold a place on each panel that has a date."""
    rows = []
    for session in scale.sessions:
        for person in scale.chance.sample(scale.people, min(SEATS, len(scale.people))):
            rows.append(
                Place(organisation=scale.organisation, panel_id=session.panel_id, person=person, confirmed_at=scale.now)
            )
    Panel.objects.filter(pk__in=Session.objects.filter(organisation=scale.organisation).values("panel")).update(
        places_taken=min(SEATS, len(scale.people))
    )
    return _made(Place, rows)
