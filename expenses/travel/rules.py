"""How a person travels to a place, what she thinks it may cost, and what she may then claim without a question."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from coordinator.money import Pence
from expenses.answers import Verdict, Words
from expenses.answers import words as _


class TravelMode(StrEnum):
    """Who arranges the journey (practice.md B-02, B-03). The choice is the person's and may change per event."""

    SELF_ARRANGED = "self_arranged"
    BOOK_FOR_ME = "book_for_me"


DEFAULT_MODE = TravelMode.SELF_ARRANGED


class EstimateAnswer(StrEnum):
    """What may be answered to "what might it cost?"; each is as good as the others (practice.md B-06)."""

    AMOUNT = "amount"
    RANGE = "range"
    DONT_KNOW = "dont_know"
    AS_LAST_TIME = "as_last_time"


@dataclass(frozen=True)
class Conditional:
    """Something that may come on top: `what` in the person's words ("taxi if wet"), up to so many pence (B-09)."""

    what: str
    up_to_pence: int


@dataclass(frozen=True)
class Estimate:
    """What a journey may cost, in pence: no route, no evidence (practice.md B-07).

    `low_pence` and `high_pence` are equal for a single amount and None when nobody knows.
    Raises ValueError for a negative amount.
    """

    answer: EstimateAnswer
    low_pence: int | None = None
    high_pence: int | None = None
    conditional: Conditional | None = None

    def __post_init__(self) -> None:
        if any(pence < 0 for pence in self._amounts()):
            raise ValueError("an estimate holds no negative amount")

    def _amounts(self) -> Iterator[int]:
        yield self.low_pence or 0
        yield self.high_pence or 0
        yield self.conditional.up_to_pence if self.conditional else 0


def amount(pence: int, conditional: Conditional | None = None) -> Estimate:
    """ "About £31"."""
    return Estimate(EstimateAnswer.AMOUNT, pence, pence, conditional)


def between(one_pence: int, other_pence: int, conditional: Conditional | None = None) -> Estimate:
    """ "£25 to £31", in whichever order the two were written."""
    low, high = sorted((one_pence, other_pence))
    return Estimate(EstimateAnswer.RANGE, low, high, conditional)


def dont_know() -> Estimate:
    """ "I don't know yet": holds the place like any other answer."""
    return Estimate(EstimateAnswer.DONT_KNOW)


def as_last_time(last_pence: int | None) -> Estimate:
    """ "About the same as last time"; `last_pence` from the person's own history, None when there is none."""
    return Estimate(EstimateAnswer.AS_LAST_TIME, last_pence, last_pence)


def or_in_all(estimate: Estimate, what: str, total_pence: int) -> Estimate:
    """ "£31, or £49 if wet": the same estimate with the difference as its conditional item.

    A total below the estimate itself adds nothing; one for an unknown amount changes nothing.
    """
    if estimate.high_pence is None:
        return estimate
    on_top = max(0, total_pence - estimate.high_pence)
    return replace(estimate, conditional=Conditional(what, on_top))


def safe_harbour_pence(estimate: Estimate) -> int | None:
    """What a claim may reach without any question once the estimate is agreed, the conditional item included.

    None when the estimate names no amount: then the ordinary rules hold, and nothing is "above" it.
    """
    if estimate.high_pence is None:
        return None
    return estimate.high_pence + (estimate.conditional.up_to_pence if estimate.conditional else 0)


def agreed_at_once(estimate: Estimate, threshold_pence: int) -> bool:
    """Whether nobody needs to look: all it could come to lies within the organisation's threshold (TR3)."""
    harbour = safe_harbour_pence(estimate)
    return harbour is not None and harbour <= threshold_pence


@dataclass(frozen=True)
class EstimateVerdict:
    """Agreed at once or not, up to how many pence (None: no amount), and what the person reads."""

    agreed: bool
    up_to_pence: int | None
    reason: Words

    def __bool__(self) -> bool:
        return self.agreed


def verdict_on_estimate(estimate: Estimate, threshold_pence: int) -> EstimateVerdict:
    """The answer given the moment an estimate is sent. It never touches the place (practice.md B-06)."""
    harbour = safe_harbour_pence(estimate)
    if harbour is None:
        reason = _("Thank you. You need not know the cost beforehand: claim afterwards what you spent.")
    elif agreed_at_once(estimate, threshold_pence):
        reason = _("Agreed. You can claim up to %(amount)s without any question.", amount=Pence(harbour))
    else:
        reason = _(
            "Thank you. Plans above %(threshold)s are agreed by a person, who will write to you. Your place is safe.",
            threshold=Pence(threshold_pence),
        )
    return EstimateVerdict(agreed_at_once(estimate, threshold_pence), harbour, reason)


def verdict_on_travel_claim(estimate: Estimate, claimed_pence: int) -> Verdict:
    """Whether travel of `claimed_pence` is covered by this agreed estimate, with the rule when a person looks (TR3)."""
    harbour = safe_harbour_pence(estimate)
    if harbour is None:
        return Verdict(True, _("No amount was agreed beforehand, so the ordinary rules hold."))
    if claimed_pence <= harbour:
        return Verdict(True, _("Covered by the agreed plan."))
    return Verdict(False, above_plan(harbour, claimed_pence))


def above_plan(agreed_pence: int, claimed_pence: int) -> Words:
    """The rule for travel above what was agreed."""
    return _(
        "Travel comes to %(claimed)s and %(agreed)s was agreed beforehand. A person looks at what is above.",
        claimed=Pence(claimed_pence),
        agreed=Pence(agreed_pence),
    )
