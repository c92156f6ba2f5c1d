"""Why something was not done with an application, each in a sentence for the person who pressed."""

from coordinator.workflow.refusals import Refusal


class CallOver(Refusal):
    """The call takes no applications any more. What was typed is kept."""


class AppliedAlready(Refusal):
    """Staff entered somebody who has a living application in this call. Never shown on a public page."""


class TooSoon(Refusal):
    """An answer was wanted sooner than the organisation or the person allows (practice.md B-01, B-15)."""


class NoPlaceLeft(Refusal):
    """Every place is taken or offered to somebody who has not answered yet."""


class StillUntold(Refusal):
    """The selection cannot close: somebody has heard nothing, has an open offer or a letter to come (practice.md AP7)."""


class OfferOver(Refusal):
    """The offer has run out."""
