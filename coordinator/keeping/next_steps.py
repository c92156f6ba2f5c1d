"""What a head is told to fill first: without it no call can end in money."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from coordinator.hooks import NextStep
from coordinator.keeping.queries import lacks_of, organisations_kept_by
from coordinator.keeping.rules import LACKS
from coordinator.organisations.models import Organisation
from coordinator.people.models import Person

AFTER_EVERYTHING_WITH_A_DAY = 80
WHERE = {"team": ("head_team_new", lazy("Add a team")), "card": ("head_card_new", lazy("Name somebody"))}


def next_steps(home: str, person: Person, now: datetime) -> list[NextStep]:
    """One step for each thing that an organisation lacks; none for anybody who keeps none."""
    if home != "head":
        return []
    kept = list(organisations_kept_by(person))
    lacks = lacks_of(kept, today=timezone.localdate(now)) if kept else []
    return [_step(organisation, name, several=len(kept) > 1) for organisation, names in lacks for name in names]


def _step(organisation: Organisation, name: str, *, several: bool) -> NextStep:
    page, link_text = WHERE.get(name, ("head_role_new", lazy("Give the role")))
    link = reverse(page, kwargs={"pk": organisation.pk}) + (f"?role={name}" if name not in WHERE else "")
    what = _("{organisation}: {what}") if several else "{what}"
    return NextStep(
        what=what.format(organisation=organisation.name, what=_(LACKS[name])),
        link=link,
        link_text=str(link_text),
        order=AFTER_EVERYTHING_WITH_A_DAY,
    )
