"""Why a claim was not changed, each in a sentence for the page it came from."""

from django.utils.translation import gettext as _

from coordinator.workflow.refusals import Refusal
from expenses.answers import Words
from expenses.saying import say


class NotNow(Refusal):
    """A rule says no for now; the sentence is the rule's own."""

    def __init__(self, reason: Words) -> None:
        super().__init__(say(reason))


class QuestionWaits(Refusal):
    """One question at a time (practice.md B-13)."""

    def __init__(self) -> None:
        super().__init__(
            _("A question about this claim waits already. Release it, drop it or wait for the answer first.")
        )


class AlreadyUsed(Refusal):
    """Money before the day that a claim has used cannot be called off any more."""

    def __init__(self) -> None:
        super().__init__(_("A claim has used some of it already, so it cannot be called off."))


class SayWhy(Refusal):
    """A decision against somebody needs its reason."""

    def __init__(self) -> None:
        text = _("Say in a line why. The person reads it.")
        super().__init__(text, {"reason": [text]})


class NotAQuestion(Refusal):
    """The question does not fit the claim as it stands, or its words are none we send."""

    def __init__(self, *problems: str) -> None:
        text = " ".join(problems) or _("This question no longer fits the claim. Choose again.")
        super().__init__(text, {"text" if problems else "question": [text]})


class AmountsDoNotFit(Refusal):
    """What is agreed line by line cannot stand like this; says it beside each line."""

    def __init__(self, by_field: dict[str, list[str]] | None = None, message: str = "") -> None:
        super().__init__(message or _("Some amounts need another look."), by_field)


def somebody_has_agreed(name: str) -> AmountsDoNotFit:
    """The second approval is for the sum that the first one named."""
    text = _("%(name)s has agreed to the amounts that stand here. Approve those, or speak with %(name)s first.")
    return AmountsDoNotFit(message=text % {"name": name})
