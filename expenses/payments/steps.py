"""The arrows between the states of a payment file and of one payment. Those of the claim stand in `claims.steps`."""

from django.utils.translation import gettext_lazy as _

from coordinator.authorization.permissions import Permission as P
from coordinator.workflow.steps import Step
from expenses.payments.models import BatchStatus as B
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
    "payment.return", frozenset({S.PAID}), S.RETURNED, P.MARK_PAID,
    _("The bank sent it back"), _("{who} noted that the bank sent it back"),
)  # fmt: skip
PAYMENT_STEPS = (PAYMENT_PAID, PAYMENT_FAILED, PAYMENT_RETURNED)

BUILT = "batch.build"
DOWNLOADED = "batch.download"
DETAILS_KEPT = "bank_details.keep"
SENTENCES = {step.verb: step.told for step in (*BATCH_STEPS, *PAYMENT_STEPS)} | {
    BUILT: _("{who} made and sealed the file"),
    DOWNLOADED: _("{who} downloaded the file"),
    DETAILS_KEPT: _("{who} wrote down where the money goes"),
}
