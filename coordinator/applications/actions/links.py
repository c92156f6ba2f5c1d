"""New ways in for somebody whose link is over, or who has just answered through one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from coordinator.applications.letters import FOLLOW_LINK, LINK_LASTS, NEW_LINK, OFFER_LETTER
from coordinator.applications.models import Application, S
from coordinator.letters.actions import post
from coordinator.people.links import issue_link


@transaction.atomic
def make_follow_link(application: Application, *, now: datetime) -> str:
    """The secret of a link by which the applicant, who has just come in by one, follows how it goes on."""
    return issue_link(FOLLOW_LINK, application, person=application.applicant, now=now, lasts=LINK_LASTS)


@transaction.atomic
def send_new_link(application: Application, *, now: datetime) -> None:
    """Send a new link by the applicant's own channel, never to whoever asks: the offer while it waits for an answer,
    else the way to follow. At most once a day.
    """
    kind = OFFER_LETTER if application.status == S.OFFERED else NEW_LINK
    contact = application.opportunity.panel.contact
    today = application.organisation.day(now)
    post(kind, to=application.applicant, about=application, contact=contact, now=now, dedupe=f"again-{today}")
