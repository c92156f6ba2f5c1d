"""The steps of a letter, and how its history tells them (practice.md section 3, "Message")."""

from django.utils.translation import gettext_lazy as _

from coordinator.authorization.permissions import Permission
from coordinator.letters.models import WAITING_FOR_TEAM
from coordinator.letters.models import LetterStatus as S
from coordinator.workflow.steps import Step

SEND = Step(
    "letter.send",
    frozenset({S.QUEUED}),
    S.SENT,
    Permission.SEND_LETTERS,
    _("Send"),
    _("{who} sent this by email"),
)
TO_PRINT = Step(
    "letter.to_print",
    frozenset({S.QUEUED}),
    S.TO_PRINT,
    Permission.SEND_LETTERS,
    _("Put with the letters to print"),
    _("{who} put this with the letters to print"),
)
TO_PHONE = Step(
    "letter.to_phone",
    frozenset({S.QUEUED}),
    S.TO_PHONE,
    Permission.SEND_LETTERS,
    _("Put with the phone calls"),
    _("{who} put this with the phone calls to make"),
)
GIVE_UP = Step(
    "letter.give_up",
    frozenset({S.QUEUED}),
    S.GIVEN_UP,
    Permission.SEND_LETTERS,
    _("Stop trying"),
    _("{who} could not send this and stopped trying"),
)
SET_ASIDE = Step(
    "letter.set_aside",
    frozenset({S.QUEUED, *WAITING_FOR_TEAM}),
    S.NOT_NEEDED,
    Permission.SEND_LETTERS,
    _("Set aside"),
    _("{who} set this aside: it was no longer needed"),
)
MARK_POSTED = Step(
    "letter.mark_posted",
    frozenset({S.TO_PRINT}),
    S.POSTED,
    Permission.HANDLE_LETTERS,
    _("Mark as posted"),
    _("{who} posted this letter"),
)
SPOKE = Step(
    "letter.spoke",
    frozenset({S.TO_PHONE, S.GIVEN_UP}),
    S.PHONED,
    Permission.HANDLE_LETTERS,
    _("I spoke with them"),
    _("{who} spoke with them and told them this"),
)
LEFT_MESSAGE = Step(
    "letter.left_message",
    frozenset({S.TO_PHONE}),
    S.TO_PHONE,
    Permission.HANDLE_LETTERS,
    _("I left a message and will ring again"),
    _("{who} left a message and will ring again"),
)
TRY_AGAIN = Step(
    "letter.try_again",
    WAITING_FOR_TEAM,
    S.QUEUED,
    Permission.HANDLE_LETTERS,
    _("Try again, by the way they prefer now"),
    _("{who} asked to try again"),
)
LEAVE_OUT = Step(
    "letter.leave_out",
    WAITING_FOR_TEAM,
    S.NOT_NEEDED,
    Permission.HANDLE_LETTERS,
    _("Set aside: it is not needed"),
    _("{who} set this aside"),
)
LETTER_STEPS = (SEND, TO_PRINT, TO_PHONE, GIVE_UP, SET_ASIDE, MARK_POSTED, SPOKE, LEFT_MESSAGE, TRY_AGAIN, LEAVE_OUT)
SENTENCES = {step.verb: step.told for step in LETTER_STEPS} | {
    "letter.ambiguous": _("A sending was cut short and may have arrived; {who} sends it again under the same number"),
    "letter.try_later": _("{who} could not send this and will try again"),
}
