"""A house with one of everything: two organisations like it are what the promises are tried on.

`make_house(world)` makes every kind of record at least once, in the states in which the pages offer their buttons.
`marking` then writes a canary into every text of one of them, `growing` adds rows to what lists show. A new model needs
a maker here; `test_every_kind_of_record_stands_in_both_houses` says which is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from accessibility.models import Adjustment, Arrangement, NeedItem, NeedView, PersonNeed, TalkRequest, VenueFact
from calendar_feeds.actions import make_panel_feed, make_person_feed
from calendar_feeds.models import Feed
from coordinator.applications.letters import DRAFT_LINK, FOLLOW_LINK, OFFER_LINK
from coordinator.applications.models import Answer, Application
from coordinator.ids import new_id
from coordinator.letters.models import Letter
from coordinator.opportunities.models import ChangeNote, NotForMeAnswer, Opportunity
from coordinator.opportunities.models import Question as CallQuestion
from coordinator.organisations.models import Area, Membership, Organisation
from coordinator.panels.models import Attendance, PanelRole, Reminder, StaffMember
from coordinator.people.links import issue_link
from coordinator.people.models import Person, Supporter
from coordinator.people.tokens import issue_token
from coordinator.workflow.trail import record_event
from expenses.travel.models import AgreedCost, TravelPlan, TravelStatement
from tests.making import World, make_call, make_panel, make_place, make_policy, make_session
from tests.promises.house_money import beforehand, claims, money
from tests.promises.moments import BEFORE, NOW, numbers, volunteer


@dataclass
class House:
    """A world and what stands in it, by name; `house.claim_sent` is a record, `house.follow_token` a secret."""

    world: World
    records: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.records[name]
        except KeyError:
            raise AttributeError(f"a House has no {name}: add a maker to tests/promises/house.py") from None


def make_house(world: World) -> House:
    """One of everything, around the people of `world`: Rowan takes part, and so do seven others."""
    house = House(world, {})
    for chapter in (
        _people,
        _calls,
        _panels,
        _applications,
        _access,
        _travel,
        claims,
        money,
        beforehand,
        _letters,
        _secrets,
    ):
        house.records |= chapter(house)
    return house


def _people(house: House) -> dict[str, Any]:
    world = house.world
    area = Area.objects.create(organisation=world.organisation, name="The Moor")
    world.organisation.area = area
    world.organisation.save()
    Person.objects.filter(pk=world.rowan.pk).update(
        call_me="Ro", mobile="07700 900111", landline="01632 960111", address="1 Long Lane", postcode="LV1 2BB",
        speaks="English", reads="English", reachable="mornings", channel_order=["email", "post"],
    )  # fmt: skip
    world.rowan.refresh_from_db()
    practice = Organisation.objects.create(
        name=f"The Moor Practice {next(numbers)}", slug=f"practice-{next(numbers)}", kind="practice", area=area
    )
    return {
        "area": area,
        "practice": practice,
        "supporter": Supporter.objects.create(person=world.rowan, full_name="Sam Ellery", phone="07700 900112"),
        "guest": volunteer(world),  # sits nowhere yet
        "others": [volunteer(world) for _each in range(7)],
    }


def _calls(house: House) -> dict[str, Any]:
    world = house.world
    made = {
        "call": make_call(world, panel=make_panel(world, places=9, minimum_lay=1)),
        "call_fresh": make_call(world),  # nobody has applied yet
        "call_draft": make_call(world, status="draft", published_at=None),
        "call_requested": make_call(world, status="requested", published_at=None, requested_by=world.kim),
        "call_short": make_call(
            world, status="draft", published_at=None, short_notice_reason="The post came free late.",
            short_notice_asked_by=world.tomasz, closes_at=datetime(2026, 3, 12, 23, 59, tzinfo=UTC),
        ),
        "call_closed": make_call(world, status="closed", closes_at=datetime(2026, 3, 8, 23, 59, tzinfo=UTC)),
        "policy": make_policy(world),
    }  # fmt: skip
    Opportunity.objects.filter(organisation=world.organisation).update(requested_by=world.kim)
    for call in (made["call"], made["call_closed"]):
        make_session(call.panel, venue=world.venue)
    made["call_question"] = CallQuestion.objects.create(
        opportunity=made["call"], position=1, text="What have you used?", hint="A line is enough."
    )
    ChangeNote.objects.create(opportunity=made["call"], at=BEFORE, text="The room changed.", cause="noted")
    NotForMeAnswer.objects.create(opportunity=made["call"], reason="costs", form_key=new_id(), at=NOW)
    return made


def _panels(house: House) -> dict[str, Any]:
    world = house.world
    panel = make_panel(
        world, places=2000, reserves=2, status="running", composition_waived_by=world.samira,
        composition_waived_because="One is enough for a short day.",
    )  # fmt: skip
    coming = make_session(panel, venue=world.venue, name="The interviews", room="Room 2")
    over = make_session(
        panel, starts_at=BEFORE, venue=world.venue, name="The day before", online_link="https://call.example/1"
    )
    happened = make_session(
        panel, starts_at=BEFORE - timedelta(days=1), status="happened", attendance_confirmed_at=BEFORE
    )
    third = make_session(panel, starts_at=BEFORE - timedelta(days=2), status="happened", attendance_confirmed_at=BEFORE)
    role = PanelRole.objects.create(panel=panel, name="Scorer", about="Scores the answers.")
    staff = StaffMember.objects.create(
        panel=panel, full_name="Dr Ann Staff", job_title="Consultant", told_on=date(2026, 2, 2)
    )
    place = make_place(panel, world.rowan, role=role)
    places = [make_place(panel, person) for person in house.others]
    reserve = make_place(panel, volunteer(world), kind="reserve", position=1)
    Attendance.objects.create(
        organisation=world.organisation, session=happened, place=place, presence="came", confirmed_by=world.tomasz,
        confirmed_at=BEFORE,
    )  # fmt: skip
    Reminder.objects.create(place=place, session=over, sequence=0, name="two_days")
    planning = make_panel(world)
    return {
        "panel": panel, "panel_planning": planning, "session": coming, "session_over": over, "session_happened": happened,
        "session_third": third,
        "role": role, "staff_member": staff, "place": place, "places": places, "reserve": reserve,
        "role_empty": PanelRole.objects.create(panel=panel, name="Timekeeper"),
    }  # fmt: skip


def _applications(house: House) -> dict[str, Any]:
    world, call = house.world, house.call

    def application(call: Opportunity, person: Person | None, status: str, **fields: Any) -> Application:
        values = {
            "organisation": world.organisation, "opportunity": call, "person": person, "status": status,
            "started_at": BEFORE, "form_key": new_id(),
        } | fields  # fmt: skip
        if status != "started":
            values |= {"sent_at": BEFORE, "reply_by": date(2026, 3, 18)}
        found = Application.objects.create(**values)
        Answer.objects.create(application=found, question=house.call_question, text="Everything you offer.")
        return found

    one, two, three, four, five, *_rest = house.others
    return {
        "application": application(call, world.rowan, "received"),
        "application_offered": application(
            house.call_closed, world.rowan, "offered", offer_ends_at=NOW + timedelta(days=2), note_to_person="Well said.",
            maybe_until=NOW + timedelta(days=3), told_at=BEFORE,
        ),
        "application_other": application(call, one, "received", source="phone", entered_by=world.tomasz),
        "application_reserve": application(call, two, "reserve", reserve_position=1, told_at=BEFORE),
        "application_not_now": application(
            call, three, "not_this_time", not_this_time_reason="dates", note_to_person="Do ask again.", told_at=BEFORE
        ),
        "application_accepted": application(house.call, four, "accepted", place=house.places[3], told_at=BEFORE),
        "application_draft": application(call, None, "started", draft={"full_name": "Doreen", "email": "d@example.org"}),
        "application_offered_other": application(
            call, five, "offered", offer_ends_at=NOW + timedelta(days=2), told_at=BEFORE
        ),
    }  # fmt: skip


def _access(house: House) -> dict[str, Any]:
    world = house.world
    items = list(NeedItem.objects.filter(offered=True).order_by("position", "pk")[:2])
    need = PersonNeed.objects.create(
        person=world.rowan, item=items[0], weight="essential", audience="organiser", own_words="By the door, please.",
        checked_on=date(2026, 2, 2), entered_by_id=world.rowan.pk,
    )  # fmt: skip
    view = NeedView.objects.create(
        at=BEFORE, person=world.rowan, viewer_id=world.tomasz.pk, organisation_id=world.organisation.pk,
        session_id=house.session.pk, how_many=1,
    )  # fmt: skip
    Arrangement.objects.create(session=house.session, need=need, arranged_at=BEFORE, arranged_by_id=world.tomasz.pk)
    return {
        "need": need,
        "need_item": items[0],
        "need_view": view,
        "talk": TalkRequest.objects.create(person=world.rowan, asked_at=BEFORE),
        "fact": VenueFact.objects.create(
            venue=world.venue, code=FACT, answer="yes", detail="By the lift.", checked_on=date(2026, 2, 2)
        ),
        "adjustment": Adjustment.objects.create(
            organisation=world.organisation, person=world.rowan, cost_kind="taxi", agreed_by_id=world.tomasz.pk,
            agreed_at=BEFORE,
        ),
    }  # fmt: skip


FACT = "step_free"


def _travel(house: House) -> dict[str, Any]:
    world, place = house.world, house.place
    TravelStatement.objects.create(person=world.rowan, text="I travel with a companion.", changed_at=BEFORE)
    common = {"organisation": world.organisation, "person": world.rowan}
    return {
        "plan": TravelPlan.objects.create(
            **common, place=place, answer="range", low_pence=1000, high_pence=9000, conditional_what="If it is wet",
            conditional_pence=900, note="Two trains.", status="waiting", decision_note="We look at it.",
            changed_at=BEFORE,
        ),
        "cost": AgreedCost.objects.create(
            **common, place=place, kind="childcare", what="The childminder", pence=3000, named_at=BEFORE,
            decision_note="We look at it.",
        ),
    }  # fmt: skip


def _letters(house: House) -> dict[str, Any]:
    world = house.world

    def letter(status: str, kind: str, about: Any, **fields: Any) -> Letter:
        return Letter.objects.create(
            **{
                "organisation": world.organisation, "person": world.rowan, "contact": world.contact, "kind": kind,
                "record_type": about._meta.label_lower, "record_id": about.pk, "dedupe_key": f"house:{next(numbers)}",
                "status": status, "channel": "email", "send_after": BEFORE, "created_at": BEFORE,
                "subject": "We have your form", "text": "Thank you, Rowan.", "settled_at": BEFORE,
            } | fields
        )  # fmt: skip

    received = "application.received"
    return {
        "letter": letter("sent", received, house.application),
        "letter_to_print": letter("to_print", received, house.application, channel="post", settled_at=None),
        "letter_to_phone": letter("to_phone", received, house.application, channel="phone", settled_at=None),
        "letter_given_up": letter("given_up", received, house.application, trouble="address"),
    }


def _secrets(house: House) -> dict[str, Any]:
    """Links, feeds and tokens: the secret is known only here."""
    world = house.world

    def link(purpose: str, record: Application) -> str:
        return issue_link(purpose, record, person=record.person, now=BEFORE, lasts=timedelta(days=90))

    my_feed = make_person_feed(world.rowan, by=world.rowan, now=BEFORE)
    panel_feed = make_panel_feed(house.panel, by=world.tomasz, now=BEFORE)
    record_event("application.send", house.application, by=world.rowan, now=BEFORE, before="started", after="received")
    tokens = {person.pk: issue_token(person, name="My program", now=NOW) for person in world.by_role().values()}
    return {
        "follow_token": link(FOLLOW_LINK, house.application),
        "draft_token": link(DRAFT_LINK, house.application_draft),
        "offer_token": link(OFFER_LINK, house.application_offered),
        "my_feed": my_feed,
        "panel_feed": panel_feed,
        "feed": Feed.objects.get(person=world.rowan),
        "tokens": tokens,
        "token": world.rowan.api_tokens.get(),
        "membership": Membership.objects.get(person=world.rowan),
        "membership_staff": Membership.objects.get(person=world.kim),
    }
