"""What may be asked and decided about a claim, as rules."""

from datetime import date
from decimal import Decimal

import pytest

from expenses.claims.rules import DEFAULT_POLICY, Claim, ClaimLine, LineKind, findings, query_text_problems
from expenses.review.rules import (
    TEMPLATES,
    WAY_OUT,
    Cut,
    Presence,
    cut_problem,
    may_check,
    needs_second_approver,
    questions_that_fit,
)

DAY = date(2026, 5, 6)
SENT = date(2026, 5, 8)


def claim(*lines, **fields):
    return Claim(event_day=DAY, submitted_day=fields.pop("submitted_day", SENT), lines=lines, **fields)


def offered(of):
    return [
        (offer.template.key, offer.line, str(offer.text))
        for offer in questions_that_fit(of, findings(of), DEFAULT_POLICY)
    ]


def test_nobody_checks_their_own_claim():
    verdict = may_check(claimant="rowan", checker="rowan", presence=Presence.CAME)
    assert (verdict.allowed, str(verdict.reason)) == (False, "This is your own claim, so somebody else checks it.")


@pytest.mark.parametrize(
    ("presence", "allowed"),
    [(Presence.CAME, True), (Presence.CANCELLED, True), (Presence.NOT_SAID, False), (Presence.DID_NOT_COME, False)],
)
def test_a_claim_can_be_checked_once_they_came_or_we_cancelled(presence, allowed):
    assert may_check(claimant="rowan", checker="helen", presence=presence).allowed is allowed


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        (Cut(900), None),
        (Cut(500, "The cap is £5."), None),
        (Cut(1000, "More"), "This is more than was claimed. Agree to at most £9.00."),
        (Cut(500, "  "), "Say in a line why it is less. The person reads it."),
    ],
)
def test_an_amount_is_cut_only_with_a_reason(cut, said):
    found = cut_problem(claimed=900, cut=cut)
    assert (None if found is None else str(found)) == said


def test_parking_without_a_receipt_gives_the_question_of_the_sample():
    parking = ClaimLine(LineKind.PARKING, DAY, 900)
    assert offered(claim(parking)) == [
        (
            "receipt_missing",
            0,
            "You claimed £9.00 for “Parking” on 6 May. Above £5.00 we ask for a receipt. Do you have one, as a photo or "
            "on paper? If it is lost, a line saying so is enough.",
        )
    ]


def test_each_finding_that_may_be_asked_about_has_its_question():
    lines = (
        ClaimLine(LineKind.TRAIN, DAY, 9000, lost_receipt_statement=True),
        ClaimLine(LineKind.MILEAGE, DAY, 5500, miles=Decimal(120)),
        ClaimLine(LineKind.CHILDCARE, DAY, 5000, has_receipt=True, agreed_pence=4000),
        ClaimLine(LineKind.MEALS, DAY, 2200, has_receipt=True),
    )
    late = claim(*lines, submitted_day=date(2026, 8, 11), travel_agreed_pence=2000)
    assert [(key, line) for key, line, _text in offered(late)] == [
        ("late", None),
        ("above_plan", None),
        ("lost_receipt", 0),
        ("many_miles", 1),
        ("above_agreed", 2),
        ("meal_over_cap", 3),
        ("receipt_unclear", 2),
        ("receipt_unclear", 3),
    ]


def test_nobody_is_asked_why_they_took_a_taxi():
    taxi = claim(ClaimLine(LineKind.TAXI, DAY, 900))
    assert [finding.code.value for finding in findings(taxi)] == ["taxi_not_agreed"]
    assert offered(taxi) == []


def test_where_an_agreed_adjustment_covers_the_way_nobody_asks_about_the_way():
    miles = ClaimLine(LineKind.MILEAGE, DAY, 5500, miles=Decimal(120), agreed_adjustment=True)
    assert offered(claim(miles)) == []
    assert offered(claim(miles, travel_agreed_pence=2000)) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_every_template_is_one_that_we_would_let_through_ourselves(template):
    assert query_text_problems(template.text.template) == []
    assert not set(template.text.template.casefold().split()) & {"rejected", "invalid", "violation", "fraud", "sure"}


def test_every_template_names_its_rule_and_ends_in_a_way_to_settle_it():
    for template in TEMPLATES:
        assert "?" in template.text.template
        assert any(
            word in template.text.template
            for word in ("Above", "above", "Up to", "up to", "each cost", "Each receipt", "After")
        )
    assert str(WAY_OUT) == "If this is a mistake of ours, say so and we drop it."


def test_above_the_limit_one_of_two_is_a_second_approver():
    assert str(needs_second_approver(100_00)) == "Above £100.00 one of the two approvals comes from a second approver."
