"""What a panel cannot do as asked, each with a sentence that says why and what helps."""

from coordinator.workflow.refusals import Refusal


class PanelFull(Refusal):
    """Every place is taken: between the page and the press somebody took the last one."""


class PanelOver(Refusal):
    """The panel was cancelled or has finished, so it takes nobody and nothing new."""


class DayOver(Refusal):
    """The last date is over: whoever had a place had it, and nothing can be given up any more."""


class DoesNotFit(Refusal):
    """Something typed cannot be right; `by_field` says what to do beside each field."""


class NotYet(Refusal):
    """Something else has to be done before this."""
