"""What goes straight through and what a person looks at: the claims of practice.md 6.8 and the limits around them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from expenses.claims.rules import (
    FACTS,
    Claim,
    ClaimedBefore,
    ClaimLine,
    ClaimPolicy,
    FindingCode,
    LineKind,
    findings,
    is_straight_through,
)

DAY = date(2026, 5, 6)
SENT = date(2026, 5, 8)


def line(kind=LineKind.TRAIN, pence=1840, **facts) -> ClaimLine:
    return ClaimLine(kind=kind, day=DAY, pence=pence, **facts)


def claim(*lines: ClaimLine, **facts) -> Claim:
    return Claim(event_day=DAY, submitted_day=facts.pop("submitted_day", SENT), lines=lines, **facts)


def codes(of: Claim, policy: ClaimPolicy | None = None) -> list[tuple[FindingCode, int | None]]:
    return [(finding.code, finding.line) for finding in findings(of, policy or ClaimPolicy())]


def rules(of: Claim) -> list[str]:
    return [str(finding.rule) for finding in findings(of)]


@pytest.mark.parametrize(
    "straight",
    [
        claim(),
        claim(line(LineKind.BUS, 0)),
        claim(line(LineKind.TRAIN, 1840, has_receipt=True)),
        claim(line(LineKind.MILEAGE, 3410, miles=Decimal(62))),
        claim(line(LineKind.CHILDCARE, 2400, agreed_pence=2400)),
        claim(line(LineKind.DATA, 500)),
        claim(line(LineKind.REPLACEMENT_CARE, 7500, agreed_pence=7500)),
        claim(line(LineKind.TAXI, 1720, agreed_pence=1800)),
        claim(line(LineKind.TAXI, 1720, has_receipt=True, agreed_adjustment=True)),
        claim(line(LineKind.TRAIN, 3060, has_receipt=True), travel_agreed_pence=3100),
    ],
)
def test_ordinary_claims_go_straight_through(straight):
    assert findings(straight) == []
    assert is_straight_through(straight) is True


@pytest.mark.parametrize("kind", list(LineKind))
def test_a_line_of_no_pounds_never_needs_anything(kind):
    nothing_asked = ClaimPolicy(receipt_above_pence={kind: 0}, meal_cap_pence=0)
    before = ClaimedBefore("1182", kind, "", DAY, 0)
    assert findings(claim(line(kind, 0), claimed_before=(before,)), nothing_asked) == []


def test_a_bus_fare_never_needs_a_receipt():
    assert codes(claim(line(LineKind.BUS, 4500))) == []


@pytest.mark.parametrize(
    ("kind", "limit"),
    [(kind, facts.receipt_above_pence) for kind, facts in FACTS.items() if facts.receipt_above_pence],
)
def test_a_receipt_is_needed_one_penny_above_the_limit(kind, limit):
    at, above = (line(kind, pence, agreed_adjustment=True) for pence in (limit, limit + 1))
    assert codes(claim(at)) == []
    assert codes(claim(above)) == [(FindingCode.RECEIPT_MISSING, 0)]
    assert codes(claim(replace(above, has_receipt=True))) == []
    assert codes(claim(replace(above, lost_receipt_statement=True))) == []


def test_nine_pounds_parking_without_a_ticket_names_the_limit():
    assert rules(claim(line(LineKind.PARKING, 900))) == [
        "Parking of £9.00 has no receipt; above £5.00 we ask for one, or for a line saying it is lost."
    ]


def test_an_organisation_may_set_its_own_receipt_limit():
    parking = claim(line(LineKind.PARKING, 900))
    assert codes(parking, ClaimPolicy(receipt_above_pence={LineKind.PARKING: 1000})) == []
    assert codes(parking, ClaimPolicy(receipt_above_pence={LineKind.PARKING: None})) == []
    bus = claim(line(LineKind.BUS, 201))
    assert codes(bus, ClaimPolicy(receipt_above_pence={LineKind.BUS: 200})) == [(FindingCode.RECEIPT_MISSING, 0)]


def test_a_ticket_eaten_by_the_barrier_is_settled_by_a_word_up_to_the_limit():
    eaten = line(LineKind.TRAIN, 5000, lost_receipt_statement=True)
    assert codes(claim(eaten)) == []
    dearer = claim(replace(eaten, pence=5001))
    assert codes(dearer) == [(FindingCode.LOST_RECEIPT_OVER_LIMIT, 0)]
    assert rules(dearer) == [
        "The receipt for £50.01 is lost. Up to £50.00 the person's word settles it; above that the approver decides."
    ]
    assert codes(claim(replace(eaten, pence=5001, has_receipt=True))) == []


def test_receipts_are_still_asked_for_within_a_plan_unless_the_organisation_says_otherwise():
    within = claim(line(LineKind.TRAIN, 3060), travel_agreed_pence=3100)
    assert codes(within) == [(FindingCode.RECEIPT_MISSING, 0)]
    assert codes(within, ClaimPolicy(receipts_inside_estimate=False)) == []
    above = claim(line(LineKind.TRAIN, 3160), travel_agreed_pence=3100)
    assert codes(above, ClaimPolicy(receipts_inside_estimate=False)) == [
        (FindingCode.ABOVE_PLAN, None),
        (FindingCode.RECEIPT_MISSING, 0),
    ]


def test_a_plan_for_travel_does_not_stand_in_for_a_receipt_of_something_else():
    meal = claim(line(LineKind.MEALS, 1200), travel_agreed_pence=3100)
    assert codes(meal, ClaimPolicy(receipts_inside_estimate=False)) == [(FindingCode.RECEIPT_MISSING, 0)]


def test_travel_above_the_plan_is_one_finding_for_the_whole_claim():
    over = claim(
        line(LineKind.TRAIN, 3500, has_receipt=True),
        line(LineKind.TAXI, 2000, has_receipt=True),
        line(LineKind.CHILDCARE, 2400, agreed_pence=2400),
        travel_agreed_pence=4900,
    )
    assert codes(over) == [(FindingCode.ABOVE_PLAN, None)]
    assert rules(over) == ["Travel comes to £55.00 and £49.00 was agreed beforehand. A person looks at what is above."]
    assert over.total_pence == 7900


def test_a_wet_day_within_the_conditional_amount_is_covered():
    wet = claim(
        line(LineKind.TRAIN, 3100, has_receipt=True),
        line(LineKind.TAXI, 1800, has_receipt=True),
        travel_agreed_pence=4900,
    )
    assert is_straight_through(wet) is True


def test_a_line_with_an_amount_of_its_own_stands_beside_the_plan():
    both = claim(
        line(LineKind.TRAIN, 3100, has_receipt=True),
        line(LineKind.TAXI, 1800, agreed_pence=1800),
        travel_agreed_pence=3100,
    )
    assert codes(both) == []


def test_childcare_above_what_was_agreed_names_both_amounts():
    over = claim(line(LineKind.CHILDCARE, 3000, agreed_pence=2400, has_receipt=True))
    assert codes(over) == [(FindingCode.ABOVE_AGREED, 0)]
    assert rules(over) == [
        "Childcare: £30.00 is claimed and £24.00 was agreed beforehand. A person looks at what is above."
    ]


def test_over_a_hundred_miles_are_looked_at_for_a_slip_of_the_pen():
    def driven(miles: str, **facts) -> Claim:
        return claim(line(LineKind.MILEAGE, 5000, miles=Decimal(miles)), **facts)

    assert codes(driven("100")) == []
    assert codes(driven("100.1")) == [(FindingCode.MANY_MILES, 0)]
    assert rules(driven("1620")) == [
        "1,620 miles in one line; lines over 100 miles are looked at for a slip of the pen."
    ]
    assert codes(driven("162", travel_agreed_pence=5000)) == []
    assert codes(driven("162", travel_agreed_pence=4999)) == [
        (FindingCode.ABOVE_PLAN, None),
        (FindingCode.MANY_MILES, 0),
    ]
    agreed = line(LineKind.MILEAGE, 5000, miles=Decimal(162), agreed_pence=5000)
    assert codes(claim(agreed)) == []


def test_a_taxi_is_never_looked_at_for_being_a_taxi_when_an_adjustment_or_a_plan_covers_it():
    taxi = line(LineKind.TAXI, 1720, has_receipt=True)
    assert codes(claim(taxi)) == [(FindingCode.TAXI_NOT_AGREED, 0)]
    assert rules(claim(taxi)) == [
        "No taxi was agreed beforehand, so a person looks at it. Nobody is asked why they took one."
    ]
    assert codes(claim(replace(taxi, agreed_adjustment=True))) == []
    assert codes(claim(replace(taxi, agreed_pence=1800))) == []
    assert codes(claim(taxi, travel_agreed_pence=1800)) == []
    assert codes(claim(taxi, travel_agreed_pence=1000)) == [(FindingCode.ABOVE_PLAN, None)]
    assert codes(claim(taxi), ClaimPolicy(taxi_needs_agreement=False)) == []


def test_a_meal_over_the_cap_names_the_cap():
    meal = line(LineKind.MEALS, 1501, has_receipt=True)
    assert codes(claim(replace(meal, pence=1500))) == []
    assert codes(claim(meal)) == [(FindingCode.MEAL_OVER_CAP, 0)]
    assert rules(claim(meal)) == ["A meal of £15.01; we pay what it cost up to £15.00."]
    assert codes(claim(replace(meal, agreed_pence=2000))) == []
    assert codes(claim(meal), ClaimPolicy(meal_cap_pence=2000)) == []


def test_a_claim_after_97_days_is_explained_and_never_refused():
    late = claim(line(LineKind.BUS, 0), submitted_day=DAY + timedelta(days=97))
    assert codes(late) == [(FindingCode.LATE, None)]
    assert rules(late) == [
        "Sent 97 days after the event; after 90 days the person may say why and the approver decides."
    ]
    assert codes(claim(line(LineKind.BUS, 0), submitted_day=DAY + timedelta(days=90))) == []
    assert codes(claim(line(LineKind.BUS, 0), submitted_day=DAY + timedelta(days=91))) == [(FindingCode.LATE, None)]


def test_a_claim_for_costs_of_an_event_that_we_cancelled_passes():
    ticket = line(LineKind.TRAIN, 1840, has_receipt=True)
    assert is_straight_through(claim(ticket, submitted_day=DAY - timedelta(days=2))) is True


class TestTheSameThingTwice:
    before = ClaimedBefore("1182", LineKind.TRAIN, "Moor Rail", DAY, 1840)
    again = line(LineKind.TRAIN, 1840, has_receipt=True, supplier="Moor Rail")

    def test_is_flagged_once_with_the_other_claims_reference(self):
        twice = claim(self.again, claimed_before=(self.before, self.before))
        assert codes(twice) == [(FindingCode.POSSIBLE_DUPLICATE, 0)]
        assert rules(twice) == [
            "The same kind, supplier, day and amount stand in claim 1182. Look at both before paying."
        ]

    def test_is_found_however_the_supplier_was_typed(self):
        typed = replace(self.again, supplier="  MOOR   rail ")
        assert codes(claim(typed, claimed_before=(self.before,))) == [(FindingCode.POSSIBLE_DUPLICATE, 0)]

    @pytest.mark.parametrize(
        "other",
        [
            {"kind": LineKind.OTHER},
            {"supplier": "Other Rail"},
            {"day": DAY - timedelta(days=1)},
            {"pence": 1841},
        ],
    )
    def test_differs_in_one_thing_and_is_not_the_same(self, other):
        assert codes(claim(self.again, claimed_before=(replace(self.before, **other),))) == []

    def test_within_one_claim_is_there_and_back(self):
        assert codes(claim(self.again, self.again)) == []


def test_findings_come_in_the_order_of_the_claim_with_the_whole_first():
    mixed = claim(
        line(LineKind.TAXI, 2000, has_receipt=True),
        line(LineKind.MEALS, 2500),
        submitted_day=DAY + timedelta(days=120),
    )
    assert codes(mixed) == [
        (FindingCode.LATE, None),
        (FindingCode.TAXI_NOT_AGREED, 0),
        (FindingCode.RECEIPT_MISSING, 1),
        (FindingCode.MEAL_OVER_CAP, 1),
    ]
    assert is_straight_through(mixed) is False


def test_a_negative_amount_is_told_to_the_programmer():
    with pytest.raises(ValueError, match="no negative amount"):
        line(LineKind.BUS, -1)


def test_every_kind_has_a_label_and_travel_is_what_moves_a_person():
    assert set(FACTS) == set(LineKind)
    assert [kind.value for kind, facts in FACTS.items() if facts.is_travel] == [
        "train",
        "bus",
        "taxi",
        "mileage",
        "parking",
    ]
