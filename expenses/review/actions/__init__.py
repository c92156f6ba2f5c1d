"""The only writers of decisions about claims."""

from expenses.review.actions.approving import approve_claim, approve_in_part, not_agree
from expenses.review.actions.asking import ask, drop_question, release_question, write_own_question
from expenses.review.actions.checking import check_claim
from expenses.review.actions.looking_again import look_again
from expenses.review.actions.together import Outcome, approve_together

__all__ = [
    "Outcome",
    "approve_claim",
    "approve_in_part",
    "approve_together",
    "ask",
    "check_claim",
    "drop_question",
    "look_again",
    "not_agree",
    "release_question",
    "write_own_question",
]
