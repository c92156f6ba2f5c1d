"""Rowan's place on 26 March 2026 and money for it beforehand, brought as far as a test needs."""

from __future__ import annotations

from datetime import UTC, date, datetime

from coordinator.ids import new_id
from coordinator.panels.models import Place
from expenses.advances.actions import ask_for_advance
from expenses.advances.models import Advance
from expenses.claims.actions import LineSaid, begin_claim, remove_line, save_line, send_claim
from expenses.claims.models import Claim
from expenses.payments import actions as payments
from expenses.payments.models import BankDetails, JournalLeg
from expenses.review import actions as review
from tests.expenses.office import confirm, with_details
from tests.making import World

ASKED_AT = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
AGREED_AT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
PAID_ON = date(2026, 3, 12)
EVENING = datetime(2026, 3, 26, 19, 0, tzinfo=UTC)
NEXT_WEEK = datetime(2026, 3, 30, 10, 0, tzinfo=UTC)


def asked(place: Place, pence: int = 2400) -> Advance:
    """She asked for it on 9 March."""
    return ask_for_advance(place, pence, what="my childminder", by=place.person, now=ASKED_AT)


def agreed(world: World, place: Place, pence: int = 2400) -> Advance:
    """Ravi agreed the day after."""
    return review.agree_to_advance(asked(place, pence), by=world.ravi, now=AGREED_AT)


def paid(world: World, place: Place, pence: int = 2400) -> Advance:
    """Paula put it in a file, and it arrived on 12 March."""
    advance = agreed(world, place, pence)
    if not BankDetails.objects.filter(person=place.person).exists():
        with_details(place.person, at=ASKED_AT)
    batch = payments.build_batch(world.organisation, form_key=new_id(), by=world.paula, now=AGREED_AT)
    payments.mark_all_paid(batch, paid_on=PAID_ON, by=world.paula, now=EVENING)
    advance.refresh_from_db()
    return advance


def claimed(world: World, place: Place, pence: int, *, now: datetime = EVENING) -> Claim:
    """Her claim for the day: one bus of so many pence, sent, checked by Helen."""
    session = place.panel.sessions.get()
    claim = begin_claim(place, session, by=place.person, now=now)
    for line in claim.lines.all():
        remove_line(line, by=place.person, now=now)
    save_line(claim, LineSaid("bus", claim.event_day, pence), by=place.person, now=now)
    claim.refresh_from_db()
    send_claim(claim, version=claim.version, by=place.person, now=now)
    confirm(world, place, session)
    return review.check_claim(claim, by=world.helen, now=NEXT_WEEK)


def approved(world: World, place: Place, pence: int, *, now: datetime = EVENING) -> Claim:
    """Approved by Ravi on 30 March."""
    return review.approve_claim(claimed(world, place, pence, now=now), by=world.ravi, now=NEXT_WEEK)


def accounts() -> dict[str, int]:
    """What stands in each account of the journal, in pence, those at zero left out."""
    sums: dict[str, int] = {}
    for account, pence in JournalLeg.objects.values_list("account", "pence"):
        sums[account] = sums.get(account, 0) + pence
    return {account: pence for account, pence in sums.items() if pence}
