"""What keeps a selection open: people who wait, offers without an answer, letters nobody has sent (practice.md AP7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordinator.applications.models import UNTOLD, Application, S
from coordinator.applications.queries import left_to_tell
from coordinator.opportunities.models import Opportunity

NAMED = 3  # so many people are named; of more, how many there are


@dataclass(frozen=True)
class Reason:
    """One sentence, with names for whoever asks to close, and as a number for the page; and where to do something."""

    text: str
    count: str
    link: str
    of_letters: bool = False


def kept_open_by(opportunity: Opportunity) -> list[Reason]:
    """Every reason for which this selection cannot be closed yet; empty when everybody has been told.

    An email in the queue is on its way. A letter to print, a call to make and what could not be sent are not told yet.
    """
    people = opportunity.applications.filter(status__in=[*UNTOLD, S.OFFERED]).select_related("person")
    found = list(people.order_by("sent_at", "id"))
    waiting = [each for each in found if each.status in UNTOLD]
    offered = [each for each in found if each.status == S.OFFERED]
    return [*_waiting(opportunity, waiting), *_offered(opportunity, offered), *_letters(opportunity)]


def _waiting(opportunity: Opportunity, people: Sequence[Application]) -> list[Reason]:
    number = len(people)
    count = ngettext("{number} person is still to hear from us.", "{number} people are still to hear from us.", number)
    text = _("Still to hear from us: {names}.").format(names=_names(people))
    return [Reason(text, count.format(number=number), _part_of(opportunity, "waiting"))] if people else []


def _offered(opportunity: Opportunity, people: Sequence[Application]) -> list[Reason]:
    number = len(people)
    count = ngettext("{number} offer is not answered yet.", "{number} offers are not answered yet.", number)
    text = _("Still to answer an offer: {names}.").format(names=_names(people))
    return [Reason(text, count.format(number=number), _part_of(opportunity, "offered"))] if people else []


def _names(people: Sequence[Application]) -> str:
    names = [each.applicant.full_name for each in people[:NAMED]]
    more = len(people) - len(names)
    return ", ".join([*names, *([_("{number} more").format(number=more)] if more else [])])


def _part_of(opportunity: Opportunity, part: str) -> str:
    return f"{reverse('team_call_applications', args=[opportunity.pk])}?show={part}"


def _letters(opportunity: Opportunity) -> list[Reason]:
    left = left_to_tell(opportunity)
    prints, calls, stuck = left["print"], left["phone"], left["stuck"]
    texts = {
        "print": ngettext("{number} letter is still to be posted.", "{number} letters are still to be posted.", prints),
        "phone": ngettext("{number} phone call is still to be made.", "{number} phone calls are still to be made.", calls),
        "stuck": ngettext("{number} letter could not be sent.", "{number} letters could not be sent.", stuck),
    }  # fmt: skip
    address = reverse("team_letters")
    said = {shelf: text.format(number=left[shelf]) for shelf, text in texts.items() if left[shelf]}
    return [Reason(text, text, f"{address}?show={shelf}", of_letters=True) for shelf, text in said.items()]
