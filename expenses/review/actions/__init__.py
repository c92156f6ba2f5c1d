"""The only writers of decisions about claims."""

from expenses.review.actions.advances import agree_to_advance, call_off_advance, not_agree_to_advance, settle_rest
from expenses.review.actions.approving import approve_claim, approve_in_part, not_agree
from expenses.review.actions.asking import ask, drop_question, release_question, write_own_question
from expenses.review.actions.checking import check_claim
from expenses.review.actions.looking_again import look_again
from expenses.review.actions.together import Outcome, approve_together

__all__ = [
    "Outcome",
    "agree_to_advance",
    "approve_claim",
    "approve_in_part",
    "approve_together",
    "ask",
    "call_off_advance",
    "check_claim",
    "drop_question",
    "look_again",
    "not_agree",
    "not_agree_to_advance",
    "release_question",
    "settle_rest",
    "write_own_question",
]
