"""The arrows between the states of a claim (practice.md section 3), as data. Review and payments take theirs from here."""

from django.utils.translation import gettext_lazy as _

from coordinator.authorization.permissions import Permission as P
from coordinator.workflow.steps import Step
from expenses.claims.rules import ClaimStatus as S

WITH_FINANCE = frozenset({S.SUBMITTED, S.CHECKED})
DECIDED = frozenset({S.APPROVED, S.PART_APPROVED})

SUBMIT = Step("claim.submit", frozenset({S.DRAFT}), S.SUBMITTED, P.WRITE_CLAIM, _("Send it"), _("{who} sent the claim"))
SUBMIT_FOR = Step(
    "claim.submit_for", frozenset({S.DRAFT}), S.SUBMITTED, P.WRITE_CLAIM_FOR,
    _("Send it for them"), _("{who} entered and sent the claim for them"),
)  # fmt: skip
TAKE_BACK = Step(
    "claim.take_back", frozenset({S.DRAFT, S.SUBMITTED, S.QUERY, S.CHECKED}), S.WITHDRAWN, P.WRITE_CLAIM,
    _("Take this claim back"), _("{who} took the claim back"),
)  # fmt: skip
TAKE_BACK_FOR = Step(
    "claim.take_back_for", frozenset({S.DRAFT, S.SUBMITTED, S.QUERY, S.CHECKED}), S.WITHDRAWN, P.WRITE_CLAIM_FOR,
    _("Take it back for them"), _("{who} took the claim back for them"),
)  # fmt: skip
ANSWER = Step(
    "claim.answer", frozenset({S.QUERY}), S.SUBMITTED, P.WRITE_CLAIM, _("Answer"), _("{who} answered the question")
)
ANSWER_FOR = Step(
    "claim.answer_for", frozenset({S.QUERY}), S.SUBMITTED, P.WRITE_CLAIM_FOR,
    _("Write down the answer"), _("{who} wrote down the answer"),
)  # fmt: skip
CHECK = Step(
    "claim.check", frozenset({S.SUBMITTED}), S.CHECKED, P.CHECK_CLAIM, _("Checked"), _("{who} checked the claim")
)
ASK = Step("claim.ask", WITH_FINANCE, S.QUERY, P.ASK_ABOUT_CLAIM, _("Ask a question"), _("{who} asked a question"))
DROP_QUESTION = Step(
    "claim.drop_question", frozenset({S.QUERY}), S.SUBMITTED, P.ASK_ABOUT_CLAIM,
    _("Drop the question"), _("{who} dropped the question"),
)  # fmt: skip
APPROVE = Step(
    "claim.approve", frozenset({S.CHECKED}), S.APPROVED, P.APPROVE_CLAIM, _("Approve"), _("{who} approved the claim")
)
APPROVE_IN_PART = Step(
    "claim.approve_in_part", frozenset({S.CHECKED}), S.PART_APPROVED, P.APPROVE_CLAIM,
    _("Approve in part"), _("{who} approved the claim in part"),
)  # fmt: skip
NOT_AGREE = Step(
    "claim.not_agree",
    WITH_FINANCE,
    S.DECLINED,
    P.APPROVE_CLAIM,
    _("Do not agree"),
    _("{who} did not agree to the claim"),
)
LOOK_AGAIN = Step(
    "claim.look_again", frozenset({S.DECLINED}), S.CHECKED, P.WRITE_CLAIM,
    _("Ask for another look"), _("{who} asked for another look by somebody else"),
)  # fmt: skip
LOOK_AGAIN_FOR = Step(
    "claim.look_again_for", frozenset({S.DECLINED}), S.CHECKED, P.WRITE_CLAIM_FOR,
    _("Ask for another look for them"), _("{who} asked for them for another look by somebody else"),
)  # fmt: skip
PUT_IN_RUN = Step(
    "claim.put_in_run", DECIDED | {S.REVERSED}, S.IN_PAYMENT_RUN, P.BUILD_BATCH,
    _("Put in the payment file"), _("{who} put the payment in a file for the bank"),
)  # fmt: skip
LEAVE_RUN = Step(
    "claim.leave_run", frozenset({S.IN_PAYMENT_RUN}), S.REVERSED, P.MARK_PAID,
    _("The payment did not arrive"), _("{who} noted that the payment did not arrive"),
)  # fmt: skip
PAY = Step(
    "claim.pay", frozenset({S.IN_PAYMENT_RUN}), S.PAID, P.MARK_PAID, _("Mark as paid"), _("{who} marked it paid")
)
PAY_BY_CHEQUE = Step(
    "claim.pay_by_cheque",
    DECIDED | {S.REVERSED},
    S.PAID,
    P.MARK_PAID,
    _("A cheque is in the post"),
    _("{who} posted a cheque"),
)
COME_BACK = Step(
    "claim.come_back", frozenset({S.PAID}), S.REVERSED, P.MARK_PAID,
    _("It came back"), _("{who} noted that the money came back"),
)  # fmt: skip
NOTHING_TO_PAY = Step(
    "claim.nothing_to_pay", DECIDED, S.PAID, P.APPROVE_CLAIM, _("Nothing to pay"), _("There was nothing to pay")
)

STEPS = (
    SUBMIT, SUBMIT_FOR, TAKE_BACK, TAKE_BACK_FOR, ANSWER, ANSWER_FOR, CHECK, ASK, DROP_QUESTION, APPROVE, APPROVE_IN_PART, NOT_AGREE,
    LOOK_AGAIN, LOOK_AGAIN_FOR, PUT_IN_RUN, LEAVE_RUN, PAY, PAY_BY_CHEQUE, COME_BACK, NOTHING_TO_PAY,
)  # fmt: skip
ASK_FOR_THE_REST, ASK_FOR_THE_REST_FOR = "claim.ask_for_the_rest", "claim.ask_for_the_rest_for"
SENTENCES = {step.verb: step.told for step in STEPS} | {
    ASK_FOR_THE_REST: LOOK_AGAIN.told,
    ASK_FOR_THE_REST_FOR: LOOK_AGAIN_FOR.told,
    "claim.begin": _("{who} began the claim"),
    "claim.begin_for": _("{who} began the claim for them"),
    "claim.save": _("{who} wrote in the claim"),
    "claim.receipt_add": _("{who} added a receipt"),
    "claim.receipt_remove": _("{who} took a receipt away"),
    "claim.second_approval": _("{who} approved the claim; a second approval is needed above the limit"),
    "claim.write_question": _("{who} wrote a question in own words; a second person reads it first"),
    "claim.release_question": _("{who} released a question in own words"),
    "claim.set_question_aside": _("{who} set a question aside before it was sent"),
}
