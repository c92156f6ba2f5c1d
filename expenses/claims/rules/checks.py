"""What in a claim a person should look at, each with the rule in words; everything else goes straight through."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from coordinator.money import Pence
from expenses.answers import Words
from expenses.answers import words as _
from expenses.claims.rules.kinds import DEFAULT_POLICY, FACTS, ClaimPolicy, LineKind
from expenses.travel.rules import above_plan


@dataclass(frozen=True)
class ClaimLine:
    """One thing somebody paid for.

    `agreed_pence`: what a person agreed beforehand for this very line (childcare, care, a taxi if wet); None: nothing.
    `agreed_adjustment`: an agreed adjustment covers the way this person travels. That it does is all finance learns.
    Raises ValueError for a negative amount.
    """

    kind: LineKind
    day: date
    pence: int
    supplier: str = ""
    miles: Decimal = Decimal(0)
    has_receipt: bool = False
    lost_receipt_statement: bool = False
    agreed_pence: int | None = None
    agreed_adjustment: bool = False

    def __post_init__(self) -> None:
        if self.pence < 0:
            raise ValueError("a claim line has no negative amount")


@dataclass(frozen=True)
class ClaimedBefore:
    """A line of an earlier claim of the same person, with that claim's reference.

    Leave out claims that were withdrawn or declined, and later ones: a pair is flagged once, on the later claim (CL9).
    """

    reference: str
    kind: LineKind
    supplier: str
    day: date
    pence: int


@dataclass(frozen=True)
class Claim:
    """All that the rules need to know of a claim. `travel_agreed_pence`: the agreed plan's safe harbour, None without one.

    `asked_again`: the person wants somebody else to decide. `of_cut_parts`: these are the parts of a claim that were not
    agreed; what there was to find was found, and what was agreed beforehand is used up (practice.md PY4).
    """

    event_day: date
    submitted_day: date
    lines: tuple[ClaimLine, ...]
    travel_agreed_pence: int | None = None
    claimed_before: tuple[ClaimedBefore, ...] = field(default=())
    asked_again: bool = False
    of_cut_parts: bool = False

    @property
    def total_pence(self) -> int:
        return sum(line.pence for line in self.lines)

    @property
    def planned_travel_pence(self) -> int:
        """Travel that counts towards the agreed plan: lines with an agreed amount of their own stand beside it."""
        return sum(line.pence for line in self.lines if FACTS[line.kind].is_travel and line.agreed_pence is None)

    @property
    def is_inside_plan(self) -> bool:
        return self.travel_agreed_pence is not None and self.planned_travel_pence <= self.travel_agreed_pence


class FindingCode(StrEnum):
    """Why somebody looks at a claim."""

    ASKED_AGAIN = "asked_again"
    LATE = "late"
    ABOVE_PLAN = "above_plan"
    ABOVE_AGREED = "above_agreed"
    RECEIPT_MISSING = "receipt_missing"
    LOST_RECEIPT_OVER_LIMIT = "lost_receipt_over_limit"
    MANY_MILES = "many_miles"
    TAXI_NOT_AGREED = "taxi_not_agreed"
    MEAL_OVER_CAP = "meal_over_cap"
    POSSIBLE_DUPLICATE = "possible_duplicate"


@dataclass(frozen=True)
class Finding:
    """One thing to look at: `line` is the place in `claim.lines` from 0, None for the whole claim; `rule` in words."""

    code: FindingCode
    line: int | None
    rule: Words


def findings(claim: Claim, policy: ClaimPolicy = DEFAULT_POLICY) -> list[Finding]:
    """Everything about the claim that a person should look at; nothing here refuses anything."""
    found = [*_asked_again(claim)]
    if claim.of_cut_parts:
        return found
    found += [*_late(claim, policy), *_above_plan(claim)]
    for index, line in enumerate(claim.lines):
        for code, check in LINE_CHECKS.items():
            rule = check(line, claim, policy)
            if rule:
                found.append(Finding(code, index, rule))
    return found


def is_straight_through(claim: Claim, policy: ClaimPolicy = DEFAULT_POLICY) -> bool:
    """Whether finance may approve it with the others, without looking at it on its own (practice.md PY2)."""
    return not findings(claim, policy)


def _asked_again(claim: Claim) -> Iterator[Finding]:
    if claim.asked_again:
        rule = _("They asked for another look, so somebody who has not decided about it yet decides it on its own.")
        yield Finding(FindingCode.ASKED_AGAIN, None, rule)


def _late(claim: Claim, policy: ClaimPolicy) -> Iterator[Finding]:
    days = (claim.submitted_day - claim.event_day).days
    if days > policy.late_after_days:
        rule = _(
            "Sent %(days)s days after the event; after %(limit)s days the person may say why and the approver decides.",
            days=days,
            limit=policy.late_after_days,
        )
        yield Finding(FindingCode.LATE, None, rule)


def _above_plan(claim: Claim) -> Iterator[Finding]:
    agreed = claim.travel_agreed_pence
    if agreed is not None and not claim.is_inside_plan:
        yield Finding(FindingCode.ABOVE_PLAN, None, above_plan(agreed, claim.planned_travel_pence))


def _within_own_agreement(line: ClaimLine) -> bool:
    return line.agreed_pence is not None and line.pence <= line.agreed_pence


def _within_plan(line: ClaimLine, claim: Claim) -> bool:
    return FACTS[line.kind].is_travel and line.agreed_pence is None and claim.is_inside_plan


def _above_agreed(line: ClaimLine, claim: Claim, policy: ClaimPolicy) -> Words | None:
    if line.agreed_pence is None or line.pence <= line.agreed_pence:
        return None
    return _(
        "%(kind)s: %(claimed)s is claimed and %(agreed)s was agreed beforehand. A person looks at what is above.",
        kind=FACTS[line.kind].label,
        claimed=Pence(line.pence),
        agreed=Pence(line.agreed_pence),
    )


def _needs_receipt(line: ClaimLine, claim: Claim, policy: ClaimPolicy) -> bool:
    limit = policy.receipt_limit(line.kind)
    if line.has_receipt or limit is None or line.pence <= limit or _within_own_agreement(line):
        return False
    return policy.receipts_inside_estimate or not _within_plan(line, claim)


def _receipt_missing(line: ClaimLine, claim: Claim, policy: ClaimPolicy) -> Words | None:
    if line.lost_receipt_statement or not _needs_receipt(line, claim, policy):
        return None
    return _(
        "%(kind)s of %(claimed)s has no receipt; above %(limit)s we ask for one, or for a line saying it is lost.",
        kind=FACTS[line.kind].label,
        claimed=Pence(line.pence),
        limit=Pence(policy.receipt_limit(line.kind) or 0),
    )


def _lost_receipt_over_limit(line: ClaimLine, claim: Claim, policy: ClaimPolicy) -> Words | None:
    settled = line.pence <= policy.lost_receipt_up_to_pence
    if settled or not line.lost_receipt_statement or not _needs_receipt(line, claim, policy):
        return None
    return _(
        "The receipt for %(claimed)s is lost. Up to %(limit)s the person's word settles it; above that the approver decides.",
        claimed=Pence(line.pence),
        limit=Pence(policy.lost_receipt_up_to_pence),
    )


def _many_miles(line: ClaimLine, claim: Claim, policy: ClaimPolicy) -> Words | None:
    agreed = _within_own_agreement(line) or _within_plan(line, claim)
    if agreed or line.kind != LineKind.MILEAGE or line.miles <= policy.miles_looked_at:
        return None
    return _(
        "%(miles)s miles in one line; lines over %(limit)s miles are looked at for a slip of the pen.",
        miles=line.miles,
        limit=policy.miles_looked_at,
    )


def _taxi_not_agreed(line: ClaimLine, claim: Claim, policy: ClaimPolicy) -> Words | None:
    covered = line.agreed_adjustment or line.agreed_pence is not None or claim.travel_agreed_pence is not None
    if covered or line.kind != LineKind.TAXI or not line.pence or not policy.taxi_needs_agreement:
        return None
    return _("No taxi was agreed beforehand, so a person looks at it. Nobody is asked why they took one.")


def _meal_over_cap(line: ClaimLine, claim: Claim, policy: ClaimPolicy) -> Words | None:
    if line.kind != LineKind.MEALS or line.pence <= policy.meal_cap_pence or _within_own_agreement(line):
        return None
    return _(
        "A meal of %(claimed)s; we pay what it cost up to %(cap)s.",
        claimed=Pence(line.pence),
        cap=Pence(policy.meal_cap_pence),
    )


def _possible_duplicate(line: ClaimLine, claim: Claim, policy: ClaimPolicy) -> Words | None:
    for other in claim.claimed_before if line.pence else ():
        if _fingerprint(line) == _fingerprint(other):
            return _(
                "The same kind, supplier, day and amount stand in claim %(reference)s. Look at both before paying.",
                reference=other.reference,
            )
    return None


def _fingerprint(line: ClaimLine | ClaimedBefore) -> tuple[LineKind, str, date, int]:
    return line.kind, " ".join(line.supplier.casefold().split()), line.day, line.pence


LineCheck = Callable[[ClaimLine, Claim, ClaimPolicy], Words | None]
LINE_CHECKS: Mapping[FindingCode, LineCheck] = {
    FindingCode.ABOVE_AGREED: _above_agreed,
    FindingCode.RECEIPT_MISSING: _receipt_missing,
    FindingCode.LOST_RECEIPT_OVER_LIMIT: _lost_receipt_over_limit,
    FindingCode.MANY_MILES: _many_miles,
    FindingCode.TAXI_NOT_AGREED: _taxi_not_agreed,
    FindingCode.MEAL_OVER_CAP: _meal_over_cap,
    FindingCode.POSSIBLE_DUPLICATE: _possible_duplicate,
}
