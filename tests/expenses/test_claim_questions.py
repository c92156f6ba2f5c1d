"""The questions of practice.md B-10 and B-11 cannot be asked; the good ones can."""

import pytest

from expenses.claims.rules import query_text_problems

STATION = "People know their own station, so we never ask about it. Name the rule and what would settle it."
ROUTE = "The route is the person's choice, so we never ask why. Name the rule and what would settle it."
VEHICLE = "How somebody travels is theirs to choose, so we never suggest another way. Name the rule instead."
SURE = "“Are you sure” doubts the person. Say what you see, which rule it meets and what would settle it."


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("Is that your nearest station?", [STATION]),
        ("Are you sure that was the nearest station?", [STATION, SURE]),
        ("Was the train station you'd specified the nearest to where you live?", [STATION]),
        ("Which bus stop is closest to you?", [STATION]),
        ("Is there a nearer station?", [STATION]),
        ("NEAREST\n\n  STATION?", [STATION]),
        ("near\u200best station?", [STATION]),
        ("ｎｅａｒｅｓｔ station", [STATION]),
        ("Why this route?", [ROUTE]),
        ("Can you tell me why you went this way?", [ROUTE]),
        ("Why did you take a taxi?", [ROUTE, VEHICLE]),
        ("There is a shorter route by road.", [ROUTE]),
        ("Was there a cheaper ticket?", [ROUTE]),
        ("You could have taken another route.", [ROUTE]),
        ("Could you use the tube?", [VEHICLE]),
        ("Couldn't you use the tube in London?", [VEHICLE]),
        ("Couldn’t you get the bus", [VEHICLE]),
        ("Could you not have taken the Underground?", [VEHICLE]),
        ("Would it be possible to use public transport?", [VEHICLE]),
        ("Is there no bus from there?", [VEHICLE]),
        ("Next time please use a bus instead.", [VEHICLE]),
        ("Instead of a taxi you may claim the fare.", [VEHICLE]),
        ("Are you quite certain about the £9?", [SURE]),
    ],
)
def test_a_question_of_that_kind_is_stopped_with_the_reason(text, reasons):
    assert [str(problem) for problem in query_text_problems(text)] == reasons


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Your parking on 6 May was £9 and our limit without a receipt is £5. Do you have the ticket, or shall we "
        "treat it as a lost receipt? If this is our mistake, tell me and I will drop it. Helen Brace, finance, "
        "01632 960 143.",
        "Could you send us the train ticket for £18.40, or tell us that it is lost?",
        "Can you take a photo of the taxi receipt for 6 May?",
        "Could you get a copy of the car park ticket?",
        "The childcare on 6 May came to £30 and £24 was agreed beforehand. What made it longer?",
        "You wrote 1,620 miles. Did you mean 162?",
        "The same amount stands in claim 1182. Is this a second journey?",
        "Your journey on 31 March has no date on the ticket. Which day was it?",
        "The train was £18.40. Our record of the session says 7 May; which day did you travel?",
    ],
)
def test_a_fair_question_with_its_rule_may_be_sent(text):
    assert query_text_problems(text) == []
