"""The whole main job, as the people in it see it: from the call to the day on which the money is there."""

from datetime import UTC, datetime

import icalendar
from django.core.files.uploadedfile import SimpleUploadedFile

from coordinator.applications.models import Application
from coordinator.people.models import Person
from expenses.claims.models import Claim
from tests.expenses.receipt_files import photo
from tests.journeys.telling import LIVED, come_in_by_code, offer_to, write_a_call
from tests.journeys.window import Window

AMINA = "amina@example.org"
OFFERED, THE_DAY = datetime(2026, 3, 16, 10, 0, tzinfo=UTC), datetime(2026, 3, 26, 18, 0, tzinfo=UTC)
CHECKED, PAID = datetime(2026, 3, 30, 10, 0, tzinfo=UTC), datetime(2026, 4, 1, 10, 0, tzinfo=UTC)


def test_from_the_call_to_the_money(world, at_desk, letters, until):
    """Amina has never been here. She needs no account until she wants one."""
    tomasz, helen, ravi, paula = (at_desk(name) for name in ("tomasz", "helen", "ravi", "paula"))
    call = write_a_call(tomasz, world)
    tomasz.open(f"/team/calls/{call.pk}/edit/apply/").press("Save", {"Closing day and time": "15 3 2026 11:59pm"})
    tomasz.open(f"/team/calls/{call.pk}/publish/").press("Open this call")

    she_applies_in_two_sittings(call, letters)
    until(OFFERED)
    amina = she_is_offered_a_place_and_says_yes(tomasz, call, letters)
    it_stands_in_her_calendar(amina)
    she_says_what_helps_and_only_the_coordinator_sees_it(world, amina, call)
    she_travels_as_she_likes_with_the_cost_agreed(amina, call)
    tomasz.open(f"/team/calls/{call.pk}/applications/").press("Close the selection")
    assert "Everybody has been told: the selection is closed." in tomasz.says

    until(THE_DAY)
    session = call.panel.sessions.get()
    tomasz.open(f"/team/sessions/{session.pk}/attendance/").press("This is who came", {"Amina Shah": "Came"})
    letters.go_out()
    claim = she_claims_with_a_receipt(amina, call)
    until(CHECKED)
    finance_agrees(helen, ravi, claim)
    until(PAID)
    amina.open("/me/claims/bank/").press("Keep this", {
        "Name on the account or the cheque": "A Shah", "Sort code": "12-34-56", "Account number": "12345678",
    })  # fmt: skip
    finance_pays(paula)

    assert "Paid on" in amina.open(f"/me/claims/{claim.pk}/").says
    assert [letter.subject for letter in letters.to(AMINA)] == TOLD
    assert all("01632 960 117" in letter.body for letter in letters.to(AMINA))


NURSE = "Help choose our next community respiratory nurse"
TOLD = [
    f"Your application is saved: {NURSE}",
    f"We have your application: {NURSE}",
    f"We offer you a place: {NURSE}",
    "Your code to begin",
    f"You have a place: {NURSE}",
    f"In a week: {NURSE}, Thursday 26 March",
    f"Tomorrow: {NURSE}, 8:45am",
    f"Thank you: {NURSE}",
    "We have your claim LM-1",
    "Where should your £41.40 go?",
    "£41.40 is paid to you",
]


def she_applies_in_two_sittings(call, letters):
    window = Window().open(f"/opportunities/{call.slug}/").follow("Apply: one short question")
    window.press("Save and go on later", {LIVED: "Asthma since I was six.", "Email": AMINA})
    later = Window().open(letters.link_in(letters.last_to(AMINA, "Your application is saved")))
    assert "Asthma since I was six." in later.says
    later.press("Send my application", {"Your full name": "Amina Shah"})
    assert "Tomasz Okafor of Levels and Moor replies by Wednesday 18 March, whatever we decide." in later.says
    told = letters.last_to(AMINA, "We have your application")
    assert "Tomasz Okafor of Levels and Moor will reply by Wednesday 18 March, whatever we decide." in told.body


def she_is_offered_a_place_and_says_yes(tomasz, call, letters):
    """She answers by the link in the letter, without an account; then she wants her own pages."""
    offer_to(tomasz, call, "Amina Shah")
    link = letters.link_in(letters.last_to(AMINA, "We offer you a place"))
    window = Window().open(link)
    assert Application.objects.get().status == "offered"  # opening it answers nothing
    window.press("Yes, I would like it")
    assert "You have the place." in window.says
    assert call.title in come_in_by_code(letters, AMINA).open("/me/places/").says
    return Window(Person.objects.get(email=AMINA))


def it_stands_in_her_calendar(amina):
    """The address is secret and shown once; the entry has London's time and nobody's name."""
    amina.open("/me/calendar/").press("Make my calendar address")
    address = amina.value_of("Or copy the address")
    (entry,) = icalendar.Calendar.from_ical(Window().open(address).answer.content).walk("VEVENT")
    assert entry["DTSTART"].dt.isoformat() == "2026-03-26T08:45:00+00:00"
    assert entry["DTEND"].dt.isoformat() == "2026-03-26T15:45:00+00:00"
    assert "Amina" not in entry.to_ical().decode()


def she_says_what_helps_and_only_the_coordinator_sees_it(world, amina, call):
    """One tick, the usual answers kept; then everybody else's pages are read for it."""
    amina.open("/me/access/").press("Go on", {"Which of these help you?": ["Hearing loop"]}).press("Keep this")
    session = call.panel.sessions.get()
    seen = {}
    for role, person in world.by_role().items():
        window = Window(person)
        texts = [
            window.open(each.format(session=session.pk, person=Application.objects.get().person_id)).says
            for each in LOOKED_AT
        ]
        seen[role.value] = any("Amina" in text and "hearing loop" in text.lower() for text in texts)
    assert [role for role, sees in seen.items() if sees] == ["coordinator"]
    assert "Tomasz Okafor" in amina.open("/me/access/").says  # she sees that he looked


LOOKED_AT = (
    "/team/sessions/{session}/access/", "/team/sessions/{session}/", "/team/support/", "/team/people/{person}/",
    "/finance/check/", "/head/",
)  # fmt: skip


def she_travels_as_she_likes_with_the_cost_agreed(amina, call):
    """Nothing is asked; the estimate that she likes to give is agreed at once."""
    amina.open("/me/places/").follow(call.panel.title)
    place = amina.path
    amina.open(f"{place}travel/")
    assert "You can leave this page as it is" in amina.says
    amina.press("Keep this", {
        "What it may cost": "About this much", "How much": "£23.40", "Something that may come": "a taxi if it is wet",
        "Up to how much, on top?": "18",
    })  # fmt: skip
    assert "Agreed up to £41.40" in amina.says


def she_claims_with_a_receipt(amina, call):
    """What was agreed stands there already; she adds the train with a photo of the ticket."""
    amina.open("/me/claims/").follow("Claim it").press("Begin")
    claim = Claim.objects.get()
    amina.follow("Train").press("Keep this cost", {"How much was it?": "£23.40", "From whom?": "GWR"}, files={
        "file": SimpleUploadedFile("ticket.jpg", photo("JPEG")),
    })  # fmt: skip
    amina.follow("Taxi").press("Keep this cost", {"How much was it?": "18", "Or: why": "The driver had no paper."})
    amina.follow("Check and send").press("Send it")
    assert "With Helen" in amina.says
    assert "money by" in amina.says
    return claim


def finance_agrees(helen, ravi, claim):
    """Helen checks the facts; somebody else agrees; what helps Amina is nowhere."""
    helen.open("/finance/check/")
    helen.open(f"/finance/claims/{claim.pk}/").press("It is in order")
    assert "loop" not in helen.says.lower()
    ravi.open(f"/finance/claims/{claim.pk}/").press("Approve £41.40")
    assert "Approved." in ravi.says


def finance_pays(paula):
    """One press makes one sealed file; the same file each time; then the day on which it left the bank."""
    paula.open("/finance/pay/").press("Make the file for the bank")
    page = paula.path
    paula.press_again()
    assert paula.path == page
    first = paula.client.get(f"{page}file/").content
    assert first == paula.client.get(f"{page}file/").content
    paula.open(page).press("The bank has it").press("Mark all as paid")
    assert "Marked as paid. Each person gets a letter." in paula.says
