"""The only writers of wishes for money before the day. Finance's answers stand in `review`, what is paid in `payments`."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from coordinator.organisations.models import Organisation
from coordinator.panels.models import Place
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import take
from coordinator.workflow.trail import record_event
from expenses.advances.models import Advance
from expenses.advances.queries import first_day_of
from expenses.advances.rules import LIVING, there_by
from expenses.advances.steps import ASKED, ASKED_FOR, TAKE_BACK, TAKE_BACK_FOR
from expenses.claims.actions.allowed import writes_own
from expenses.numbering import next_number, reference_letters

MARK = "B"  # for "before"


class NoAdvance(Refusal):
    """Money before the day cannot be had as it was asked for; says why, and what to do instead."""


@transaction.atomic
def ask_for_advance(place: Place, pence: int, *, what: str = "", by: Person, now: datetime) -> Advance:
    """Ask for so many pence before the place's first day; once for each place, and pressed twice it is asked once.

    Raises NoAdvance for a place that is not held, without a day, or whose day is too near; NotAllowed.
    """
    own = writes_own(place, by)
    found = Advance.objects.filter(place=place, status__in=LIVING).first()
    if found is not None:
        return _the_same(found, pence)
    day, by_day = _days(place, now=now)
    advance = _made(place, pence, what=what, event_day=day, due_by=by_day, entered_by=None if own else by, now=now)
    record_event(ASKED if own else ASKED_FOR, advance, by=by, now=now, details={"pence": pence})
    return advance


def _the_same(found: Advance, pence: int) -> Advance:
    if found.pence != pence:
        raise NoAdvance(
            _("Money before the day was asked for already. If it should be another amount, ring your contact.")
        )
    return found


def _days(place: Place, *, now: datetime) -> tuple[date, date]:
    """The place's first day to come, and the day by which money is there before it."""
    day = first_day_of(place, now=now)
    if day is None:
        raise NoAdvance(_("There is no day to come for this place, so nothing can be paid before it."))
    by_day = there_by(day, place.panel.organisation.day(now))
    if by_day is None:
        text = _(
            "The day is too near for money to arrive before it. Claim afterwards, or ring your contact: we find a way."
        )
        raise NoAdvance(text)
    return day, by_day


def _made(place: Place, pence: int, *, now: datetime, **said: object) -> Advance:
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=place.organisation_id)
    number = next_number(Advance, organisation, mark=MARK)
    try:
        with transaction.atomic():
            return Advance.objects.create(
                organisation=organisation, person_id=place.person_id, place=place, number=number, pence=pence,
                left_pence=pence, reference=f"{reference_letters(organisation, MARK)}{number}", asked_at=now, **said,
            )  # fmt: skip
    except IntegrityError as twice:
        raise NoAdvance(_("Somebody asked for this at the same moment. Please look at the page again.")) from twice


@transaction.atomic
def take_back(advance: Advance, *, by: Person, now: datetime) -> Advance:
    """They do not need it after all. Raises SomebodyWasFaster once it is answered, NotAllowed."""
    step = TAKE_BACK if writes_own(advance, by) else TAKE_BACK_FOR
    return take(step, advance, by=by, now=now)


@transaction.atomic
def forget_advances(person: Person, now: datetime) -> None:
    """hooks.person_erasure: the words go, the sums stay with the organisation's accounts (practice.md PO6)."""
    Advance.objects.filter(person=person).update(what="", decision_note="")
