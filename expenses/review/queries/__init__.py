"""Reads for those who look at claims: what waits, what is known of each, what was asked, what was paid."""

from expenses.review.queries.facts import (
    Attended,
    decided_before,
    presence_of,
    recent_letters,
    round_of,
    why_not_check,
    why_not_decide,
)
from expenses.review.queries.lists import (
    Waiting,
    lanes,
    open_questions,
    paid_claims,
    past_questions,
    questions_visible_to,
    reviewed_claims,
    waiting_claims,
)

__all__ = [
    "Attended",
    "Waiting",
    "decided_before",
    "lanes",
    "open_questions",
    "paid_claims",
    "past_questions",
    "presence_of",
    "questions_visible_to",
    "recent_letters",
    "reviewed_claims",
    "round_of",
    "waiting_claims",
    "why_not_check",
    "why_not_decide",
]
