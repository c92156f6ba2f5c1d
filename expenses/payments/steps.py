"""The arrows between the states of a payment file and of one payment, and which arrows what is paid takes with it.

Those of claims and advances stand in `claims.steps` and `advances.steps`.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from coordinator.authorization.permissions import Permission as P
from coordinator.workflow.steps import Step
from expenses.advances import steps as advance_steps
from expenses.claims import steps as claim_steps
from expenses.payments.models import BatchStatus as B
from expenses.payments.models import Payable
from expenses.payments.models import PaymentStatus as S

SEND_BATCH = Step(
    "batch.send", frozenset({B.SEALED}), B.SENT, P.BUILD_BATCH,
    _("The file is with the bank"), _("{who} gave the file to the bank"),
)  # fmt: skip
SETTLE_BATCH = Step(
    "batch.settle", frozenset({B.SEALED, B.SENT}), B.SETTLED, P.MARK_PAID,
    _("All settled"), _("Every payment of the file came to its end"),
)  # fmt: skip
BATCH_STEPS = (SEND_BATCH, SETTLE_BATCH)

PAYMENT_PAID = Step(
    "payment.pay", frozenset({S.IN_FILE}), S.PAID, P.MARK_PAID, _("Mark as paid"), _("{who} marked it paid")
)
PAYMENT_FAILED = Step(
    "payment.fail", frozenset({S.IN_FILE}), S.FAILED, P.MARK_PAID,
    _("It did not arrive"), _("{who} noted that it did not arrive"),
)  # fmt: skip
PAYMENT_RETURNED = Step(
    "payment.return", frozenset({S.PAID}), S.RETURNED, P.MARK_PAID, _("It came back"), _("{who} noted that it came back")
)  # fmt: skip
PAYMENT_STEPS = (PAYMENT_PAID, PAYMENT_FAILED, PAYMENT_RETURNED)


@dataclass(frozen=True)
class MoneySteps:
    """How a claim or an advance moves with its money."""

    put_in_run: Step
    leave_run: Step
    pay: Step
    pay_by_cheque: Step
    come_back: Step


OF_CLAIM, OF_ADVANCE = (
    MoneySteps(of.PUT_IN_RUN, of.LEAVE_RUN, of.PAY, of.PAY_BY_CHEQUE, of.COME_BACK)
    for of in (claim_steps, advance_steps)
)


def money_steps(payable: Payable) -> MoneySteps:
    """The arrows of what this is owed for."""
    return OF_CLAIM if payable.claim_id else OF_ADVANCE


CHEQUE = "payment.cheque"
BUILT = "batch.build"
DOWNLOADED = "batch.download"
DETAILS_KEPT = "bank_details.keep"
SENTENCES = {step.verb: step.told for step in (*BATCH_STEPS, *PAYMENT_STEPS)} | {
    CHEQUE: _("{who} wrote a cheque and posted it"),
    BUILT: _("{who} made and sealed the file"),
    DOWNLOADED: _("{who} downloaded the file"),
    DETAILS_KEPT: _("{who} wrote down where the money goes"),
}
