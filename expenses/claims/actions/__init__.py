"""The only writers of claims, for the person and for staff who write one down for somebody."""

from expenses.claims.actions.answering import answer_question
from expenses.claims.actions.beginning import begin_claim
from expenses.claims.actions.cut_parts import claim_cut_parts
from expenses.claims.actions.forgetting import forget_claims
from expenses.claims.actions.sending import send_claim, take_back
from expenses.claims.actions.writing import LineSaid, hold_draft, remove_line, save_line

__all__ = [
    "LineSaid",
    "answer_question",
    "begin_claim",
    "claim_cut_parts",
    "forget_claims",
    "hold_draft",
    "remove_line",
    "save_line",
    "send_claim",
    "take_back",
]
