"""A house with one of everything: two organisations like it are what the promises are tried on.

`make_house(world)` makes every kind of record at least once, in the states in which the pages offer their buttons.
`marking` then writes a canary into every text of one of them, `growing` adds rows to what lists show. A new model needs
a maker here; `test_every_kind_of_record_stands_in_both_houses` says which is missing.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.core.files.base import ContentFile

from accessibility.models import Adjustment, Arrangement, NeedItem, NeedView, PersonNeed, TalkRequest, VenueFact
from calendar_feeds.actions import make_panel_feed, make_person_feed
from calendar_feeds.models import Feed
from coordinator.applications.letters import DRAFT_LINK, FOLLOW_LINK, OFFER_LINK
from coordinator.applications.models import Answer, Application
from coordinator.ids import new_id
from coordinator.letters.models import Letter
from coordinator.opportunities.models import ChangeNote, NotForMeAnswer, Opportunity
from coordinator.opportunities.models import Question as CallQuestion
from coordinator.organisations.models import Area, Membership, Organisation, Role
from coordinator.panels.models import Attendance, PanelRole, Reminder, StaffMember
from coordinator.people.links import issue_link
from coordinator.people.models import Person, Supporter
from coordinator.people.tokens import issue_token
from coordinator.workflow.trail import record_event
from expenses.claims.models import Claim, ClaimLine, Question
from expenses.payments.actions import build_batch, mark_sent
from expenses.payments.models import BankDetails, Payable, Payment
from expenses.rates.models import ExpensePolicy, MileageRate
from expenses.receipts.models import Receipt
from expenses.review.models import Appeal, Approval
from expenses.travel.models import AgreedCost, TravelPlan, TravelStatement
from tests.making import World, make_call, make_panel, make_person, make_place, make_policy, make_session

NOW = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)  # a Monday: one day is over, another is coming
BEFORE = datetime(2026, 2, 19, 9, 0, tzinfo=UTC)
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
numbers = count(1)


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
    for chapter in (_people, _calls, _panels, _applications, _access, _travel, _claims, _money, _letters, _secrets):
        house.records |= chapter(house)
    return house


def volunteer(world: World, **fields: Any) -> Person:
    return make_person(
        role=Role.VOLUNTEER, organisation=world.organisation,
        **{"mobile": "07700 900123", "address": "2 Long Lane", "postcode": "LV1 2BB"} | fields,
    )  # fmt: skip


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
        world, places=900, reserves=2, status="running", composition_waived_by=world.samira,
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
    items = list(NeedItem.objects.filter(offered=True).order_by("position", "code")[:2])
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


def _claims(house: House) -> dict[str, Any]:
    """Claims of one person for several days, or of several people for one day: one in each state that has buttons."""
    world = house.world
    rowans = [
        ("claim_draft", house.session_over, "draft"), ("claim_other_day", house.session_happened, "query"),
        ("claim_rowan_part", house.session_third, "part_approved"),
    ]  # fmt: skip
    made = {name: make_claim(house, house.place, session, status) for name, session, status in rowans}
    entered = [("claim_team", "draft"), ("claim_team_asked", "query")]
    for (name, state), place in zip(entered, house.places, strict=False):
        made[name] = make_claim(house, place, house.session_happened, state)
        Claim.objects.filter(pk=made[name].pk).update(source="phone", entered_by=world.tomasz)
    made["line_team"] = made["claim_team"].lines.get()
    states = ["submitted", "checked", "submitted", "approved", "approved", "approved", "part_approved"]
    names = [
        "claim_sent",
        "claim_checked",
        "claim_asked",
        "claim_in_file",
        "claim_paid",
        "claim_approved",
        "claim_part",
    ]
    for name, state, place in zip(names, states, house.places, strict=True):
        made[name] = make_claim(house, place, house.session_over, state)
    made["claim"] = made["claim_draft"]
    made["line"] = made["claim_draft"].lines.get()
    asked = {"asked_by": world.helen, "asked_at": BEFORE}
    made["question"] = Question.objects.create(
        claim=made["claim_other_day"], template="receipt", text="Which bus was it?", released_by=world.ravi, **asked
    )
    Question.objects.create(
        claim=made["claim_team_asked"], template="receipt", text="Which bus was it?", released_by=world.ravi, **asked
    )
    made["question_waiting"] = Question.objects.create(
        claim=made["claim_asked"], template="own_words", text="Which bus was it?", **asked
    )
    for name in ("claim_draft", "claim_sent"):
        made[f"receipt_{name}"] = make_receipt(made[name], world.rowan if name == "claim_draft" else made[name].person)
    made["receipt"] = made["receipt_claim_draft"]
    ExpensePolicy.objects.create(organisation=world.organisation)
    made["rate"] = MileageRate.objects.create(
        organisation=world.organisation, kind="car", pence_per_mile="45.00", from_day=date(2025, 4, 1),
        source="HMRC, 2025",
    )  # fmt: skip
    return made


def make_claim(house: House, place: Any, session: Any, status: str) -> Claim:
    """A claim with one line of a bus, £4.20, and who came to the day."""
    world, number = house.world, next(numbers)
    Attendance.objects.get_or_create(
        session=session, place=place,
        defaults={
            "organisation": world.organisation, "presence": "came", "confirmed_by": world.tomasz, "confirmed_at": BEFORE,
        },
    )  # fmt: skip
    claim = Claim.objects.create(
        organisation=world.organisation, person=place.person, place=place, session=session, number=number,
        reference=f"P{number:05}", status=status, event_day=session.starts_at.date(), total_pence=420,
        begun_at=BEFORE, submitted_at=None if status == "draft" else BEFORE, promised_by=date(2026, 3, 20),
        late_reason="I was away.", decision_note="As you said.",
        approved_pence=420 if status in {"approved", "part_approved"} else None,
        decided_at=BEFORE if status in {"approved", "part_approved"} else None,
        checked_by=world.helen if status in {"checked", "approved", "part_approved"} else None,
    )  # fmt: skip
    line = ClaimLine.objects.create(
        claim=claim, position=1, kind="bus", day=claim.event_day, pence=420, supplier="First", lost_receipt="On the bus.",
        note="There and back.",
    )  # fmt: skip
    Approval.objects.bulk_create(
        [Approval(claim=claim, claimant=claim.person, by=world.ravi, pence=420, at=BEFORE, round=0)]
        if status in {"approved", "part_approved"}
        else []
    )
    if status == "part_approved":
        ClaimLine.objects.filter(pk=line.pk).update(approved_pence=400, cut_reason="The day ticket costs less.")
        Appeal.objects.create(claim=claim, round=0, text="It was two buses.", at=BEFORE)
    return claim


def make_receipt(claim: Claim, by: Person) -> Receipt:
    """A tiny picture."""
    digest = f"{next(numbers):064}"
    return Receipt.objects.create(
        claim=claim, line=claim.lines.first(), file=ContentFile(PIXEL, f"{digest}.png"), name="bus.png",
        content_type="image/png", size=len(PIXEL), received_sha256=digest, kept_sha256=digest, uploaded_by=by,
        uploaded_at=BEFORE,
    )  # fmt: skip


def _money(house: House) -> dict[str, Any]:
    """One claim in a sealed file, one in a file that went to the bank, one that is owed."""
    world = house.world

    def owed(claim: Claim) -> Payable:
        BankDetails.objects.create(
            person=claim.person,
            account_name="R Ellery",
            sort_code="123456",
            account_number="00012345",
            changed_at=BEFORE,
        )
        return Payable.objects.create(
            organisation=world.organisation, person=claim.person, claim=claim, pence=420, due_by=date(2026, 3, 20),
            created_at=BEFORE,
        )  # fmt: skip

    owed(house.claim_in_file)
    sealed = build_batch(world.organisation, form_key=new_id(), by=world.paula, now=BEFORE)
    owed(house.claim_paid)
    sent = build_batch(world.organisation, form_key=new_id(), by=world.paula, now=BEFORE)
    mark_sent(sent, by=world.paula, now=BEFORE)
    BankDetails.objects.create(
        person=world.rowan, account_name="R Ellery", sort_code="123456", account_number="00012345", changed_at=BEFORE
    )
    return {
        "payable": owed(house.claim_approved), "batch": sealed, "batch_sent": sent,
        "payment": Payment.objects.get(batch=sealed), "payment_sent": Payment.objects.get(batch=sent),
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
