"""Writing the journal. Entries are only added, each once, and each sums to zero."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from expenses.advances.models import Advance
from expenses.claims.models import Claim
from expenses.payments.models import JournalEntry, JournalLeg, Payment
from expenses.payments.rules import Leg, balanced, reversal


def enter(
    kind: str,
    owed_for: Claim | Advance,
    legs: Sequence[Leg],
    *,
    key: str,
    by: Any,
    now: datetime,
    payment: Payment | None = None,
    reverses: JournalEntry | None = None,
) -> JournalEntry:
    """Write one entry. `key` names the occasion: a second entry for it is refused by the database.

    Raises ValueError when the legs do not sum to zero.
    """
    if not balanced(legs):
        raise ValueError("the legs of an entry sum to zero")
    entry = JournalEntry.objects.create(
        organisation_id=owed_for.organisation_id,
        claim=owed_for if isinstance(owed_for, Claim) else None,
        advance=owed_for if isinstance(owed_for, Advance) else None,
        payment=payment,
        kind=kind,
        dedupe_key=f"{kind}:{key}",
        by_person_id=by.pk,
        at=now,
        reverses=reverses,
    )
    JournalLeg.objects.bulk_create([JournalLeg(entry=entry, account=leg.account, pence=leg.pence) for leg in legs])
    return entry


def undo(entry: JournalEntry, *, by: Any, now: datetime) -> JournalEntry:
    """Write the entry that takes another back."""
    legs = reversal(Leg(leg.account, leg.pence) for leg in entry.legs.all())
    key, payment = str(entry.pk), entry.payment
    return enter("reversal", entry.owed_for, legs, key=key, by=by, now=now, payment=payment, reverses=entry)
