"""The only writers of applications."""

from coordinator.applications.actions.answering import (
    accept_offer,
    decline_offer,
    follow_place,
    lapse_offer,
    say_maybe,
    withdraw,
)
from coordinator.applications.actions.applying import (
    enter_application,
    keep_parts,
    live_application,
    save_application,
    send_application,
    send_link,
)
from coordinator.applications.actions.choosing import (
    apologise,
    cancel_application,
    close_selection,
    make_reserve,
    offer_place,
    say_not_this_time,
    score_application,
)
from coordinator.applications.actions.ending import end_undecided
from coordinator.applications.actions.keeping import forget_drafts, forget_person, person_rows
from coordinator.applications.actions.line import (
    earliest_answer,
    follow_seats,
    offer_next,
    places_to_offer,
    usual_answer,
)
from coordinator.applications.actions.links import make_follow_link, send_new_link
from coordinator.applications.actions.sender import Sender, people_like, person_of

__all__ = [
    "Sender",
    "accept_offer",
    "apologise",
    "cancel_application",
    "close_selection",
    "decline_offer",
    "earliest_answer",
    "end_undecided",
    "enter_application",
    "follow_place",
    "follow_seats",
    "forget_drafts",
    "forget_person",
    "keep_parts",
    "lapse_offer",
    "live_application",
    "make_follow_link",
    "make_reserve",
    "offer_next",
    "offer_place",
    "people_like",
    "person_of",
    "person_rows",
    "places_to_offer",
    "save_application",
    "say_maybe",
    "say_not_this_time",
    "score_application",
    "send_application",
    "send_link",
    "send_new_link",
    "usual_answer",
    "withdraw",
]
