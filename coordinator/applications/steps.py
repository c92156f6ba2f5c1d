"""The arrows between the states of an application (practice.md section 3), as data."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from coordinator.applications.models import UNDECIDED, S, Source
from coordinator.authorization.permissions import Permission as P
from coordinator.workflow.steps import Step

RECEIVED_OR_RESERVE = frozenset({S.RECEIVED, S.RESERVE})
OFFERED = frozenset({S.OFFERED})
STILL_IN = frozenset({S.RECEIVED, S.OFFERED, S.RESERVE, S.ACCEPTED})

SEND = Step("application.send", frozenset({S.STARTED}), S.RECEIVED, P.SEND_APPLICATION, _("Send"), _("{who} applied"))
ENTER = Step(
    "application.enter", frozenset({S.STARTED}), S.RECEIVED, P.ENTER_APPLICATION,
    _("Enter this application"), _("{who} entered this application"),
)  # fmt: skip
OFFER = Step(
    "application.offer", RECEIVED_OR_RESERVE, S.OFFERED, P.CHOOSE, _("Offer a place"), _("{who} offered a place")
)
RESERVE = Step(
    "application.reserve", frozenset({S.RECEIVED}), S.RESERVE, P.CHOOSE,
    _("Make a reserve"), _("{who} asked them to be reserve number {position}"),
)  # fmt: skip
NOT_THIS_TIME = Step(
    "application.not_this_time", RECEIVED_OR_RESERVE, S.NOT_THIS_TIME, P.CHOOSE,
    _("Say not this time"), _("{who} said: not this time"),
)  # fmt: skip
ACCEPT = Step("application.accept", OFFERED, S.ACCEPTED, P.ANSWER_OFFER, _("Yes"), _("{who} said yes to the place"))
DECLINE = Step("application.decline", OFFERED, S.DECLINED, P.ANSWER_OFFER, _("No"), _("{who} said no, thank you"))
ACCEPT_FOR = Step(
    "application.accept_for", OFFERED, S.ACCEPTED, P.ANSWER_OFFER_FOR,
    _("Write down a yes"), _("{who} wrote down the answer: yes"),
)  # fmt: skip
DECLINE_FOR = Step(
    "application.decline_for", OFFERED, S.DECLINED, P.ANSWER_OFFER_FOR,
    _("Write down a no"), _("{who} wrote down the answer: no, thank you"),
)  # fmt: skip
WITHDRAW = Step(
    "application.withdraw", STILL_IN, S.WITHDRAWN, P.WITHDRAW_APPLICATION, _("Withdraw"), _("{who} withdrew")
)
WITHDRAW_FOR = Step(
    "application.withdraw_for", STILL_IN, S.WITHDRAWN, P.ANSWER_OFFER_FOR,
    _("Write down that they withdrew"), _("{who} wrote down that they withdrew"),
)  # fmt: skip
LAPSE = Step(
    "application.lapse", OFFERED, S.LAPSED, P.ANSWER_OFFER_FOR,
    _("End the offer"), _("The time to answer ran out; the offer ended"),
)  # fmt: skip
CANCEL = Step(
    "application.cancel",
    STILL_IN,
    S.CANCELLED,
    P.CHOOSE,
    _("Cancel on our side"),
    _("{who} cancelled this on our side"),
)
PLACE_GIVEN_UP = Step(
    "application.place_given_up", STILL_IN, S.WITHDRAWN, P.ANSWER_OFFER_FOR,
    _("Follow the place"), _("The place was given up"), follows=True,
)  # fmt: skip
PROMOTED = Step(
    "application.promoted", frozenset({S.RESERVE, S.OFFERED}), S.ACCEPTED, P.ANSWER_OFFER_FOR,
    _("Follow the place"), _("Moved from the reserves to the panel"), follows=True,
)  # fmt: skip
END_WITH_CALL = Step(
    "application.end_with_call", UNDECIDED, S.CANCELLED, P.CHOOSE,
    _("Follow the call"), _("The call was withdrawn, and this application ended with it"), follows=True,
)  # fmt: skip

STEPS = (
    SEND, ENTER, OFFER, RESERVE, NOT_THIS_TIME, ACCEPT, DECLINE, ACCEPT_FOR, DECLINE_FOR,
    WITHDRAW, WITHDRAW_FOR, LAPSE, CANCEL, PLACE_GIVEN_UP, PROMOTED,
    END_WITH_CALL,
)  # fmt: skip

# How staff came to know, as the history tells it (practice.md AP2). Marked for translation whole, not glued together.
BY_SOURCE = {
    (ENTER.verb, Source.PHONE): _("{who} entered this application, by phone"),
    (ENTER.verb, Source.POST): _("{who} entered this application, by post"),
    (ENTER.verb, Source.IN_PERSON): _("{who} entered this application, in person"),
    (ACCEPT_FOR.verb, Source.PHONE): _("{who} wrote down the answer by phone: yes"),
    (ACCEPT_FOR.verb, Source.POST): _("{who} wrote down the answer by post: yes"),
    (ACCEPT_FOR.verb, Source.IN_PERSON): _("{who} wrote down the answer given in person: yes"),
    (DECLINE_FOR.verb, Source.PHONE): _("{who} wrote down the answer by phone: no, thank you"),
    (DECLINE_FOR.verb, Source.POST): _("{who} wrote down the answer by post: no, thank you"),
    (DECLINE_FOR.verb, Source.IN_PERSON): _("{who} wrote down the answer given in person: no, thank you"),
    (WITHDRAW_FOR.verb, Source.PHONE): _("{who} wrote down that they withdrew, by phone"),
    (WITHDRAW_FOR.verb, Source.POST): _("{who} wrote down that they withdrew, by post"),
    (WITHDRAW_FOR.verb, Source.IN_PERSON): _("{who} wrote down that they withdrew, in person"),
}

SENTENCES = {
    **{step.verb: step.told for step in STEPS},
    **{f"{verb}.{source}": told for (verb, source), told in BY_SOURCE.items()},
    "application.sent_again": _("{who} sent this a second time; what was new is added below the first answers"),
    "application.maybe": _("{who} said maybe; the place is held a little longer"),
    "application.hold_for": _("{who} wrote down the answer: maybe; the place is held a little longer"),
    "application.score": _("{who} gave {score} of 10"),
    "application.move_up": _("Moved up to reserve number {position}"),
    "application.apologise": _("{who} apologised for the late reply and named a new day"),
}


def told_by(step: Step, source: str) -> Step:
    """The same step, whose history says how staff came to know: by phone, by post, in person."""
    return replace(step, verb=f"{step.verb}.{source}")
