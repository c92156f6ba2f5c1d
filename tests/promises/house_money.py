"""The chapters of a House about money: claims in each state, what is owed and paid, money before the day."""

from __future__ import annotations

import base64
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile

from coordinator.ids import new_id
from coordinator.panels.models import Attendance, Place
from coordinator.people.models import Person
from expenses.advances.models import Advance, AdvanceApproval, AdvanceUse
from expenses.claims.models import Claim, ClaimLine, Question
from expenses.payments.actions import build_batch, mark_sent
from expenses.payments.models import BankDetails, Payable, Payment
from expenses.rates.models import ExpensePolicy, MileageRate
from expenses.receipts.models import Receipt
from expenses.review.models import Appeal, Approval
from tests.making import make_place
from tests.promises.moments import BEFORE, numbers, volunteer

if TYPE_CHECKING:
    from tests.promises.house import House

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def claims(house: House) -> dict[str, Any]:
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
        approved_pence={"approved": 420, "part_approved": 400}.get(status),
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


def nothing_waits_for(person: Person) -> None:
    """Their claims and wishes for money before the day are taken back: they can be forgotten."""
    Claim.objects.filter(person=person, status__in=["submitted", "query", "checked"]).update(status="withdrawn")
    Advance.objects.filter(person=person, status="asked").update(status="taken_back")


def make_receipt(claim: Claim, by: Person) -> Receipt:
    """A tiny picture."""
    digest = f"{next(numbers):064}"
    return Receipt.objects.create(
        claim=claim, line=claim.lines.first(), file=ContentFile(PIXEL, f"{digest}.png"), name="bus.png",
        content_type="image/png", size=len(PIXEL), received_sha256=digest, kept_sha256=digest, uploaded_by=by,
        uploaded_at=BEFORE,
    )  # fmt: skip


def money(house: House) -> dict[str, Any]:
    """One claim in a sealed file, one in a file that went to the bank, one that is owed, one that is owed by cheque."""
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
    by_cheque = make_claim(house, make_place(house.panel, volunteer(world)), house.session_over, "approved")
    payable_cheque = owed(by_cheque)
    no_numbers = {"way": "cheque", "sort_code": "", "account_number": ""}
    BankDetails.objects.filter(person=by_cheque.person).update(**no_numbers)
    return {
        "claim_cheque": by_cheque, "payable_cheque": payable_cheque,
        "payable": owed(house.claim_approved), "batch": sealed, "batch_sent": sent,
        "payment": Payment.objects.get(batch=sealed), "payment_sent": Payment.objects.get(batch=sent),
    }  # fmt: skip


def make_advance(house: House, place: Place, number: int, status: str, **fields: Any) -> Advance:
    """£24 before 26 March 2026, agreed by Ravi unless it is only asked for."""
    values = {
        "organisation": house.world.organisation, "person": place.person, "place": place, "number": number,
        "reference": f"{house.world.organisation.reference_prefix}-B{number}-{new_id().hex[-5:]}", "status": status,
        "pence": 2400, "left_pence": 2400, "what": "The childminder wants it first.", "event_day": date(2026, 3, 26),
        "due_by": date(2026, 3, 19), "asked_at": BEFORE, "decision_note": "As you said.",
    } | fields  # fmt: skip
    advance = Advance.objects.create(**values)
    if status != "asked":
        AdvanceApproval.objects.create(advance=advance, asker=place.person, by=house.world.ravi, at=BEFORE)
    return advance


def owed(advance: Advance) -> Payable:
    """What we owe for it."""
    return Payable.objects.create(
        organisation=advance.organisation, person=advance.person, advance=advance, pence=advance.pence,
        due_by=advance.due_by, created_at=BEFORE,
    )  # fmt: skip


def beforehand(house: House) -> dict[str, Any]:
    """One for each state that has buttons. Whoever has the places 3 to 5 has given bank details."""
    world, places = house.world, house.places
    in_file = make_advance(house, places[4], 2, "agreed")
    only = {owed(in_file).pk}
    batch = build_batch(world.organisation, form_key=new_id(), only=only, by=world.paula, now=BEFORE)
    mark_sent(batch, by=world.paula, now=BEFORE)
    in_file.refresh_from_db()
    agreed = make_advance(house, places[3], 3, "agreed")
    used = make_advance(house, places[5], 4, "paid", paid_on=date(2026, 3, 3), left_pence=2000)
    AdvanceUse.objects.create(advance=used, claim=house.claim_approved, pence=400)
    by_cheque = make_advance(house, places[6], 5, "agreed")
    BankDetails.objects.create(
        person=by_cheque.person, way="cheque", account_name="R Ellery", changed_at=BEFORE, sort_code="",
        account_number="",
    )  # fmt: skip
    owed(agreed)
    return {
        "advance": make_advance(house, house.place, 1, "asked"), "advance_agreed": agreed, "advance_paid": used,
        "advance_in_file": in_file, "payment_advance": Payment.objects.get(batch=batch),
        "advance_by_cheque": by_cheque, "payable_advance_by_cheque": owed(by_cheque),
    }  # fmt: skip
