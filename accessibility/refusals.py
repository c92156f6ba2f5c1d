"""What cannot be done as asked, each with a sentence that says why and what helps."""

from coordinator.workflow.refusals import Refusal


class OverAndClosed(Refusal):
    """The date is over or cancelled, so nobody needs to know what helps people there."""


class NotOurs(Refusal):
    """The person does not take part in this organisation."""


class NotOnTheList(Refusal):
    """Something was named that the list does not know."""
