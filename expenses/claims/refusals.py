"""Why something was not done to a claim, in words the person can act on."""

from django.utils.translation import gettext as _

from coordinator.workflow.refusals import Refusal


class NotYet(Refusal):
    """There is nothing to claim for this date yet, or any more."""


class AlreadySent(Refusal):
    """The claim has been sent, so it is not written in any more."""


class ChangedMeanwhile(Refusal):
    """The claim was changed in another window between the page and the press."""


class LineNotTaken(Refusal):
    """One line cannot be kept as it stands; says beside which box."""


class NothingCut(Refusal):
    """There is nothing that could be looked at again."""

    def __init__(self) -> None:
        super().__init__(_("Nothing of this claim waits for another look. Here is how it stands now."))


class NothingInIt(Refusal):
    """A claim without a single line."""
