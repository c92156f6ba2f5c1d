"""What a call cannot do as asked, each with a sentence that says why and what helps."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from coordinator.opportunities.rules.said import Gap
from coordinator.opportunities.words import in_words
from coordinator.workflow.refusals import Refusal


class CallNotReady(Refusal):
    """Everything the call lacks, at once; `by_field` says it beside each field."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        sentences = [in_words(gap.said) for gap in gaps]
        by_field: dict[str, list[str]] = {}
        for gap, sentence in zip(gaps, sentences, strict=True):
            by_field.setdefault(gap.field, []).append(sentence)
        super().__init__(_("This call cannot open yet. {what}").format(what=" ".join(sentences)), by_field)
        self.gaps = list(gaps)


class CannotApprove(Refusal):
    """Short notice needs a second person and a reason."""


class SomebodyElseEdited(Refusal):
    """The call was saved by somebody else between the page and the press."""
