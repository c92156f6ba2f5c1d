""" "Not for me": a count, without a name, a cookie or a trace (practice.md B-24, RN9)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from coordinator.opportunities.models import NotForMe, NotForMeAnswer, Opportunity


@transaction.atomic
def turn_away(call: Opportunity, *, reason: NotForMe, form_key: UUID, now: datetime) -> NotForMeAnswer:
    """Count one reason. Each shown form has its own key and counts once, whoever presses twice; the first stays."""
    answer, _made = NotForMeAnswer.objects.get_or_create(
        form_key=form_key, defaults={"opportunity": call, "reason": reason, "at": now}
    )
    return answer
