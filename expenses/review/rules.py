"""Rules of looking at claims: when one may be checked, who may look again, and what may be asked of a person.

Questions come from these reviewed templates: each names the rule, says what would settle it and offers to drop it
(practice.md B-10, B-14). How somebody travelled is never asked, so some findings have no question: the approver decides.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coordinator.money import Pence
from expenses.answers import Verdict, Words
from expenses.answers import words as _
from expenses.claims.rules import FACTS, Claim, ClaimPolicy, Finding, FindingCode

LETTERS_SHOWN_FOR_DAYS = 14  # practice.md B-13


class Presence(StrEnum):
    """What is known of somebody's date."""

    CAME = "came"
    DID_NOT_COME = "did_not_come"
    CANCELLED = "cancelled"  # by us: what was spent already is claimed all the same (practice.md CL10)
    NOT_SAID = "not_said"


NOT_WITHOUT: dict[Presence, Words] = {
    Presence.NOT_SAID: _("The team has not said yet whether they came. It can go on once they have."),
    Presence.DID_NOT_COME: _("The team noted that they did not come. Ask the team first: it may be a slip."),
}


def may_check(*, claimant: Hashable, checker: Hashable, presence: Presence) -> Verdict:
    """Whether `checker` may say that this claim is in order, with the reason in words.

    Attendance said once by the team unlocks payment, and so does our cancellation (expenses.md 9.2).
    """
    if checker == claimant:
        return Verdict(False, _("This is your own claim, so somebody else checks it."))
    if presence in NOT_WITHOUT:
        return Verdict(False, NOT_WITHOUT[presence])
    return Verdict(True, _("It may be checked."))


SOMEBODY_ELSE = _("You decided about this claim before, and another look comes from somebody else.")
NEEDS_SECOND_APPROVER = _("Above %(limit)s one of the two approvals comes from a second approver.")


def needs_second_approver(limit: int) -> Words:
    """Why this approval is not enough, although it is the second. `limit` in pence."""
    return Words(NEEDS_SECOND_APPROVER.template, (("limit", Pence(limit)),))


@dataclass(frozen=True)
class Cut:
    """What is agreed for one line, in pence, and why it is less than was claimed."""

    pence: int
    reason: str = ""


def cut_problem(*, claimed: int, cut: Cut) -> Words | None:
    """What is wrong with a changed amount, in words; None when all is well. All amounts in pence."""
    if cut.pence > claimed:
        return _("This is more than was claimed. Agree to at most %(claimed)s.", claimed=Pence(claimed))
    if cut.pence < claimed and not cut.reason.strip():
        return _("Say in a line why it is less. The person reads it.")
    return None


@dataclass(frozen=True)
class Template:
    """A reviewed question. `code` is the finding that it belongs to, `text` what the person reads.

    `about_travel`: never offered where an agreed adjustment covers the way somebody travels (practice.md B-11).
    """

    key: str
    label: Words
    code: FindingCode | None
    text: Words
    about_travel: bool = False


WAY_OUT = _("If this is a mistake of ours, say so and we drop it.")
OWN_WORDS = "own_words"

TEMPLATES: tuple[Template, ...] = (
    Template(
        "receipt_missing", _("Ask for a receipt"), FindingCode.RECEIPT_MISSING,
        _(
            "You claimed %(claimed)s for “%(kind)s” on %(day)s. Above %(limit)s we ask for a receipt. Do you have one, as "
            "a photo or on paper? If it is lost, a line saying so is enough."
        ),
    ),
    Template(
        "receipt_unclear", _("The receipt cannot be read"), None,
        _(
            "We cannot read the receipt for “%(kind)s” of %(claimed)s on %(day)s. Each receipt has to show the amount. "
            "Could you send another photo, or tell us what it says?"
        ),
    ),
    Template(
        "lost_receipt", _("A lost receipt above the limit"), FindingCode.LOST_RECEIPT_OVER_LIMIT,
        _(
            "The receipt for “%(kind)s” of %(claimed)s is lost. Up to %(lost_limit)s your word settles it. Is there "
            "anything else that shows the amount, such as a line of a bank statement? If not, tell us, and we decide "
            "with what we have."
        ),
    ),
    Template(
        "many_miles", _("Many miles in one line"), FindingCode.MANY_MILES,
        _(
            "Your claim says %(miles)s miles for %(day)s. We look at every line above %(miles_limit)s miles, because a "
            "digit slips easily. Is it the number you meant? Yes is enough."
        ),
        about_travel=True,
    ),
    Template(
        "above_agreed", _("More than was agreed for this"), FindingCode.ABOVE_AGREED,
        _(
            "For “%(kind)s” we agreed %(agreed)s beforehand, and you claimed %(claimed)s. For what is above we need a "
            "line from you: what came on top?"
        ),
    ),
    Template(
        "above_plan", _("More than the agreed plan"), FindingCode.ABOVE_PLAN,
        _(
            "For your journeys we agreed %(plan)s beforehand, and you claimed %(travel)s. For what is above we need a "
            "line from you: what came on top? You need not say how you travelled."
        ),
        about_travel=True,
    ),
    Template(
        "meal_over_cap", _("A meal above the limit"), FindingCode.MEAL_OVER_CAP,
        _(
            "We pay what a meal cost up to %(meal_limit)s, and yours on %(day)s was %(claimed)s. Is there something we "
            "should know, for example that it was for two days? Or may we pay %(meal_limit)s?"
        ),
    ),
    Template(
        "possible_duplicate", _("It may stand in two claims"), FindingCode.POSSIBLE_DUPLICATE,
        _(
            "“%(kind)s” of %(claimed)s on %(day)s stands in another claim of yours too, and each cost is paid once. Were "
            "there two, or did one slip in twice?"
        ),
    ),
    Template(
        "late", _("Sent late"), FindingCode.LATE,
        _(
            "You sent this claim %(days)s days after the event. After %(late_limit)s days we ask: what kept you? A line "
            "is enough, and it does not have to be personal."
        ),
    ),
)  # fmt: skip
BY_KEY = {template.key: template for template in TEMPLATES}


@dataclass(frozen=True)
class Offer:
    """A question that fits this claim as it stands: which template, which line from 0 (None: the whole), its words."""

    template: Template
    line: int | None
    text: Words


def questions_that_fit(claim: Claim, found: Sequence[Finding], policy: ClaimPolicy) -> list[Offer]:
    """The reviewed questions that this claim gives reason for; nothing else may be asked without a second person."""
    offers = [
        _offer(template, finding.line, claim, policy)
        for finding in found
        for template in TEMPLATES
        if template.code == finding.code and not _is_covered(template, finding.line, claim)
    ]
    unclear = BY_KEY["receipt_unclear"]
    with_receipt = [index for index, line in enumerate(claim.lines) if line.has_receipt]
    return offers + [_offer(unclear, index, claim, policy) for index in with_receipt]


def _is_covered(template: Template, line: int | None, claim: Claim) -> bool:
    if not template.about_travel:
        return False
    lines = claim.lines if line is None else (claim.lines[line],)
    return any(each.agreed_adjustment for each in lines)


def _offer(template: Template, line: int | None, claim: Claim, policy: ClaimPolicy) -> Offer:
    values = tuple(({**_of_claim(claim, policy), **_of_line(line, claim, policy)}).items())
    needed = tuple((name, value) for name, value in values if f"%({name})s" in template.text.template)
    return Offer(template, line, Words(template.text.template, needed))


def _of_claim(claim: Claim, policy: ClaimPolicy) -> dict:
    return {
        "days": (claim.submitted_day - claim.event_day).days,
        "late_limit": policy.late_after_days,
        "plan": Pence(claim.travel_agreed_pence or 0),
        "travel": Pence(claim.planned_travel_pence),
        "lost_limit": Pence(policy.lost_receipt_up_to_pence),
        "meal_limit": Pence(policy.meal_cap_pence),
        "miles_limit": policy.miles_looked_at,
    }


def _of_line(index: int | None, claim: Claim, policy: ClaimPolicy) -> dict:
    if index is None:
        return {}
    line = claim.lines[index]
    return {
        "kind": FACTS[line.kind].label,
        "day": line.day,
        "claimed": Pence(line.pence),
        "agreed": Pence(line.agreed_pence or 0),
        "limit": Pence(policy.receipt_limit(line.kind) or 0),
        "miles": line.miles,
    }
