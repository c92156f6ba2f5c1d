"""Why something was not done to a claim, in words the person can act on."""

from coordinator.workflow.refusals import Refusal


class NotYet(Refusal):
    """There is nothing to claim for this date yet, or any more."""


class AlreadySent(Refusal):
    """The claim has been sent, so it is not written in any more."""


class ChangedMeanwhile(Refusal):
    """The claim was changed in another window between the page and the press."""


class LineNotTaken(Refusal):
    """One line cannot be kept as it stands; says beside which box."""


class NothingInIt(Refusal):
    """A claim without a single line."""
