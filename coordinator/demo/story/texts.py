"""What the calls of the demo say (practice.md 6.3, 6.4). All invented."""

from __future__ import annotations

from typing import Any

COMMON: dict[str, Any] = {
    "level": "collaborate",
    "already_decided": "That the post is filled, its pay grade and its hours.",
    "who_cannot": "Nobody is left out. If you worked in this team in the last two years, please tell me first.",
    "new_people_welcome": True,
    "ways": ["meeting"],
    "demands": "You sit for most of the day, with a break every hour and a half. The way in is 30 metres, level.",
    "costs_covered": (
        "Travel, childcare and the cost of care. You make your own arrangements unless you would like us to. "
        "We pay within 10 working days, or before the day if you cannot pay first."
    ),
    "payment": "none",
    "support": ["childcare", "care", "transport", "interpreting", "assistant", "formats"],
    "how_to_apply": (
        "Ring Tomasz Okafor on 01632 960 117, Monday to Thursday, and he writes down what you say. Or print the form "
        "and post it; you need no stamp."
    ),
    "return_address": "Freepost LEVELS INVOLVEMENT",
    "selection": "scored",
    "selection_steps": "Two of us read every answer without names and choose by the three points in this call.",
    "bring": "Nothing. Lunch is provided; tell us what you can eat.",
}
NURSE: dict[str, Any] = COMMON | {
    "title": "Help choose our next community respiratory nurse",
    "summary": (
        "You sit on the panel as an equal member: you help set the questions, you score, and your scores count. "
        "One day, plus an hour to read."
    ),
    "what_you_do": (
        "We are looking for two people who have used breathing services, or cared for someone who has, to help choose "
        "our next respiratory nurse. You help set the questions, you score, and your scores count. It takes one day, "
        "plus an hour to read. We cover travel, childcare and care costs, you make your own arrangements unless you "
        "would like us to, and we pay within 10 working days. Kim Fry is the manager for the post."
    ),
    "what_can_change": "Who gets the post, and what every candidate is asked.",
    "who_we_look_for": "People who have used breathing services, or cared for someone who has.",
    "hours": 8,
    "hours_about": "One day from 8:45am, an hour to read before, and the talk afterwards.",
    "training": "Tomasz goes through fair interviewing with you on the phone, for half an hour.",
}
OSCE: dict[str, Any] = COMMON | {
    "title": "Play a patient in the Year 3 exams",
    "summary": "You play the same patient for a morning, an afternoon or the day, so that students learn to listen.",
    "level": "involve",
    "what_you_do": (
        "You learn one short story, such as a sore knee or a worried parent, and tell it to ten students, one after "
        "another. You have a rest after every five. Two weeks before, you get your story and we practise it together."
    ),
    "what_can_change": "You give every student a mark for how they listened, and it counts.",
    "already_decided": "The stories and the marking sheet for this year.",
    "who_we_look_for": "People between 18 and 80, with or without an illness. A real hearing-aid user is very welcome.",
    "demands": (
        "Telling one story ten times is tiring. The shoulder story means showing your upper body; low mood may stir "
        "things up. You choose what you do not want to play."
    ),
    "hours": 9,
    "hours_about": "A day, or half of it; an evening of training; time to learn your story.",
    "how_to_apply": "Ring Dr Ann Holt on 01632 960 121, Tuesday to Friday, or post the form.",
    "return_address": "Freepost WESTMOOR PATIENTS",
    "selection_steps": "We match ages and stories, and offer reserve places to everybody we cannot place.",
    "payment": "optional",
    "payment_pence": 6000,
}
VALIDATION: dict[str, Any] = COMMON | {
    "title": "Check how junior staff are assessed on a training programme",
    "summary": "You sit with four assessors for a morning and say whether the marks make sense to a patient.",
    "what_you_do": (
        "You read twelve short assessments of junior staff, hear how each was marked, and say where a patient would "
        "judge otherwise. It takes one morning, plus two hours to read. Travel and care costs are covered."
    ),
    "what_can_change": "Each mark may be changed, and next year’s marking sheet will be.",
    "already_decided": "Who is on the programme.",
    "who_we_look_for": "People who have spent time on a hospital ward, as a patient or beside one.",
    "hours": 6,
    "hours_about": "One morning, and two hours to read.",
}
BAD: dict[str, Any] = {
    "title": "Patient Champions wanted",
    "summary": (
        "As part of our ongoing commitment to patient-centredness we are seeking Champions! Please complete the form "
        "below and return by Sunday. Kind regards, Administrator."
    ),
}
WINTER: dict[str, Any] = COMMON | {
    "title": "Lead a table at our winter planning workshop",
    "summary": "You lead one of eight tables for an afternoon, with a sheet of questions and somebody who writes.",
    "level": "involve",
    "what_you_do": "You welcome six people, see that everybody speaks, and tell the room what your table found.",
    "what_can_change": "Which three things we fund before the winter.",
    "already_decided": "The sum of money.",
    "who_we_look_for": "People who can listen. You need know nothing about planning.",
    "hours": 5,
    "hours_about": "An afternoon, and an hour on the phone before.",
}
WORKSHOP: dict[str, Any] = COMMON | {
    "title": "What makes a good discharge letter?",
    "summary": "You tell us in a workshop of three hours what you needed to read when you left hospital.",
    "level": "consult",
    "what_you_do": "You read three real letters with the names taken out, and say what a person needs from each.",
    "what_can_change": "The words and the order of the letter that everybody gets.",
    "already_decided": "That there is one letter for all wards.",
    "who_we_look_for": "People who went home from hospital in the last two years, and those who looked after them.",
    "hours": 4,
    "hours_about": "Three hours, and an hour to read.",
}
LEAFLET: dict[str, Any] = COMMON | {
    "title": "Read our urgent care leaflet at home",
    "summary": "You read four pages and tell us, in any way you like, what is not clear. £25, if you want it.",
    "level": "consult",
    "ways": ["post", "home", "online"],
    "dates_to_agree": True,
    "what_you_do": "You read the leaflet, write on it or ring us, and send it back within 14 days. It takes two hours.",
    "what_can_change": "Every word of the leaflet.",
    "already_decided": "Where the urgent care centres are.",
    "who_we_look_for": "Anybody who might need urgent care, so: anybody.",
    "demands": "Nothing special.",
    "hours": 2,
    "hours_about": "Reading and writing, whenever it suits you.",
    "payment": "optional",
    "payment_pence": 2500,
    "selection": "first_come",
    "selection_steps": "The first twelve get the leaflet by return of post or email.",
}
CALLED_OFF = "Academy panel, terms of reference"
PAST: tuple[tuple[str, str, str], ...] = (
    ("past1", "forum", "Quarterly forum, autumn"),
    ("past2", "interview", "Interview panel, ward manager"),
    ("past3", "workshop", "Waiting room redesign"),
    ("past4", "forum", "Quarterly forum, summer"),
    ("past5", "interview", "Interview panel, end of life care"),
    ("past6", "complaints", "Complaints review, sample of 20"),
)
QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "text": "What have you lived through that would help here?",
        "hint": "A few sentences are plenty.",
        "needed": True,
    },
    {"text": "What would you like to see changed?", "hint": "", "needed": False},
    {"text": "Is there anything we should know about dates or times?", "hint": "", "needed": False},
)
ANSWERS: tuple[str, ...] = (
    "I have used an inhaler for thirty years and seen six nurses come and go. I know which ones I listened to.",
    "My husband went home with a letter that neither of us could read. I would like the next person to.",
    "I have sat on panels before. I ask short questions and I wait for the answer.",
    "I look after my brother. I know what it is to ring five numbers before one of them helps.",
    "I was on the ward for eleven weeks last year, so I had time to watch.",
)
