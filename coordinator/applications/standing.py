"""How an application stands, in words for the person who sent it, and the timeline of what we promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from coordinator.applications.models import HOLDS_A_PLACE, LIVE, Application, S
from coordinator.applications.queries import is_late
from coordinator.applications.steps import NOT_THIS_TIME, WITHDRAW, WITHDRAW_FOR
from coordinator.design import moments
from coordinator.design.timeline import Point
from coordinator.panels.models import Presence, Session
from coordinator.people.models import Person
from coordinator.workflow.steps import Step, available_steps

CALM, SOON, DONE = "calm", "soon", "done"
LEAVING = {WITHDRAW.verb, WITHDRAW_FOR.verb, NOT_THIS_TIME.verb}  # what gives up a place that is held


@dataclass(frozen=True)
class Standing:
    """One line that says how it stands, and what that means."""

    text: str
    detail: str = ""
    tone: str = CALM


def has_been(application: Application, *, now: datetime) -> bool:
    """Did they have a place, or were they a reserve, and is the last date over?"""
    return application.status in HOLDS_A_PLACE and not application.opportunity.panel.still_to_come(now)


def steps_now(application: Application, person: Person | None, *, now: datetime) -> list[Step]:
    """The steps that this person may take: once the last date is over, nobody gives up a place that they had."""
    over = has_been(application, now=now)
    return [step for step in available_steps(application, person) if not (over and step.verb in LEAVING)]


def how_it_stands(application: Application, *, now: datetime) -> Standing:
    """In plain words, for the person."""
    text = str(application.get_status_display())
    if application.status == S.RECEIVED:
        return _received(application, text, now=now)
    if application.status == S.OFFERED:
        return _offered(application, text, now=now)
    if has_been(application, now=now):
        return _was_there(application)
    if application.status == S.RESERVE:
        numbered = _("You are reserve number {position}").format(position=application.reserve_position)
        return Standing(numbered, _("If a place comes free and it is your turn, we offer it to you at once."))
    return Standing(text, _ended(application), DONE if application.status == S.ACCEPTED else CALM)


def _received(application: Application, text: str, *, now: datetime) -> Standing:
    contact = application.opportunity.panel.contact
    said = {"name": contact.name, "day": moments.day(application.reply_by), "phone": contact.phone}
    if is_late(application, application.organisation.day(now)):
        late = _("You should have heard by {day}. We are sorry. Nothing is lost: ring {name}, {phone}.")
        return Standing(_("We are late"), late.format(**said), SOON)
    return Standing(text, _("{name} replies by {day}, whatever we decide.").format(**said))


def _offered(application: Application, text: str, *, now: datetime) -> Standing:
    if application.offer_ends_at is None or application.offer_ends_at <= now:
        return Standing(_("The time to answer has run out"), _("Ring us: there may still be a way."))
    when = moments.datetime(application.offer_ends_at, application.organisation.zone)
    if application.maybe_until:
        return Standing(_("You said maybe"), _("We hold the place for you until {when}.").format(when=when), SOON)
    return Standing(text, _("Please answer by {when}. Nobody asks why.").format(when=when), SOON)


def _was_there(application: Application) -> Standing:
    if application.status == S.RESERVE:
        return Standing(_("You were a reserve"), _("The day is over. Thank you for keeping the time free."))
    said = application.place.attendances.all() if application.place else []
    if any(each.presence == Presence.CAME for each in said):
        return Standing(_("You had a place"), _("Thank you for coming."), DONE)
    return Standing(_("You had a place"), _("The day is over. Thank you for offering your time."))


def _ended(application: Application) -> str:
    if application.status == S.NOT_THIS_TIME:
        lines = [f"{application.get_not_this_time_reason_display()}.", application.note_to_person]
        return " ".join(filter(None, lines))
    return {
        S.ACCEPTED: _("We are glad that you come."),
        S.DECLINED: _("Nothing follows from it. We would be glad to ask you again another time."),
        S.WITHDRAWN: _("Nothing follows from it, and you can take part in anything else."),
        S.LAPSED: _("We had no answer by the day we named. If you would still like to take part, ring us."),
        S.CANCELLED: _("We are sorry. What you spent for it can be claimed."),
    }.get(S(application.status), "")


def promise_points(application: Application, dates: list[Session], *, now: datetime) -> list[Point]:
    """When they applied, when they hear or heard, by when an offer waits, and the first day itself."""
    zone = application.organisation.zone
    points = [Point(application.sent_at.astimezone(zone), _("you applied"), "past")] if application.sent_at else []
    points += _hears(application)
    if application.status == S.OFFERED and application.offer_ends_at:
        points.append(Point(application.offer_ends_at.astimezone(zone), _("please answer by")))
    coming = [each for each in dates if each.starts_at > now]
    if coming and application.status in LIVE:
        points.append(Point(coming[0].starts_at.astimezone(zone), _("the day"), "day"))
    return points


def _hears(application: Application) -> list[Point]:
    told_at, reply_by = application.told_at, application.reply_by
    if told_at and reply_by:
        told_on = application.organisation.day(told_at)
        return [Point(told_on, _("you heard from us"), "kept" if told_on <= reply_by else "past")]
    waits = reply_by and application.status == S.RECEIVED
    return [Point(reply_by, _("you hear by"))] if waits and reply_by else []


TEAM_STATES = {
    S.STARTED: lazy("Not sent yet"),
    S.RECEIVED: lazy("Waits to hear from us"),
    S.OFFERED: lazy("Offered a place"),
    S.RESERVE: lazy("Reserve number {position}"),
    S.ACCEPTED: lazy("Has a place"),
    S.DECLINED: lazy("Said no, thank you"),
    S.NOT_THIS_TIME: lazy("Not this time"),
    S.WITHDRAWN: lazy("Withdrew"),
    S.LAPSED: lazy("The offer ran out"),
    S.CANCELLED: lazy("Cancelled by us"),
}


def team_state(application: Application) -> str:
    """How it stands, said of the person to the team."""
    return str(TEAM_STATES[S(application.status)]).format(position=application.reserve_position)
