"""The arrows between the states of money before the day. Review and payments take theirs from here."""

from django.utils.translation import gettext_lazy as _

from coordinator.authorization.permissions import Permission as P
from coordinator.workflow.steps import Step
from expenses.advances.rules import OWED
from expenses.advances.rules import AdvanceStatus as S

TAKE_BACK = Step(
    "advance.take_back", frozenset({S.ASKED}), S.TAKEN_BACK, P.WRITE_CLAIM,
    _("I do not need it after all"), _("{who} does not need it after all"),
)  # fmt: skip
TAKE_BACK_FOR = Step(
    "advance.take_back_for", frozenset({S.ASKED}), S.TAKEN_BACK, P.WRITE_CLAIM_FOR,
    _("They do not need it after all"), _("{who} noted that they do not need it after all"),
)  # fmt: skip
AGREE = Step(
    "advance.agree", frozenset({S.ASKED}), S.AGREED, P.APPROVE_CLAIM, _("Agree"), _("{who} agreed to pay it beforehand")
)
NOT_AGREE = Step(
    "advance.not_agree", frozenset({S.ASKED}), S.NOT_AGREED, P.APPROVE_CLAIM,
    _("Do not agree"), _("{who} did not agree to pay it beforehand"),
)  # fmt: skip
CALL_OFF = Step(
    "advance.call_off", OWED, S.CALLED_OFF, P.APPROVE_CLAIM,
    _("Call it off"), _("{who} called it off before it was paid"),
)  # fmt: skip
PUT_IN_RUN = Step(
    "advance.put_in_run", OWED, S.IN_PAYMENT_RUN, P.BUILD_BATCH,
    _("Put in the payment file"), _("{who} put the payment in a file for the bank"),
)  # fmt: skip
LEAVE_RUN = Step(
    "advance.leave_run", frozenset({S.IN_PAYMENT_RUN}), S.REVERSED, P.MARK_PAID,
    _("The payment did not arrive"), _("{who} noted that the payment did not arrive"),
)  # fmt: skip
PAY = Step(
    "advance.pay", frozenset({S.IN_PAYMENT_RUN}), S.PAID, P.MARK_PAID, _("Mark as paid"), _("{who} marked it paid")
)
PAY_BY_CHEQUE = Step(
    "advance.pay_by_cheque", OWED, S.PAID, P.MARK_PAID, _("A cheque is in the post"), _("{who} posted a cheque")
)
COME_BACK = Step(
    "advance.come_back", frozenset({S.PAID}), S.REVERSED, P.MARK_PAID,
    _("It came back"), _("{who} noted that the money came back"),
)  # fmt: skip

STEPS = (
    TAKE_BACK, TAKE_BACK_FOR, AGREE, NOT_AGREE, CALL_OFF, PUT_IN_RUN, LEAVE_RUN, PAY, PAY_BY_CHEQUE, COME_BACK,
)  # fmt: skip
ASKED, ASKED_FOR, FIRST_OF_TWO = "advance.ask", "advance.ask_for", "advance.second_approval"
GIVEN_BACK, LET_GO = "advance.given_back", "advance.let_go"
SENTENCES = {step.verb: step.told for step in STEPS} | {
    ASKED: _("{who} asked for money before the day"),
    ASKED_FOR: _("{who} asked for money before the day for them"),
    FIRST_OF_TWO: _("{who} agreed; a second approval is needed above the limit"),
    GIVEN_BACK: _("{who} noted that the rest was given back"),
    LET_GO: _("{who} let the rest go"),
}
