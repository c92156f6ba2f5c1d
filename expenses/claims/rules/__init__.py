"""The rules of claims: what lines are, what a person should look at, who approves, by when the money comes."""

from expenses.claims.rules.approval import APPROVAL_LIMIT_PENCE, approvals_needed, may_approve
from expenses.claims.rules.checks import (
    Claim,
    ClaimedBefore,
    ClaimLine,
    Finding,
    FindingCode,
    findings,
    is_straight_through,
)
from expenses.claims.rules.kinds import DEFAULT_POLICY, FACTS, ClaimPolicy, KindFacts, LineKind
from expenses.claims.rules.promises import (
    PROMISE_WORKING_DAYS,
    ClaimStatus,
    Pause,
    paused_days,
    promised_by,
    said_to_person,
)
from expenses.claims.rules.questions import query_text_problems

__all__ = [
    "APPROVAL_LIMIT_PENCE",
    "DEFAULT_POLICY",
    "FACTS",
    "PROMISE_WORKING_DAYS",
    "Claim",
    "ClaimLine",
    "ClaimPolicy",
    "ClaimStatus",
    "ClaimedBefore",
    "Finding",
    "FindingCode",
    "KindFacts",
    "LineKind",
    "Pause",
    "approvals_needed",
    "findings",
    "is_straight_through",
    "may_approve",
    "paused_days",
    "promised_by",
    "query_text_problems",
    "said_to_person",
]
