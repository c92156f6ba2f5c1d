"""The points of two timelines: how fair the notice of a panel is, and the story of one place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from coordinator import hooks
from coordinator.design.timeline import Kind, Point
from coordinator.panels.models import Place, PlaceStatus, Session, SessionStatus
from coordinator.panels.queries.standing import Standing

MOST_DAYS = 6  # more dots than this on one line say nothing


def notice_points(standing: Standing, *, now: datetime) -> list[Point]:
    """Staff told, call opened, today, the dates (practice.md RN8). Empty until there is something to compare."""
    organisation = standing.panel.organisation
    today = organisation.day(now)
    told = min((member.told_on for member in standing.staff), default=None)
    points = [
        _told(day, label, today)
        for day, label in ((told, _("staff told")), (standing.public_told, _("call opens")))
        if day
    ]
    days = _days(standing.sessions, today)
    return _with_today([*points, *days], today) if points and days else []


def place_points(place: Place, sessions: Sequence[Session], *, now: datetime) -> list[Point]:
    """When the place was taken, what the wings promise, today, the dates, and its end."""
    organisation = place.panel.organisation
    today = organisation.day(now)
    points = [Point(organisation.day(place.confirmed_at), _("you took the place"), "past")]
    if place.status != PlaceStatus.CONFIRMED:
        if place.ended_at:
            ended = _("you gave it up") if place.status == PlaceStatus.GIVEN_UP else _("cancelled by us")
            points.append(Point(organisation.day(place.ended_at), ended, "past"))
        return points
    points += [*hooks.place_timeline.ask_all(place, now=now), *_days(sessions, today)]
    return _with_today(points, today)


def _told(day: date, label: str, today: date) -> Point:
    return Point(day, label, "past" if day < today else "open")


def _days(sessions: Sequence[Session], today: date) -> list[Point]:
    live = [each for each in sessions if each.status != SessionStatus.CANCELLED][:MOST_DAYS]
    return [
        Point(day, _("the day"), _kind(day, today))
        for day in (each.panel.organisation.day(each.starts_at) for each in live)
    ]


def _kind(day: date, today: date) -> Kind:
    return "past" if day < today else "day"


def _with_today(points: list[Point], today: date) -> list[Point]:
    """Today stands on the line only between its ends, and not on a day that has a point already."""
    days = [point.date for point in points]
    if min(days) < today < max(days) and today not in days:
        return [*points, Point(today, _("today"), "today")]
    return points
