"""Adding a claim with the next free number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from coordinator.panels.models import Place, Session
from expenses.claims.models import Claim
from expenses.claims.refusals import NotYet
from expenses.numbering import next_number, reference_letters

ATTEMPTS = 5


def add_claim(
    place: Place, session: Session, *, added_meanwhile: Callable[[], Claim | None], now: datetime, **said: Any
) -> tuple[Claim, bool]:
    """A new claim for this date of this place and True, or the one that another press added at the same moment and False.

    The database decides between two who add at once: the other one's is taken, which `added_meanwhile` finds. `said` are
    the claim's other fields. Raises NotYet when the numbers are taken faster than they are read.
    """
    for attempt in range(ATTEMPTS):
        number = next_number(Claim, place.organisation) + attempt
        try:
            with transaction.atomic():
                claim = Claim.objects.create(
                    organisation=place.organisation, person_id=place.person_id, place=place, session=session,
                    number=number, reference=f"{reference_letters(place.organisation)}{number}",
                    event_day=place.organisation.day(session.starts_at), begun_at=now, **said,
                )  # fmt: skip
            return claim, True
        except IntegrityError:
            found = added_meanwhile()
            if found is not None:
                return found, False
    raise NotYet(_("Many people are beginning claims at this moment. Please press once more."))
