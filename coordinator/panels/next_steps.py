"""What panels put on the home pages: who came, what is not ready, and a person's next date."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from coordinator.design import moments
from coordinator.hooks import NextStep
from coordinator.panels.models import PlaceKind, Session
from coordinator.panels.queries import NextDate, dates_that_need_the_team, next_date
from coordinator.people.models import Person

NEAR = timedelta(days=14)
SOON = timedelta(days=7)
MOST = 5  # a home page shows a few; the list of panels shows all


def next_steps(home: str, person: Person, now: datetime) -> list[NextStep]:
    """The steps for this home page: one query each."""
    if home == "team":
        waiting, near = dates_that_need_the_team(person, now=now, within=NEAR, most=MOST)
        return [*map(_who_came, waiting), *(_not_ready(session, now) for session in near)]
    if home == "me" and (found := next_date(person, now=now)):
        return [_next_date(found, found.session, now)]
    return []


def _who_came(session: Session) -> NextStep:
    organisation = session.organisation
    what = _("Who came? {panel}, {day}")
    return NextStep(
        what.format(panel=session.panel.title, day=moments.day(session.starts_at, organisation.zone)),
        reverse("team_attendance", args=[session.pk]),
        _("Say who came"),
        due=organisation.day(session.ends_at) + timedelta(days=1),
        soon=True,
        order=15,
    )


def _not_ready(session: Session, now: datetime) -> NextStep:
    return NextStep(
        _("Not ready yet: {panel}").format(panel=session.panel.title),
        reverse("team_panel", args=[session.panel_id]),
        _("See what is missing"),
        due=session.organisation.day(session.starts_at),
        soon=session.starts_at - now <= SOON,
        order=25,
    )


def _next_date(found: NextDate, session: Session, now: datetime) -> NextStep:
    """ "Thursday 26 March, 8:45am, Harptree House": the title, and when as a person says it."""
    zone = session.panel.organisation.zone
    when = moments.datetime(session.arrive_at or session.starts_at, zone)
    where = session.venue.name if session.venue else (_("by video") if session.online_link else "")
    panel = session.panel.title
    what = _("You are a reserve: {panel}") if found.kind == PlaceKind.RESERVE else "{panel}"
    return NextStep(
        f"{', '.join(filter(None, [when, where]))}. {what.format(panel=panel)}",
        reverse("my_place", args=[found.place_id]),
        _("See your place"),
        due=session.panel.organisation.day(session.starts_at),
        soon=session.starts_at - now <= timedelta(days=2),
        order=30,
        when=_("Next date"),
    )
