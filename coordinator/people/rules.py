"""How people want to be reached and how long they may take. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence

PHONE, EMAIL = "phone", "email"


def in_order(choices: Sequence[str]) -> list[str]:
    """First, second, third choice as one order: gaps closed, a way named twice counted where it first stands."""
    return list(dict.fromkeys(choice for choice in choices if choice))


def named_twice(choices: Sequence[str]) -> list[str]:
    """The ways that were chosen more than once, each once, in order."""
    given = [choice for choice in choices if choice]
    return [choice for choice in dict.fromkeys(given) if given.count(choice) > 1]


def refused_but_chosen(order: Sequence[str], *, never_phone: bool, never_email: bool) -> list[str]:
    """Ways that somebody both chose and forbade: the form asks which is meant (practice.md 4 b, "never phone")."""
    forbidden = {PHONE: never_phone, EMAIL: never_email}
    return [way for way in order if forbidden.get(way, False)]


def days_to_answer(own: int, policy: int) -> int:
    """Working days somebody is given to answer: the longer of their own wish and the policy (practice.md B-15)."""
    return max(own, policy)


def phone_digits(text: str) -> str:
    """The digits of what was typed, to find a phone number however it was spaced; a leading +44 becomes 0."""
    digits = "".join(sign for sign in text if sign.isdigit())
    return "0" + digits[2:] if text.strip().startswith("+44") else digits


HOMES = (
    ("team", frozenset({"coordinator", "recruiting_manager"})),
    ("finance", frozenset({"finance_checker", "finance_payer", "approver"})),
    ("head", frozenset({"head", "auditor"})),
)


def home_of(roles: frozenset[str]) -> str:
    """Where somebody with these roles begins: "team", "finance", "head", or "me" for everybody else."""
    return next((home for home, holders in HOMES if roles & holders), "me")
