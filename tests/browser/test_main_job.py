"""The main job in Chromium on the served demo: on a phone and on a desk, with script and without."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from tests.browser.doing import fill, follow, link_in_letter, press, read_letter
from tests.journeys.telling import LIVED, SECTIONS
from tests.thorough import THOROUGH

NURSE, VALIDATION = "Help choose our next community respiratory nurse", "Check how junior staff are assessed"


@dataclass(frozen=True)
class Walk:
    """One walk: at which width, with script or not, who applies to what, and who claims."""

    width: int
    script: bool
    applicant: str
    call: str
    claimant: str

    @property
    def email(self) -> str:
        """The applicant's own."""
        return f"{self.applicant.split()[0].lower()}@example.org"

    def __str__(self) -> str:
        return f"{self.width}{'' if self.script else ' without script'}"


WALKS = [
    Walk(320, True, "Ivy Lane", NURSE, "Rowan Ellery"),
    Walk(1280, True, "Rufus Hale", NURSE, "Tom Sweeting"),
    Walk(320, False, "Opal Reed", VALIDATION, "Nasreen Akhtar"),
]
# Where somebody waits, each half of the job is walked twice; together they have every kind of window.
APPLYING = WALKS if THOROUGH else WALKS[1:]
CLAIMING = WALKS if THOROUGH else WALKS[:2]


@pytest.mark.parametrize("walk", APPLYING, ids=str)
def test_somebody_new_applies_and_has_a_place(window, walk):
    """From the list to "You have the place", by the links in real letters; Tomasz chooses between."""
    mine = window(walk.width, script=walk.script)
    page = mine.go("/")
    mine.look("front")
    page.goto("/opportunities/")
    mine.look("list")
    follow(page, walk.call)
    mine.look("call")
    follow(page, "short question")
    press(page, "Send my application")
    mine.look("apply-to-mend")
    fill(page, {"What have you lived through": "I have used an inhaler for years.", "Email": walk.email})
    press(page, "Save and go on later")
    mine.look("apply-saved")
    letter = read_letter(mine, walk.email, "Your application is saved")
    mine.look("letter")
    page.goto(link_in_letter(letter))
    assert "I have used an inhaler for years." in page.content()
    fill(page, {"Your full name": walk.applicant})
    press(page, "Send my application")
    assert "whatever we decide" in page.content()
    mine.look("applied")

    team = window(walk.width, script=walk.script)
    desk = team.be("Tomasz Okafor")
    team.look("team-home")
    desk.goto("/team/calls/")
    follow(desk, walk.call)
    follow(desk, "Who applied")
    team.look("choosing")
    follow(desk, walk.applicant)
    team.look("application")
    press(desk, "Offer a place")

    page.goto(link_in_letter(read_letter(mine, walk.email, "We offer you a place")))
    mine.look("offer")
    press(page, "Yes, I would like it")
    assert "You have the place." in page.content()
    mine.look("accepted")
    page.go_back()
    page.reload()
    mine.look("link-used")


@pytest.mark.parametrize("walk", CLAIMING, ids=str)
def test_somebody_has_their_money_back(window, walk):
    """From what it cost to "Paid on", through Helen and Paula."""
    mine = window(walk.width, script=walk.script)
    page = mine.be(walk.claimant)
    mine.look("my-home")
    page.goto("/me/claims/bank/")
    press(page, "Keep this")
    mine.look("bank-to-mend")
    fill(page, {"Name on the account": walk.claimant, "Sort code": "12-34-56", "Account number": "12345678"})
    press(page, "Keep this")
    page.goto("/me/claims/")
    mine.look("my-claims")
    CLAIMED[walk.claimant](mine)
    assert "for checking, money by" in page.content()
    mine.look("claim-sent")
    address = page.url.removeprefix(mine.address)
    number = page.title().split()[1]

    helen = window(walk.width, script=walk.script)
    desk = helen.be("Helen Brace")
    helen.look("finance-home")
    desk.goto("/finance/check/")
    helen.look("to-check")
    desk.goto(f"/finance/claims/{address.rstrip('/').rsplit('/', 1)[1]}/")
    helen.look("finance-claim")
    press(desk, "It is in order")
    press(desk, "Approve")
    assert "Approved." in desk.content(), number

    paula = window(walk.width, script=walk.script)
    desk = paula.be("Paula Finch")
    desk.goto("/finance/pay/")
    paula.look("to-pay")
    press(desk, "Make the file for the bank")
    paula.look("file")
    press(desk, "The bank has it")
    press(desk, "Mark all as paid")
    assert "Each person gets a letter." in desk.content()
    page.goto(address)
    assert "Paid on" in page.content()
    mine.look("claim-paid")


@pytest.mark.parametrize(("claimant", "width", "script"), [("Alan Pryce", 320, True), ("Priya Nayar", 1280, False)])
def test_less_is_agreed_and_somebody_else_looks_again(window, claimant, width, script):
    """Helen checks, Ravi agrees to less; the person asks for another look, and Helen decides about the rest."""
    helen, ravi, mine = (window(width, script=script) for _each in range(3))
    desk = helen.be("Helen Brace")
    desk.goto("/finance/check/")
    if claimant == "Alan Pryce":
        follow(desk, "To look at")
    desk.locator("main tr", has_text=claimant).get_by_role("link").first.click()
    address = desk.url.removeprefix(helen.address)
    press(desk, "It is in order")

    page = ravi.be("Ravi Menon")
    page.goto(address)
    follow(page, "Agree to less")
    page.get_by_role("textbox", name="We agree to").first.fill("10.00")
    press(page, "Agree to these amounts")
    ravi.look("less-to-mend")
    page.get_by_role("textbox", name="Why it is less").first.fill("The day ticket costs £10.")
    press(page, "Agree to these amounts")
    ravi.look("less-agreed")

    page = mine.be(claimant)
    page.goto(address.replace("/finance/", "/me/"))
    mine.look("claim-in-part")
    follow(page, "Ask for another look")
    mine.look("another-look")
    fill(page, {"What should we know?": "There was no day ticket left."})
    press(page, "Ask for another look")
    mine.look("another-look-asked")
    number = page.url.rstrip("/").rsplit("/", 1)[1]

    desk.goto(f"/finance/claims/{number}/")
    helen.look("finance-another-look")
    press(desk, "Approve")
    page.reload()
    assert "Approved, money by" in page.content()
    page.goto(address.replace("/finance/", "/me/"))
    mine.look("claim-looked-at-again")


def rowan_finishes_hers(mine):
    """A draft with a train, a bus that cost nothing and a taxi; she adds a cost, first in words."""
    page = mine.page
    follow(page, "Finish it")
    mine.look("claim-draft")
    follow(page, "Parking")
    fill(page, {"How much was it?": "twelve"})
    press(page, "Keep this cost")
    mine.look("cost-to-mend")
    fill(page, {"How much was it?": "£2.50"})
    press(page, "Keep this cost")
    follow(page, "Check and send")
    mine.look("claim-check")
    press(page, "Send it")


def tom_answers_his_question(mine):
    """Helen asked about his parking."""
    page = mine.page
    follow(page, "Answer it")
    mine.look("claim-question")
    press(page, "Send my answer")
    mine.look("answer-to-mend")
    fill(page, {"Your answer": "The machine kept the ticket."})
    press(page, "Send my answer")


def nasreen_takes_hers_back_and_begins_again(mine):
    """Nobody asks why; then she claims one bus."""
    page = mine.page
    follow(page, "See it")
    follow(page, "Take this claim back")
    mine.look("take-back")
    press(page, "Yes, take it back")
    page.goto("/me/claims/")
    follow(page, "Claim it")
    mine.look("claim-begin")
    press(page, "Begin")
    follow(page, "Bus")
    fill(page, {"How much was it?": "3,20"})
    press(page, "Keep this cost")
    follow(page, "Check and send")
    press(page, "Send it")


CLAIMED = {
    "Rowan Ellery": rowan_finishes_hers,
    "Tom Sweeting": tom_answers_his_question,
    "Nasreen Akhtar": nasreen_takes_hers_back_and_begins_again,
}


@pytest.mark.parametrize(("width", "script"), [(1280, True), (320, False)])
def test_six_days_are_refused_in_words(window, width, script):
    """The demo's badly written call, on its page before opening."""
    team = window(width, script=script)
    desk = team.be("Tomasz Okafor")
    desk.goto("/team/calls/")
    follow(desk, "Patient Champions wanted")
    follow(desk, "Look and open it")
    assert "6 days, at least 10 are needed" in desk.content()
    team.look("call-refused")


def test_a_call_is_written_and_goes_out(window):
    """Every part of it, by a coordinator at a desk."""
    team = window(1280)
    desk = team.be("Tomasz Okafor")
    today = date.today()
    day, soon, answer, support = (_typed(today + timedelta(days=days)) for days in (42, 14, 21, 28))
    desk.goto("/team/calls/new/panel/")
    press(desk, "Begin")
    team.look("new-call-to-mend")
    fill(desk, {
        "Title": "Help choose our next ward sister", "Type": "Interview panel", "Day": day, "Begins": "8:45am", "Ends": "3:45pm",
        "Place": "Harptree House, Levels and Moor Integrated Care Board",
    })  # fmt: skip
    press(desk, "Begin")
    team.look("call-begun")
    desk.locator("main .step", has_text="What it is").get_by_role("link").first.click()
    dates = {"Closing day and time": f"{soon} 11:59pm", "Everybody hears by": answer, "Support is sure": support}
    for answers in SECTIONS:
        fill(desk, answers | {label: text for label, text in dates.items() if label in answers})
        team.look(f"write-{desk.url.rstrip('/').rsplit('/', 1)[1]}")
        press(desk, "Save")
    desk.locator("main .step", has_text="Questions in the form").get_by_role("link").first.click()
    desk.get_by_role("textbox", name="Question").first.fill(LIVED)
    press(desk, "Save the questions")
    follow(desk, "Try it")
    team.look("pretend")
    fill(desk, {"What have you lived": "I am only trying.", "Your full name": "Nobody Real", "Email": "n@example.org"})
    press(desk, "Try sending it")
    follow(desk, "Look and open it")
    team.look("call-ready")
    press(desk, "Open this call")
    assert "The call is open." in desk.content()
    team.look("call-open")


def _typed(day: date) -> str:
    """As it is typed into three boxes, moved on to a working day."""
    while day.weekday() > 4:
        day += timedelta(days=1)
    return f"{day.day} {day.month} {day.year}"


@pytest.mark.parametrize("width", [320])
def test_tomasz_writes_down_what_somebody_says_on_the_phone(window, width):
    """Edna has no email; she gets a letter on paper."""
    team = window(width)
    desk = team.be("Tomasz Okafor")
    desk.goto("/team/calls/")
    follow(desk, "Read our urgent care leaflet")
    follow(desk, "Who applied")
    team.look("choosing-nobody")
    follow(desk, "Enter somebody who rang or wrote")
    press(desk, "Enter it")
    team.look("enter-to-mend")
    fill(desk, {
        "Full name": "Edna Moss", "How should we answer them?": "Letter", "Postal address": "4 Mill Lane, Harptree",
        "What have you lived": "I read leaflets for my neighbours.", "They agree": "yes",
    })  # fmt: skip
    press(desk, "Enter it")
    assert "Edna Moss has applied and is told so." in desk.content()
    team.look("entered")


def test_her_place_her_journey_her_calendar_and_what_helps(window):
    """Rowan's own pages before the day."""
    mine = window(320)
    page = mine.be("Rowan Ellery")
    page.goto("/me/places/")
    follow(page, "winter planning")
    mine.look("my-place")
    page.goto(f"{page.url}travel/")
    fill(page, {"What it may cost": "About this much"})
    for box in page.get_by_label("How much (for a range: from)").all():
        box.fill("")
    press(page, "Keep this")
    mine.look("journey-to-mend")
    page.goto("/me/calendar/")
    press(page, "Make")
    assert ".ics" in page.content()
    mine.look("calendar-address")
    page.goto("/me/access/")
    mine.look("what-helps")
