"""More rows of everything that a list can hold."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import connection

from accessibility.models import Arrangement, NeedView, PersonNeed, TalkRequest
from coordinator.applications.models import Answer, Application
from coordinator.ids import new_id
from coordinator.letters.models import Letter
from coordinator.opportunities.models import ChangeNote, Opportunity
from coordinator.opportunities.models import Question as CallQuestion
from coordinator.organisations.models import Venue
from coordinator.panels.models import Attendance, PanelRole, StaffMember
from coordinator.people.models import Person, Supporter
from coordinator.people.tokens import issue_token
from coordinator.workflow.trail import record_event
from expenses.claims.models import Claim, Question
from expenses.payments.models import BankDetails, Batch, Payable, Payment
from expenses.rates.models import MileageRate
from expenses.travel.models import AgreedCost, TravelPlan
from tests.making import make_call, make_place, make_session
from tests.promises.house import House
from tests.promises.house_money import make_advance, make_claim, make_receipt, owed
from tests.promises.moments import BEFORE, NOW, numbers, volunteer


def grow(house: House, rows: int) -> None:
    """Add `rows` more of what lists show, around this house's people: everything a list can hold grows.

    A living PostgreSQL counts its tables by itself; in one long transaction it would plan for empty ones, for minutes.
    """
    for _row in range(rows):
        _grow_once(house)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")


def _grow_once(house: House) -> None:
    world, number = house.world, next(numbers)
    person = volunteer(world)
    Supporter.objects.create(person=world.rowan, full_name=f"Supporter {number}")
    call = make_call(world, requested_by=world.kim)
    CallQuestion.objects.create(opportunity=house.call, position=number, text="And what else?")
    ChangeNote.objects.create(opportunity=house.call, at=NOW, text="Once more.")
    coming = make_session(call.panel, venue=world.venue, starts_at=NOW + timedelta(days=20, minutes=number))
    over = make_session(call.panel, starts_at=BEFORE - timedelta(days=3, minutes=number))
    mine = make_place(call.panel, world.rowan)
    other = make_place(house.panel, person)
    make_session(house.panel, starts_at=NOW + timedelta(days=30, minutes=number), venue=world.venue)
    PanelRole.objects.create(panel=house.panel, name=f"Part {number}")
    StaffMember.objects.create(
        panel=house.panel, full_name=f"Dr {number}", job_title="Doctor", told_on=date(2026, 2, 2)
    )
    Attendance.objects.create(
        organisation=world.organisation, session=house.session_over, place=other, presence="came",
        confirmed_by=world.tomasz, confirmed_at=BEFORE,
    )  # fmt: skip
    _grow_applications(house, call, person, number)
    _grow_access(house, coming, person)
    common = {"organisation": world.organisation, "person": world.rowan, "place": mine}
    TravelPlan.objects.create(**common, answer="amount", low_pence=9000, status="waiting", changed_at=BEFORE)
    AgreedCost.objects.create(**common, kind="childcare", pence=3000, named_at=BEFORE)
    _grow_money(house, mine, over, other)
    Letter.objects.bulk_create(_copies(house, number))
    Venue.objects.create(organisation=world.organisation, name=f"Hall {number}", address="1 Road", postcode="LV1")
    MileageRate.objects.create(
        organisation=world.organisation, kind="cycle", pence_per_mile="20.00", source="HMRC",
        from_day=date(2000, 1, 1) + timedelta(days=number), to_day=date(2000, 1, 1) + timedelta(days=number),
    )  # fmt: skip
    issue_token(world.rowan, name=f"Program {number}", now=NOW)
    record_event("panel.go_ahead", house.panel, by=world.tomasz, now=BEFORE, before="planning", after="running")
    record_event("person.looked_at", world.rowan, by=world.tomasz, now=BEFORE)


def _grow_applications(house: House, call: Opportunity, person: Person, number: int) -> None:
    values = {
        "organisation": house.world.organisation,
        "started_at": BEFORE,
        "sent_at": BEFORE,
        "reply_by": date(2026, 3, 3),
    }
    for about, who, status in ((house.call, person, "received"), (call, house.world.rowan, "received")):
        found = Application.objects.create(opportunity=about, person=who, status=status, form_key=new_id(), **values)
        Answer.objects.create(application=found, question=house.call_question, text="Much.")
    waiting = Application.objects.create(
        opportunity=house.call, person=volunteer(house.world), status="reserve", reserve_position=number + 10, **values
    )
    record_event("application.reserve", waiting, by=house.world.tomasz, now=BEFORE)


def _grow_access(house: House, session: Any, person: Person) -> None:
    world = house.world
    need = PersonNeed.objects.create(
        person=person, item=house.need_item, weight="helpful", audience="organiser", checked_on=date(2026, 2, 2)
    )
    Arrangement.objects.create(session=house.session, need=need, arranged_at=BEFORE, arranged_by_id=world.tomasz.pk)
    NeedView.objects.create(
        at=BEFORE, person=world.rowan, viewer_id=world.tomasz.pk, organisation_id=world.organisation.pk,
        session_id=session.pk, how_many=1,
    )  # fmt: skip
    TalkRequest.objects.create(person=person, asked_at=BEFORE)


def _grow_money(house: House, mine: Any, over: Any, other: Any) -> None:
    """A claim of Rowan's; of somebody else one in each lane, one with a question, one that is owed, one paid."""
    world = house.world
    make_receipt(make_claim(house, mine, over, "draft"), world.rowan)
    _grow_cheques(house)
    for status in ("submitted", "checked", "approved", "paid"):
        place = make_place(house.panel, volunteer(world))
        claim = make_claim(house, place, house.session_over, status)
        if status == "submitted":
            Question.objects.create(
                claim=claim, template="own_words", text="Why?", asked_by=world.helen, asked_at=BEFORE
            )
            Claim.objects.filter(pk=claim.pk).update(status="query")
        if status in {"approved", "paid"}:
            payable = Payable.objects.create(
                organisation=world.organisation, person=place.person, claim=claim, pence=420, created_at=BEFORE,
                due_by=date(2026, 3, 20),
            )  # fmt: skip
            BankDetails.objects.create(
                person=place.person, account_name="X", sort_code="123456", account_number="00012345", changed_at=BEFORE
            )
        if status == "paid":
            Claim.objects.filter(pk=claim.pk).update(paid_on=date(2026, 3, 6), approved_pence=420, decided_at=BEFORE)
            Payment.objects.create(
                organisation=world.organisation, person=place.person, payable=payable, batch=house.batch_sent,
                built_by=world.paula, reference=claim.reference, pence=420, account_name="X", sort_code="123456",
                account_number="00012345", status="paid", paid_on=date(2026, 3, 6),
            )  # fmt: skip
    Batch.objects.create(
        organisation=world.organisation, number=next(numbers) + 10, form_key=new_id(), built_by=world.paula,
        sealed_at=BEFORE, file=b"x", sha256="0" * 64, count=1, total_pence=420,
    )  # fmt: skip
    make_claim(house, other, house.session_happened, "submitted")
    for status in ("asked", "agreed", "paid"):
        advance = make_advance(house, make_place(house.panel, volunteer(world)), next(numbers) + 100, status)
        if status == "agreed":
            owed(advance)


def _grow_cheques(house: House) -> None:
    """One cheque to write, one in the post."""
    world = house.world
    for status in ("approved", "paid"):
        place = make_place(house.panel, volunteer(world))
        claim = make_claim(house, place, house.session_over, status)
        BankDetails.objects.create(person=place.person, way="cheque", account_name="X", changed_at=BEFORE)
        payable = Payable.objects.create(
            organisation=world.organisation, person=place.person, claim=claim, pence=420, created_at=BEFORE,
            due_by=date(2026, 3, 20),
        )  # fmt: skip
    Payment.objects.create(
        organisation=world.organisation, person=place.person, payable=payable, rail="by_hand", cheque_number="1",
        built_by=world.paula, reference=claim.reference, pence=420, account_name="X", status="paid",
        paid_on=date(2026, 3, 6),
    )  # fmt: skip


def _copies(house: House, number: int) -> list[Letter]:
    letters = []
    for name in ("letter", "letter_to_print", "letter_to_phone", "letter_given_up"):
        letter = Letter.objects.get(pk=getattr(house, name).pk)
        letter.pk, letter.dedupe_key = new_id(), f"grown:{name}:{number}"
        letters.append(letter)
    return letters
