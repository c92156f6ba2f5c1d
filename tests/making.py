"""Makes records for tests: one organisation with its people, and calls, panels and places on request.

Ordinary functions with sensible values, each overridable by name; nothing here decides or checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.test import Client

from coordinator.opportunities.models import CallStatus, NoticePolicy, Opportunity
from coordinator.opportunities.queries import Measure, as_promised
from coordinator.opportunities.rules.policies import DEFAULT_POLICIES
from coordinator.organisations.models import Membership, Organisation, Role, Team, Venue
from coordinator.panels.models import Panel, PanelType, Place, Session
from coordinator.people.models import Account, ContactCard, Person

_number = count(1)
EVENT_DAY = datetime(2026, 3, 26, 8, 45, tzinfo=UTC)


@dataclass
class World:
    """One organisation and who works and takes part there."""

    organisation: Organisation
    team: Team
    venue: Venue
    contact: ContactCard
    rowan: Person
    tomasz: Person  # coordinator
    ravi: Person  # second approver
    helen: Person  # finance checker
    paula: Person  # finance payer
    samira: Person  # head of involvement
    kim: Person  # recruiting manager
    audra: Person  # auditor
    petra: Person  # partner

    def by_role(self) -> dict[Role, Person]:
        """One person per role."""
        people = [
            self.rowan, self.tomasz, self.ravi, self.helen, self.paula, self.samira, self.kim, self.audra, self.petra
        ]  # fmt: skip
        roles = [
            Role.VOLUNTEER, Role.COORDINATOR, Role.APPROVER, Role.FINANCE_CHECKER, Role.FINANCE_PAYER, Role.HEAD,
            Role.RECRUITING_MANAGER, Role.AUDITOR, Role.PARTNER,
        ]  # fmt: skip
        return dict(zip(roles, people, strict=True))


def make_person(
    name: str = "", *, role: Role | None = None, organisation: Organisation | None = None, **fields: Any
) -> Person:
    """A person with an account and an email, in a role when one is given."""
    number = next(_number)
    email = fields.pop("email", f"person{number}@example.org")
    account = fields.pop("account", None) or (Account.objects.create_user(email) if email else None)
    person = Person.objects.create(full_name=name or f"Person {number}", email=email, account=account, **fields)
    if role:
        Membership.objects.create(organisation=organisation, person=person, role=role)
    return person


def make_world(name: str = "Levels and Moor") -> World:
    """An organisation with one person in each role; every text holds `name`, so that a leak shows."""
    organisation = Organisation.objects.create(
        name=f"{name} Integrated Care Board", slug=f"org-{next(_number)}", kind="care_board", reference_prefix="LM"
    )
    team = Team.objects.create(
        organisation=organisation, name=f"{name} involvement team", mailbox="team@levels.example"
    )
    venue = Venue.objects.create(
        organisation=organisation, name=f"{name} Harptree House", address="1 Mill Lane\nHarptree", postcode="LV1 1AA",
        way_in="Step-free from the street to the seat.",
    )  # fmt: skip

    def somebody(first: str, role: Role) -> Person:
        return make_person(f"{first} of {name}", role=role, organisation=organisation)

    tomasz = somebody("Tomasz Okafor", Role.COORDINATOR)
    contact = ContactCard.objects.create(
        organisation=organisation, person=tomasz, job_title="Involvement coordinator", phone="01632 960 117",
        email="tomasz@levels.example", working_days="Monday to Thursday",
    )  # fmt: skip
    return World(
        organisation=organisation,
        team=team,
        venue=venue,
        contact=contact,
        rowan=somebody("Rowan Ellery", Role.VOLUNTEER),
        tomasz=tomasz,
        ravi=somebody("Ravi Menon", Role.APPROVER),
        helen=somebody("Helen Brace", Role.FINANCE_CHECKER),
        paula=somebody("Paula Finch", Role.FINANCE_PAYER),
        samira=somebody("Samira Dev", Role.HEAD),
        kim=somebody("Kim Fry", Role.RECRUITING_MANAGER),
        audra=somebody("Audra Quill", Role.AUDITOR),
        petra=somebody("Petra Vance", Role.PARTNER),
    )


def make_panel(world: World, **fields: Any) -> Panel:
    """An interview panel with two places and one reserve."""
    values = {
        "organisation": world.organisation, "team": world.team, "contact": world.contact,
        "title": "Community respiratory nurse", "kind": PanelType.INTERVIEW, "places": 2, "reserves": 1,
    } | fields  # fmt: skip
    return Panel.objects.create(**values)


def make_session(panel: Panel, **fields: Any) -> Session:
    """A day from 8:45am to 3:45pm, on 26 March 2026 unless told otherwise."""
    starts_at = fields.pop("starts_at", EVENT_DAY)
    values = {
        "organisation": panel.organisation, "panel": panel, "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=7), "uid": f"session-{next(_number)}@test",
        "revised_at": starts_at - timedelta(days=30),
    } | fields  # fmt: skip
    return Session.objects.create(**values)


def make_call(world: World, *, panel: Panel | None = None, **fields: Any) -> Opportunity:
    """A published call with every needed field, opened 2 March 2026 and closing 15 March at 11:59pm.

    It promised the usual notice of its type.
    """
    panel = panel or make_panel(world)
    number = next(_number)
    values = {
        "organisation": world.organisation, "panel": panel, "slug": f"call-{number}", "status": CallStatus.PUBLISHED,
        "title": "Help choose our next community respiratory nurse",
        "summary": "You sit on the panel as an equal member.", "level": "collaborate",
        "what_you_do": "You help set the questions, you score, and your scores count.",
        "what_can_change": "Who gets the post, and what we ask everybody.", "already_decided": "The pay grade.",
        "who_we_look_for": "People who have used breathing services.", "who_cannot": "Nobody is left out.",
        "hours": 8, "hours_about": "One day, plus an hour to read.", "ways": ["meeting"],
        "demands": "You sit for most of the day.", "costs_covered": "Travel, childcare and care costs.",
        "payment": "none", "support": ["childcare", "transport"], "support_by": date(2026, 3, 12),
        "how_to_apply": "Ring Tomasz or write to us.", "return_address": "Freepost INVOLVEMENT", "closes_at": datetime(2026, 3, 15, 23, 59, tzinfo=UTC),
        "answer_by": date(2026, 3, 18), "selection": "scored", "selection_steps": "Two of us read every answer.",
        "published_at": datetime(2026, 3, 2, 15, 0, tzinfo=UTC), "written_by": world.tomasz,
        "route_tested_at": datetime(2026, 3, 2, 14, 0, tzinfo=UTC), "route_tested_by": world.tomasz,
        **as_promised(Measure(DEFAULT_POLICIES[panel.kind], 3)),
    } | fields  # fmt: skip
    return Opportunity.objects.create(**values)


def make_policy(world: World, **fields: Any) -> NoticePolicy:
    """The notice of an interview panel: 10 days open, 21 before the day."""
    values = {
        "organisation": world.organisation, "kind": PanelType.INTERVIEW, "days_open": 10, "days_before_event": 21,
        "citation": "practice.md 2.2",
    } | fields  # fmt: skip
    return NoticePolicy.objects.create(**values)


def make_place(panel: Panel, person: Person, **fields: Any) -> Place:
    """A confirmed place, counted; reserves are not counted."""
    values = {
        "organisation": panel.organisation, "panel": panel, "person": person,
        "confirmed_at": datetime(2026, 3, 18, 12, 0, tzinfo=UTC),
    } | fields  # fmt: skip
    place = Place.objects.create(**values)
    Panel.objects.filter(pk=panel.pk).update(places_taken=panel.seats.filter(status="confirmed", kind="member").count())
    return place


def signed_in(person: Person) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(person.account, backend="django.contrib.auth.backends.ModelBackend")
    return client
