"""What this slice shows on other pages: what is covered, on the public call (practice.md B-27)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from coordinator.hooks import Box
from coordinator.opportunities.models import Opportunity
from coordinator.organisations.models import Organisation
from expenses.rates.queries import policy_of, rates_of
from expenses.rates.rules import MileageKind, RateMissing, rates_on


def call_terms(opportunity: Opportunity) -> Box | None:
    """What is covered, at which rates, how and when the money comes: before anybody applies."""
    organisation = opportunity.organisation
    session = opportunity.panel.sessions.first()
    day = organisation.day((session.starts_at if session else opportunity.closes_at) or timezone.now())
    context = {"policy": policy_of(organisation), "rates": rates_for_readers(organisation, day)}
    return Box(_("Your money back"), "rates/terms_box.html", context, order=20)


def rates_for_readers(organisation: Organisation, day: date) -> list[dict[str, Any]]:
    """The ordinary rate of each kind on `day`, for people: kind and pence a mile. Kinds without a rate are left out."""
    rates, found = rates_of(organisation.pk), []
    for kind in MileageKind:
        try:
            found.append({"kind": kind.value, "pence": f"{rates_on(day, kind, rates)[0].pence_per_mile.normalize():f}"})
        except RateMissing:
            continue
    return found
