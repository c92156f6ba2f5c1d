"""What kinds of line and other choices of a claim are called, for pages, forms and the API."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from expenses.claims.rules import FACTS, LineKind, query_text_problems
from expenses.saying import say

if TYPE_CHECKING:
    from expenses.claims.models import ClaimLine

# What the button says, in the order in which people think of a day: the way there, then the rest.
TO_ADD = {
    LineKind.TRAIN: _("Train"),
    LineKind.BUS: _("Bus"),
    LineKind.TAXI: _("Taxi"),
    LineKind.MILEAGE: _("Car, motorcycle or bicycle"),
    LineKind.PARKING: _("Parking"),
    LineKind.CHILDCARE: _("Childcare"),
    LineKind.REPLACEMENT_CARE: _("Care for somebody you look after"),
    LineKind.PERSONAL_ASSISTANT: _("Personal assistant"),
    LineKind.MEALS: _("Food and drink"),
    LineKind.DATA: _("Phone and internet"),
    LineKind.OTHER: _("Something else"),
}


def never_asked(text: str) -> None:
    """A validator for whatever finance or the team writes to a person about money: no path may doubt how somebody
    travelled (practice.md B-10). Raises ValidationError with the reason.
    """
    problems = query_text_problems(text)
    if problems:
        raise ValidationError([say(problem) for problem in problems])


def labelled(lines: Iterable[ClaimLine]) -> list[tuple[str, ClaimLine]]:
    """Each line with what its kind is called."""
    return [(kind_label(line.kind), line) for line in lines]


def kind_label(kind: str) -> str:
    """A kind of line in the reader's language."""
    return say(FACTS[LineKind(kind)].label)
