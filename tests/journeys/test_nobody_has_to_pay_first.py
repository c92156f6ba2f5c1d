"""Somebody who cannot pay first, and somebody without a bank account: both get their money (practice.md TR8, PY8)."""

from __future__ import annotations

from datetime import UTC, datetime

from coordinator.organisations.models import Role
from coordinator.panels.models import Attendance, Presence
from coordinator.people.models import Channel, Person
from expenses.claims.models import Claim
from tests.making import make_panel, make_person, make_place, make_session

AFTERWARDS = datetime(2026, 3, 26, 18, 0, tzinfo=UTC)
A_WEEK_LATER = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)


def came(world, place, session) -> None:
    Attendance.objects.create(
        organisation=world.organisation, session=session, place=place, presence=Presence.CAME,
        confirmed_by=world.tomasz, confirmed_at=AFTERWARDS,
    )  # fmt: skip


def test_money_comes_before_the_day_and_is_taken_off_the_claim(world, at_desk, letters, until):
    session = make_session(make_panel(world), venue=world.venue)
    place = make_place(session.panel, world.rowan)
    rowan = at_desk("rowan").open(f"/me/places/{place.pk}/").follow("Say what it may cost")
    rowan.press("Name this cost", {"What for": "Childcare", "About how much": "24"})
    rowan.open(f"/me/places/{place.pk}/").follow("Ask for money before the day")
    assert "If it is agreed, it is there by Thursday 19 March. Agreed beforehand for this place: £24.00." in rowan.says
    rowan.press("Ask for it")
    assert "You asked for £24.00 before the day." in rowan.says

    helen = at_desk("helen").open("/finance/")
    assert "1 person asks for money before the day" in helen.says
    helen.follow("Answer").follow("Rowan Ellery").press("Agree to £24.00")
    assert "Agreed. It stands under “To pay” now, and they get a letter." in helen.says
    letter = letters.last_to(world.rowan.email, "Money before the day")
    assert "It is agreed, and comes to you by Thursday 19 March." in letter.body

    rowan.open("/me/claims/bank/").press("Keep this", {
        "Name on the account": "R Ellery", "Sort code": "12-34-56", "Account number": "12345678",
    })  # fmt: skip
    paula = at_desk("paula").open("/finance/pay/")
    assert "before the day" in paula.says
    paula.press("Make the file for the bank").press("The bank has it").press("Mark all as paid", {"Day it": "2 3 2026"})
    letter = letters.last_to(world.rowan.email, "£24.00 is paid to you")
    assert "This is money before the day, so that you need not pay first." in letter.body

    until(AFTERWARDS)
    came(world, place, session)
    rowan.open(f"/me/places/{place.pk}/claim/").press("Begin")
    rowan.follow("Bus").press("Keep this cost", {"How much": "4.60"})
    assert "You had before the day £24.00" in rowan.says
    assert "Then comes to you £4.60" in rowan.says
    rowan.follow("Check and send").press("Send it")
    claim = Claim.objects.get()
    helen.open(f"/finance/claims/{claim.pk}/").press("It is in order").press("Approve £28.60")
    paula.open("/finance/pay/")
    assert "1 payment is ready: £4.60" in paula.says


def test_doreen_gets_a_cheque_and_a_letter_that_says_so(world, at_desk, letters, until):
    doreen: Person = make_person(
        "Doreen Alcott", role=Role.VOLUNTEER, organisation=world.organisation, email="", landline="01632 960101",
        address="12 Church Row\nHarptree", postcode="LV1 4CR", channel_order=[Channel.POST, Channel.PHONE],
    )  # fmt: skip
    session = make_session(make_panel(world), venue=world.venue)
    place = make_place(session.panel, doreen)
    until(AFTERWARDS)
    came(world, place, session)
    tomasz = at_desk("tomasz").open(f"/team/people/{doreen.pk}/").follow("Write it down for them")
    tomasz.press("Keep this", {"How should": "By cheque, in the post", "Name on the account": "Mrs D Alcott"})
    tomasz.open(f"/team/people/{doreen.pk}/claim/").press("Begin", {"How did": "By post"})
    tomasz.follow("Bus").press("Keep this cost", {"How much": "4.60"})
    tomasz.follow("Check and send").press("Send it for")
    claim = Claim.objects.get()
    at_desk("helen").open(f"/finance/claims/{claim.pk}/").press("It is in order").press("Approve £4.60")

    paula = at_desk("paula").open("/finance/pay/")
    assert "Cheques to write" in paula.says
    paula.follow("Write it")
    assert "Made out to Mrs D Alcott" in paula.says
    assert "12 Church Row" in paula.says
    paula.press("Note it", {"Number of the cheque": "100482", "Day it": "26 3 2026"})
    letters.go_out()
    claim.refresh_from_db()
    assert claim.status == "paid"
    written = doreen.letters.get(kind="claim.paid")
    sheet = tomasz.open(f"/team/letters/{written.pk}/sheet/").says
    assert "12 Church Row Harptree" in sheet, sheet
    assert "We posted a cheque for £4.60 to you on Thursday 26 March, number 100482." in sheet
