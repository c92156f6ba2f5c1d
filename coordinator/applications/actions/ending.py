"""What was not decided yet ends with its call: the call's own letter tells each person (practice.md section 3)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from coordinator.applications.actions.line import open_seats
from coordinator.applications.letters import OFFER_LINK
from coordinator.applications.models import UNDECIDED, Application, S
from coordinator.applications.steps import END_WITH_CALL
from coordinator.authorization.verdict import THE_SERVICE
from coordinator.opportunities.models import Opportunity
from coordinator.panels.actions import end_with_call, hold_panel
from coordinator.panels.models import LIVE_PLACES
from coordinator.people.links import end_links
from coordinator.workflow.steps import take


@transaction.atomic
def end_undecided(opportunity: Opportunity, *, now: datetime) -> None:
    """End whatever waits for an answer from us or from the person. Whoever has a place keeps it: it is the panel's.

    The panel is held, so that a yes, an offer and this come one after the other. Places that were offered here go to
    whoever waits in the panel's other calls.
    """
    panel = hold_panel(opportunity.panel_id)
    found = opportunity.applications.filter(status__in=UNDECIDED).select_related("place", "person")
    undecided = list(found.order_by("sent_at", "pk"))
    offered = sum(application.status == S.OFFERED for application in undecided)
    for application in undecided:
        _end(application, now=now)
    open_seats(panel, seats=offered, now=now, first=None)


def _end(application: Application, *, now: datetime) -> None:
    take(
        END_WITH_CALL, application, by=THE_SERVICE, now=now, told_at=now, reserve_position=None, maybe_until=None
    )  # fmt: skip
    end_links(OFFER_LINK, application.pk, now=now)
    if application.place and application.place.status in LIVE_PLACES:
        end_with_call(application.place, now=now)
