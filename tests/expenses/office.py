"""A claim on the desk of finance, and what usually happens to it: enough to try review and payments with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from coordinator.ids import new_id
from coordinator.organisations.models import Role
from coordinator.panels.models import Attendance, Place, Presence
from coordinator.people.models import Person
from expenses.claims.models import Claim, ClaimLine
from expenses.payments import actions as payments
from expenses.payments.models import BankDetails, Batch, Payment, Way
from expenses.review import actions as review
from tests.making import World, make_panel, make_person, make_place, make_session

_number = count(1)
SENT = datetime(2026, 3, 27, 10, 0, tzinfo=UTC)  # the Friday after the event
NOW = datetime(2026, 3, 30, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=2)
PROMISED = date(2026, 4, 14)  # 10 working days after the 27th, over Easter


def make_date(world: World, **fields: Any) -> Any:
    """A panel with room for many, and its session on 26 March 2026."""
    return make_session(make_panel(world, places=2000), **fields)


def make_claim(
    world: World, *pence: int, person: Person | None = None, session: Any = None, came: bool = True, **fields: Any
) -> Claim:
    """A claim that was sent, with a bus line for each amount (buses need no receipt) and an attendance."""
    person = person or make_person(role=Role.VOLUNTEER, organisation=world.organisation)
    session = session or make_date(world)
    place = Place.objects.filter(panel=session.panel, person=person).first() or make_place(session.panel, person)
    if came:
        confirm(world, place, session)
    number = next(_number)
    values = {
        "organisation": world.organisation, "person": person, "place": place, "session": session, "number": number,
        "reference": f"LM-{number:04}", "status": "submitted", "event_day": date(2026, 3, 26), "begun_at": SENT,
        "submitted_at": SENT, "promised_by": PROMISED, "total_pence": sum(pence),
    } | fields  # fmt: skip
    claim = Claim.objects.create(**values)
    for position, amount in enumerate(pence, start=1):
        ClaimLine.objects.create(
            claim=claim, position=position, kind="bus", day=claim.event_day, pence=amount, supplier=f"Line {number}-{position}"
        )  # fmt: skip
    return claim


def confirm(world: World, place: Place, session: Any, presence: str = Presence.CAME) -> Attendance:
    """Tomasz says who came."""
    return Attendance.objects.create(
        organisation=world.organisation, session=session, place=place, presence=presence, confirmed_by=world.tomasz,
        confirmed_at=SENT,
    )  # fmt: skip


def with_details(person: Person, *, by: Person | None = None, at: datetime = SENT) -> BankDetails:
    """The person's account: 12-34-56, 00012345."""
    return BankDetails.objects.create(
        person=person, account_name=person.full_name, sort_code="123456", account_number="00012345", changed_at=at,
        changed_by=by or person,
    )  # fmt: skip


def with_cheque(person: Person, *, by: Person | None = None, at: datetime = SENT) -> BankDetails:
    """The person is paid by cheque: to 1 Long Lane, LV1 2BB, in their own name."""
    Person.objects.filter(pk=person.pk).update(address="1 Long Lane\nHarptree", postcode="LV1 2BB")
    person.refresh_from_db()
    return BankDetails.objects.create(
        person=person, way=Way.CHEQUE, account_name=person.full_name, changed_at=at, changed_by=by or person
    )


def approved(world: World, *pence: int, details: bool = True, **fields: Any) -> Claim:
    """A claim that Helen checked and Ravi approved."""
    claim = make_claim(world, *pence, **fields)
    if details and not BankDetails.objects.filter(person=claim.person).exists():
        with_details(claim.person)
    review.check_claim(claim, by=world.helen, now=NOW)
    return review.approve_claim(claim, by=world.ravi, now=NOW)


def in_file(world: World, *pence: int, **fields: Any) -> tuple[Claim, Payment, Batch]:
    """An approved claim in a file that Paula made."""
    claim = approved(world, *pence, **fields)
    batch = payments.build_batch(world.organisation, form_key=new_id(), by=world.paula, now=NOW)
    claim.refresh_from_db()
    return claim, Payment.objects.get(payable__claim=claim, batch=batch), batch
