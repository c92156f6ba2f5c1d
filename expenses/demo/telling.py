"""This wing's part of the demo (practice.md 6.8), told through the actions that people use, each at its own time.

First what people say of journeys to come, then their claims, then what finance does with those. Whoever adds a part
adds a function and a line in `seed`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from coordinator.demo.story.telling import deliver
from coordinator.ids import new_id
from coordinator.letters.models import Letter, LetterStatus
from coordinator.panels.models import LIVE_PLACES, Place, Session, SessionStatus
from coordinator.people.models import Person
from expenses.advances.actions import ask_for_advance
from expenses.advances.models import Advance
from expenses.advances.queries import first_day_of
from expenses.advances.rules import AdvanceStatus, there_by
from expenses.claims.actions import LineSaid, begin_claim, remove_line, save_line, send_claim
from expenses.claims.models import Claim
from expenses.claims.rules import ClaimStatus, LineKind
from expenses.demo.costs import NOTHING_SPENT, STATEMENTS, TRAIN, WORKSHOP, Cost, Spent, spent
from expenses.payments.actions import (
    build_batch,
    did_not_arrive,
    mark_all_paid,
    mark_sent,
    post_cheque,
    save_bank_details,
    sent_back,
)
from expenses.payments.models import Batch, Payable, Trouble
from expenses.payments.queries import has_bank_details
from expenses.rates.queries import policy_of
from expenses.receipts.actions import add_receipt
from expenses.review.actions import (
    agree_to_advance,
    approve_claim,
    approve_in_part,
    ask,
    check_claim,
    look_again,
)
from expenses.review.actions.asking import offers
from expenses.review.rules import Cut
from expenses.travel import rules
from expenses.travel.actions import name_cost, save_plan, save_statement

LATE_BY = timedelta(days=97)
FIRST_CHEQUE = 100482
BEFOREHAND = (
    ("nasreen", "replacement_care", 4500, "Moor Care, so that my mother is not alone"),
    ("tom", "personal_assistant", 1200, "The train for my supporter"),
)


def seed(demo: Any, now: datetime) -> None:
    """hooks.demo_seed: does nothing where claims stand already."""
    if Claim.objects.exists():
        return
    statements(demo)
    journeys_to_come(demo, now)
    claims_of_the_past(demo, now)
    claims_of_the_workshop(demo, now)
    money_before_days_to_come(demo, now)
    after_our_cancellation(demo, now)
    money(demo, now)
    letters_go_out(demo)


def letters_go_out(demo: Any) -> None:
    """Each on the day on which it was written, as if the worker had been there all the year."""
    waiting = Letter.objects.filter(status=LetterStatus.QUEUED, created_at__lte=demo.now).order_by("created_at", "pk")
    days = {moment.date(): moment for moment in waiting.values_list("created_at", flat=True)}
    for moment in days.values():
        deliver(demo, moment + timedelta(minutes=5))


def statements(demo: Any) -> None:
    """ "About my journeys", in two people's own words."""
    for key, text in STATEMENTS.items():
        save_statement(demo.people[key], text, by=demo.people[key], now=demo.moment(-30))


def journeys_to_come(demo: Any, now: datetime) -> None:
    """Rowan named an estimate and two costs; most say nothing, which is quite enough."""
    for place in _coming(demo, "rowan", now):
        said = max(place.confirmed_at, now - timedelta(days=2))
        wet = rules.or_in_all(rules.amount(3100), "taxi if it is wet", 4900)
        save_plan(place, estimate=wet, has_booked_assistance=True, by=place.person, now=said)
        name_cost(place, "childcare", 2400, what="my usual childminder, 2.30 to 6 pm", by=place.person, now=said)
        name_cost(
            place, "personal_assistant", 9600, what="my assistant, 6 hours and her fare", by=place.person, now=said
        )
    for key, estimate in {"nasreen": rules.dont_know(), "alan": rules.between(6400, 7800)}.items():
        for place in _coming(demo, key, now):
            save_plan(place, estimate=estimate, by=place.person, now=max(place.confirmed_at, now - timedelta(days=1)))
    for place in _coming(demo, "grace", now):
        save_plan(place, mode="book_for_me", by=place.person, now=max(place.confirmed_at, now - timedelta(days=1)))


def money_before_days_to_come(demo: Any, now: datetime) -> None:
    """Nasreen asks for what her mother's care costs and waits for finance; Tom's is agreed and waits for Paula (TR8)."""
    for key, kind, pence, what in BEFOREHAND:
        for place in _coming(demo, key, now):
            said = max(place.confirmed_at, now - timedelta(days=1))
            name_cost(place, kind, pence, what=what, by=place.person, now=said)
            day = first_day_of(place, now=said)
            if day and there_by(day, place.organisation.day(said)):
                ask_for_advance(place, pence, what=what, by=place.person, now=said)
    for advance in Advance.objects.filter(person=demo.people["tom"], status=AdvanceStatus.ASKED):
        tell_where_to(demo, advance.person, now=advance.asked_at)
        agree_to_advance(advance, by=demo.people["ravi"], now=now)


def _coming(demo: Any, key: str, now: datetime) -> Iterator[Place]:
    mine = (place for (_panel, person), place in sorted(demo.places.items()) if person == key)
    for place in mine:
        place.refresh_from_db()
        if place.status in LIVE_PLACES and place.panel.sessions.filter(ends_at__gt=now).exists():
            yield place


def claims_of_the_past(demo: Any, now: datetime) -> None:
    """The last twelve months: sent two days after the day, checked and approved three days later."""
    for number, (place, session) in enumerate(_over(demo, now - timedelta(days=30))):
        sent_at, told = session.ends_at + timedelta(days=2), spent(number)
        if number == NOTHING_SPENT:
            continue
        if told.beforehand:
            paid_beforehand(demo, place, session, told)
        if told.late_reason:
            sent_at = session.ends_at + LATE_BY
        claim = written(demo, place, session, told, now=sent_at)
        sent(demo, claim, now=sent_at, late_reason=told.late_reason)
        checked(demo, claim, now=min(now, sent_at + timedelta(days=3)))
        if told.asks_again:
            looked_at_again(demo, claim, told.asks_again, now=sent_at + timedelta(days=4))
        else:
            approved(demo, claim, now=min(now, sent_at + timedelta(days=4)))


def looked_at_again(demo: Any, claim: Claim, text: str, *, now: datetime) -> None:
    """Ravi agrees to a meal up to the limit; a week later they say why it was more, and Helen agrees to the rest."""
    limit, meal = policy_of(claim.organisation).meal_cap_pence, claim.lines.get(kind=LineKind.MEALS)
    why = f"We pay what a meal cost up to £{limit // 100}."
    approve_in_part(claim, cuts={meal.pk: Cut(limit, why)}, by=demo.people["ravi"], now=now)
    other = look_again(claim, text=text, by=hand(demo, claim.person), now=now + timedelta(days=7))
    approve_claim(other, by=demo.people["helen"], now=now + timedelta(days=9))


def _over(demo: Any, before: datetime) -> Iterator[tuple[Place, Session]]:
    """Places and their dates that were over by then and to which people came, the oldest first."""
    held = [place.pk for (panel, _person), place in demo.places.items() if panel.startswith("past")]
    dates = Session.objects.filter(ends_at__lt=before, attendance_confirmed_at__isnull=False)
    for session in dates.exclude(status=SessionStatus.CANCELLED).order_by("starts_at", "pk"):
        came = Place.objects.filter(pk__in=held, panel=session.panel_id, attendances__presence="came")
        for place in came.select_related("person", "panel__organisation", "organisation").distinct().order_by("pk"):
            yield place, session


def claims_of_the_workshop(demo: Any, now: datetime) -> None:
    """Not two weeks ago: every stage that a claim can be in."""
    session = demo.sessions.get("workshop")
    for number, (key, stage, told) in enumerate(WORKSHOP):
        place = demo.places.get(("workshop", key))
        if session is None or place is None:
            continue
        at = min(now, session.ends_at + timedelta(days=1, hours=number))
        claim = written(demo, Place.objects.get(pk=place.pk), Session.objects.get(pk=session.pk), told, now=at)
        if stage != "draft":
            sent(demo, claim, now=at)
            brought_to(demo, claim, stage, now=at)


def brought_to(demo: Any, claim: Claim, stage: str, *, now: datetime) -> None:
    """What finance has done with a claim so far."""
    if stage == "question":
        asked_at, lines = now + timedelta(days=2), list(claim.lines.all())
        for offer in offers(claim, now=asked_at)[:1]:
            line = None if offer.line is None else lines[offer.line]
            ask(claim, offer.template.key, line=line, by=demo.people["helen"], now=asked_at)
    if stage in {"checked", "approved", "with the bank"}:
        checked(demo, claim, now=now + timedelta(days=3))
    if stage in {"approved", "with the bank"}:
        approved(demo, claim, now=now + timedelta(days=4))


def money(demo: Any, now: datetime) -> None:
    """What Paula did: a file a month, all paid but one payment that came back; the newest file is with the bank.

    Joyce has given no bank details yet, so what we owe her waits. Doreen is paid by cheque (practice.md 6.8).
    """
    levels = demo.organisations["levels"]
    of_claims = Payable.objects.filter(organisation=levels, advance=None).select_related("person", "organisation")
    owed = list(of_claims.order_by("created_at", "id"))
    for payable in owed:
        if payable.person_id != demo.people["joyce"].pk and not has_bank_details(payable.person):
            tell_where_to(demo, payable.person, now=payable.created_at)
    cheques(demo, [payable for payable in owed if payable.person == demo.people["doreen"]], now=now)
    months: dict[tuple[int, int], list[Payable]] = {}
    for payable in [each for each in owed if each.person != demo.people["doreen"]]:
        months.setdefault((payable.created_at.year, payable.created_at.month), []).append(payable)
    *settled, newest = months.values()
    for month in settled:
        _settled(demo, _sent_to_the_bank(demo, month, now=now), now=now, one_comes_back=month is settled[-1])
    _sent_to_the_bank(demo, newest, now=now)


def tell_where_to(demo: Any, person: Person, *, now: datetime) -> None:
    """An account; or, for whoever is not online, that it comes by cheque, which Tomasz writes down."""
    way = {"way": "cheque"} if person.account_id is None else {"sort_code": "123456", "account_number": "12345678"}
    save_bank_details(person, account_name=person.full_name, by=hand(demo, person), now=now, **way)


def cheques(demo: Any, owed: list[Payable], *, now: datetime) -> None:
    """Posted within the week; the last one never came, Doreen rang the day before yesterday, and it is written again."""
    paula = demo.people["paula"]
    for number, payable in enumerate(owed, start=FIRST_CHEQUE):
        posted = min(now, payable.created_at + timedelta(days=3))
        day = payable.organisation.day(posted)
        payment = post_cheque(payable, number=str(number), paid_on=day, by=paula, now=posted)
        if payable is owed[-1]:
            sent_back(payment, trouble=Trouble.CHEQUE_LOST, by=paula, now=now - timedelta(days=2))


def paid_beforehand(demo: Any, place: Place, session: Session, told: Spent) -> None:
    """Asked for two weeks before the day and agreed the day after; the money came a week before it."""
    asked_at, paula = session.starts_at - timedelta(days=14), demo.people["paula"]
    advance = ask_for_advance(place, told.beforehand, by=place.person, now=asked_at)
    tell_where_to(demo, place.person, now=asked_at)
    agree_to_advance(advance, by=demo.people["ravi"], now=asked_at + timedelta(days=1))
    only = {advance.payable.pk}
    made = asked_at + timedelta(days=2)
    batch = build_batch(place.organisation, form_key=new_id(), only=only, by=paula, now=made)
    mark_sent(batch, by=paula, now=made)
    arrived = made + timedelta(days=3)
    mark_all_paid(batch, paid_on=place.organisation.day(arrived), by=paula, now=arrived)


def _sent_to_the_bank(demo: Any, month: list[Payable], *, now: datetime) -> Batch:
    paula, made = demo.people["paula"], min(now, month[-1].created_at + timedelta(days=2))
    only = {payable.pk for payable in month}
    batch = build_batch(demo.organisations["levels"], form_key=new_id(), only=only, by=paula, now=made)
    mark_sent(batch, by=paula, now=made)
    return batch


def _settled(demo: Any, batch: Batch, *, now: datetime, one_comes_back: bool) -> None:
    paula, arrived = demo.people["paula"], min(now, batch.sealed_at + timedelta(days=1))
    back = batch.payments.order_by("reference", "pk").last()
    if one_comes_back and back:
        did_not_arrive(back, trouble=Trouble.OTHER_NAME, by=paula, now=arrived)
    mark_all_paid(batch, paid_on=batch.organisation.day(arrived), by=paula, now=arrived)


def after_our_cancellation(demo: Any, now: datetime) -> None:
    """Priya had bought her ticket when we called the date off, and gets it back like any other (practice.md CL10)."""
    place, session = demo.places["cancelled", "priya"], demo.sessions["cancelled"]
    place.refresh_from_db()
    session.refresh_from_db()
    at = min(now, session.starts_at - timedelta(days=1))
    sent(demo, written(demo, place, session, Spent((TRAIN,)), now=at), now=at)


def written(demo: Any, place: Place, session: Session, told: Spent, *, now: datetime) -> Claim:
    """A claim with these costs; what was prefilled is taken out so that the story is exact.

    Whoever is not online fills in the paper form, and Tomasz enters it with a scan of the tickets (practice.md CL4).
    """
    by = hand(demo, place.person)
    said_beforehand(place, told)
    claim = begin_claim(place, session, by=by, now=now, source="online" if by == place.person else "post")
    for line in claim.lines.all():
        remove_line(line, by=by, now=now)
    for cost in told.costs:
        line = save_line(claim, _said(claim, cost, now), by=by, now=now)
        if cost.photo:
            add_receipt(claim, ticket(claim, cost), line=line, by=by, now=now)
    claim.refresh_from_db()
    return claim


def hand(demo: Any, person: Person) -> Person:
    """Whose hand writes for this person: their own, or Tomasz' where they are not online."""
    return person if person.account_id else demo.people["tomasz"]


def said_beforehand(place: Place, told: Spent) -> None:
    """What the person had named the day after they got the place."""
    then = place.confirmed_at + timedelta(days=1)
    if told.estimate:
        save_plan(place, estimate=told.estimate, by=place.person, now=then)
    for cost in told.costs:
        if cost.agreed is not None:
            name_cost(place, cost.kind, cost.agreed, by=place.person, now=then)


def _said(claim: Claim, cost: Cost, now: datetime) -> LineSaid:
    day = min(claim.event_day, claim.organisation.day(now))
    if cost.again:
        earlier = Claim.objects.filter(person=claim.person, event_day__lt=claim.event_day)
        day = earlier.latest("event_day").event_day
    return LineSaid(cost.kind, day, cost.pence, cost.supplier, cost.tenths_of_miles, cost.vehicle, cost.lost_receipt)


def sent(demo: Any, claim: Claim, *, now: datetime, late_reason: str = "") -> Claim:
    """Sent by the person, or for them."""
    return send_claim(claim, version=claim.version, late_reason=late_reason, by=hand(demo, claim.person), now=now)


def checked(demo: Any, claim: Claim, *, now: datetime) -> None:
    """Checked by Helen, where it is in her organisation."""
    if claim.organisation_id == demo.organisations["levels"].pk:
        check_claim(claim, by=demo.people["helen"], now=now)


def approved(demo: Any, claim: Claim, *, now: datetime) -> None:
    """Approved by Ravi, who never checked it."""
    if claim.status == ClaimStatus.CHECKED:
        approve_claim(claim, by=demo.people["ravi"], now=now)


def ticket(claim: Claim, cost: Cost) -> SimpleUploadedFile:
    """A photo of a receipt, drawn on the spot."""
    picture = Image.new("RGB", (420, 260), "#fdfcf7")
    words = f"{cost.supplier or cost.kind}\n{claim.event_day:%d/%m/%Y}\nTotal {cost.pence / 100:.2f}\n{claim.reference}"
    ImageDraw.Draw(picture).multiline_text((30, 40), words, fill="#222222", spacing=14)
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return SimpleUploadedFile(f"{cost.kind}.jpg", out.getvalue())
