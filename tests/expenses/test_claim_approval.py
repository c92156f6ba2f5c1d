"""Who approves: never the claimant, never one person twice, and above the limit four eyes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expenses.claims.rules import APPROVAL_LIMIT_PENCE, approvals_needed, may_approve

SMALL, LARGE = 10_000, 10_001
ALLOWED = "You may approve this claim."
OWN = "This is your own claim, so somebody else approves it."
TWICE = "You have approved this claim already. The second approval comes from somebody else."
CONFIRMED = "You confirmed that they took part. Above £100.00 somebody else approves."
CHECKED = "You checked this claim. Above £100.00 somebody else approves."


@pytest.mark.parametrize(("total", "approvals"), [(0, 1), (SMALL, 1), (LARGE, 2)])
def test_one_approval_up_to_a_hundred_pounds_and_two_above(total, approvals):
    assert approvals_needed(total) == approvals


def test_an_organisation_may_set_its_own_limit():
    assert approvals_needed(5001, 5000) == 2
    assert approvals_needed(LARGE, 50_000) == 1


@pytest.mark.parametrize(
    ("facts", "total", "reason"),
    [
        ({}, SMALL, ALLOWED),
        ({}, LARGE, ALLOWED),
        ({"claimant": "helen"}, 0, OWN),
        ({"claimant": "helen"}, LARGE, OWN),
        ({"previous_approvers": ["helen"]}, SMALL, TWICE),
        ({"previous_approvers": ["helen"]}, LARGE, TWICE),
        ({"previous_approvers": ["ravi"]}, LARGE, ALLOWED),
        ({"attendance_confirmer": "helen"}, SMALL, ALLOWED),
        ({"attendance_confirmer": "helen"}, LARGE, CONFIRMED),
        ({"attendance_confirmer": "tomasz"}, LARGE, ALLOWED),
        ({"checker": "helen"}, SMALL, ALLOWED),
        ({"checker": "helen"}, LARGE, CHECKED),
        ({"attendance_confirmer": None, "checker": None}, LARGE, ALLOWED),
    ],
)
def test_who_may_approve_and_why_not(facts, total, reason):
    verdict = may_approve(**{"claimant": "rowan", "approver": "helen", "total_pence": total, **facts})
    assert (verdict.allowed, str(verdict.reason)) == (reason == ALLOWED, reason)


def test_the_reason_names_the_organisations_own_limit():
    verdict = may_approve(
        claimant="rowan", approver="helen", attendance_confirmer="helen", total_pence=5001, limit=5000
    )
    assert str(verdict.reason) == "You confirmed that they took part. Above £50.00 somebody else approves."


PEOPLE = st.sampled_from(["rowan", "tomasz", "helen", "ravi", "samira"])


@given(PEOPLE, PEOPLE, PEOPLE, st.lists(PEOPLE, max_size=8), st.integers(0, 30_000))
def test_whoever_presses_in_whatever_order_large_claims_get_two_other_people(
    claimant, confirmer, checker, presses, total
):
    approved: list[str] = []
    for person in presses:
        if len(approved) < approvals_needed(total) and may_approve(
            claimant=claimant,
            approver=person,
            attendance_confirmer=confirmer,
            checker=checker,
            previous_approvers=approved,
            total_pence=total,
        ):
            approved.append(person)
    assert claimant not in approved
    assert len(set(approved)) == len(approved)
    if total > APPROVAL_LIMIT_PENCE:
        assert {confirmer, checker} & set(approved) == set()
