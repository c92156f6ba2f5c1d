"""Coming dates follow what they show: the venue, whom to ring, the team, the organisation's time zone."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from coordinator import hooks
from coordinator.organisations.models import Organisation, Team, Venue
from coordinator.panels.models import Session, SessionStatus
from coordinator.people.models import ContactCard

SHOWN: Final = {
    Venue: "venue",
    ContactCard: "panel__contact",
    Team: "panel__team",
    Organisation: "panel__organisation",
}


def details_changed(record: Venue | ContactCard | Team | Organisation, now: datetime) -> None:
    """Tell the wings of every date to come that shows this record, in the transaction of its change.

    The dates are held until then, so that one that is moved at the same moment is told after, with both changes.
    """
    coming = Session.objects.filter(status=SessionStatus.SCHEDULED, ends_at__gt=now, **{SHOWN[type(record)]: record})
    for session in coming.order_by("pk").select_for_update(of=("self",)):
        list(hooks.session_changed.ask(session, now=now))
