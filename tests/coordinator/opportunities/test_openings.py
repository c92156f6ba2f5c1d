"""How a call begins (practice.md 6.4, B-22, B-36)."""

from coordinator.opportunities.rules.openings import opening_warnings

GOOD = (
    "We are looking for two people who have used breathing services, or cared for someone who has, to help choose our "
    "next respiratory nurse. You will sit on the interview panel as an equal member: you help set the questions, you "
    "score, and your scores count. It will take one day, plus an hour to read. We cover travel, childcare and care "
    "costs. If anything here stops you taking part, tell me. Tomasz Okafor, 01632 960 117, Monday to Thursday."
)
BAD = (
    "As part of our ongoing commitment to patient-centredness we are seeking Champions! Please complete the form below "
    "and return by Sunday. Kind regards, Administrator."
)
CHAMPION = "“Champion” makes some readers feel talked down to. Try “panel member” or “patient partner”."
NOTHING_SAID = "The first 60 words do not say what people do, how long it takes, what is covered or whom to ring."


def said(title: str, text: str) -> list[str]:
    return [str(warning) for warning in opening_warnings(title, text)]


def test_the_good_opening_needs_no_word():
    assert said("Help choose our next respiratory nurse", GOOD) == []


def test_the_bad_opening_is_told_all_that_is_wrong_with_it():
    assert said("Patient panel", BAD) == [
        CHAMPION,
        "This begins with the organisation. Say first what people do, when, and what is covered.",
        "This sends readers to a form or paper elsewhere. All they need is on this page: say it here.",
        "This is signed by nobody. The contact's name and phone stand on the page by themselves.",
        NOTHING_SAID,
    ]


def test_champion_in_a_title_is_allowed_with_a_warning():
    assert said("Become a patient champion", GOOD) == [CHAMPION]


def test_essentials_after_sixty_words_come_too_late():
    late = "words " * 60 + "You will sit on the panel for one day and we pay your travel."
    assert said("Panel", late) == [NOTHING_SAID]
