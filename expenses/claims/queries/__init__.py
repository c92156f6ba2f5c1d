"""Reads of claims: who sees which, what the rules need to know of one or of many, and how it stands in plain words."""

from expenses.claims.queries.facts import (
    Covered,
    covered_lines,
    facts_for_rules,
    facts_of,
    findings_of,
    findings_of_all,
    with_facts,
)
from expenses.claims.queries.lists import (
    ClaimableDate,
    claimable_dates,
    claims_listed,
    dates_not_claimed,
    is_claimable,
    own_claims,
)
from expenses.claims.queries.looks import cut_lines, may_ask_again, other_look_at
from expenses.claims.queries.standing import (
    finance_names,
    promise_after_questions,
    promise_when_sent,
    said_of,
    who_has_it,
)
from expenses.claims.queries.visible import claims_visible_to, claims_written_by

__all__ = [
    "ClaimableDate",
    "Covered",
    "claimable_dates",
    "claims_listed",
    "claims_visible_to",
    "claims_written_by",
    "covered_lines",
    "cut_lines",
    "dates_not_claimed",
    "facts_for_rules",
    "facts_of",
    "finance_names",
    "findings_of",
    "findings_of_all",
    "is_claimable",
    "may_ask_again",
    "other_look_at",
    "own_claims",
    "promise_after_questions",
    "promise_when_sent",
    "said_of",
    "who_has_it",
    "with_facts",
]
