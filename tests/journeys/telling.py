"""Parts that several journeys have in common, each done on the pages as people do it."""

from __future__ import annotations

from typing import Any

from coordinator.opportunities.models import Opportunity, Question
from coordinator.panels.models import Session
from tests.journeys.window import Window
from tests.making import World, make_call, make_panel, make_session

LIVED = "What have you lived through that would help here?"
SECTIONS: tuple[dict[str, Any], ...] = (
    {
        "In one or two sentences": "You sit on the panel as an equal member. One day, plus an hour to read.",
        "What you will do": "You help set the questions, you score, and your scores count.",
        "How far people's word goes": "Collaborate",
        "What can change": "Who gets the post.",
        "What is already decided": "The pay grade.",
    },
    {"Who we are looking for": "People who have used breathing services.", "Who cannot": "Nobody is left out."},
    {
        "Hours in all": "8", "What the hours hold": "One day, plus an hour to read.",
        "Ways to take part": ["In person"], "What may be hard": "You sit for most of the day.",
    },
    {
        "Costs we cover": "Travel, childcare and care costs, within 10 working days.",
        "Payment": "No payment, all costs covered", "Support you offer": ["Childcare"], "Support is sure": "12 3 2026",
    },
    {
        "Closing day and time": "8 3 2026 11:59pm", "Everybody hears by": "18 3 2026",
        "How to apply by phone": "Ring Tomasz, or post the form.", "Postal address": "Freepost INVOLVEMENT",
    },
    {"How you choose": "By the points in this call", "Steps of choosing": "Two of us read every answer on 16 March."},
)  # fmt: skip


def write_a_call(tomasz: Window, world: World) -> Opportunity:
    """Tomasz writes a call of six days for 26 March, part after part, with one question, and tries its form once."""
    tomasz.open("/team/calls/new/panel/")
    tomasz.press("Begin", {
        "Title": "Help choose our next community respiratory nurse", "Type": "Interview panel",
        "Day": "26 3 2026", "Begins": "8:45am", "Ends": "3:45pm", "Place": world.venue.name,
    })  # fmt: skip
    assert tomasz.status == 200, tomasz.says
    call = Opportunity.objects.get()
    tomasz.open(f"/team/calls/{call.pk}/edit/")
    for answers in SECTIONS:
        tomasz.press("Save", answers)
    tomasz.open(f"/team/calls/{call.pk}/questions/")
    tomasz.press("Save the questions", {"Question": LIVED, "Needs an answer": "yes"})
    tomasz.follow("Try it").press("Try sending it", {
        LIVED: "I am only trying.", "Your full name": "Nobody Real", "Email": "nobody@example.org",
    })  # fmt: skip
    assert "It works: somebody new could send this form." in tomasz.says, tomasz.says
    return call


def open_call(world: World, **panel: Any) -> tuple[Opportunity, Session]:
    """A call with one question that opened this afternoon, for Thursday 26 March."""
    session = make_session(make_panel(world, **panel), venue=world.venue)
    call = make_call(world, panel=session.panel)
    Question.objects.create(opportunity=call, position=1, text=LIVED, needed=True)
    return call, session


def apply(window: Window, call: Opportunity, name: str, email: str) -> Window:
    """Somebody applies without an account."""
    typed = {LIVED: f"I am {name}, and I have used an inhaler for years.", "Your full name": name, "Email": email}
    return window.open(f"/opportunities/{call.slug}/apply/").press("Send my application", typed)


def offer_to(tomasz: Window, call: Opportunity, name: str) -> Window:
    """Tomasz offers a place to one of those who applied."""
    tomasz.open(f"/team/calls/{call.pk}/applications/").follow(name)
    return tomasz.press("Offer a place")


def come_in_by_code(letters: Any, email: str) -> Window:
    """Somebody without an account signs in with the code that was emailed, and says who they are."""
    window = Window()
    window.open("/accounts/login/").follow("I am new here").press("Send me a code", {"Email": email})
    window.press("Go on", {"Code": code_for(letters, email)})
    return window.press("Yes, this is me") if "Is this you?" in window.says else window


def code_for(letters: Any, email: str) -> str:
    """The code that stands on a line of its own in the newest email with one."""
    letter = next(each for each in reversed(letters.to(email)) if "code" in each.subject.lower())
    return next(line.strip() for line in letter.body.splitlines() if line.startswith("    "))
