"""The feeds themselves, and the pages on which people make, renew and end them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from calendar_feeds import actions
from calendar_feeds.addresses import addresses
from calendar_feeds.entries import occurrence, written
from calendar_feeds.forms import FeedForm
from calendar_feeds.models import Feed, FeedKind, Titles
from calendar_feeds.queries import (
    blobs,
    feed_behind,
    feed_of_panel,
    feed_of_person,
    seats_of,
    sessions_with_places,
    turns_of_seat,
)
from calendar_feeds.rules import calendar_bytes, empty_calendar, etag_matches, feed_etag, single_event
from coordinator.authorization.permissions import Permission
from coordinator.panels.queries import panels_visible_to, places_of
from coordinator.people.doors import for_somebody, for_staff, who_is_here
from coordinator.people.signed_in import Visit

# A secret address must not travel on or be kept by anybody between (calendar.md 1.4).
QUIET = {"Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


@require_safe
def feed(request: HttpRequest, kind: str, token: str) -> HttpResponse:
    """One feed. Never a 4xx or 5xx but 404: a single one ends a Thunderbird subscription (calendar.md finding 2)."""
    known = request.headers.get("If-None-Match", "")
    now = timezone.now()
    try:
        return _answer(feed_behind(kind, token, now=now), known, now=now)
    except DatabaseError as trouble:
        if known:
            return HttpResponseNotModified(headers=QUIET | {"ETag": known})
        raise Http404 from trouble


def _answer(found: Feed | None, known: str, *, now: datetime) -> HttpResponse:
    if found is None:
        raise Http404
    headers = QUIET | {
        "ETag": feed_etag(found.pk, found.version),
        "Last-Modified": http_date(found.changed_at.timestamp()),
    }
    if etag_matches(known, headers["ETag"]):
        return HttpResponseNotModified(headers=headers)
    body = (
        empty_calendar(_name(found))
        if found.ended_at
        else calendar_bytes(_name(found), _about(), blobs(found, now=now))
    )
    headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


def _name(found: Feed) -> str:
    return _("My places") if found.kind == FeedKind.PERSON else _("Panel dates")


def _about() -> str:
    return _("From Coordinator. Changes close to the day also reach you by letter, because calendars look rarely.")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be fetched: Google Calendar asks this file before it reads a feed (calendar.md 1.4)."""
    return HttpResponse("User-agent: *\nDisallow:\n", content_type="text/plain")


@for_somebody
@require_safe
def my_calendar(request: Visit) -> HttpResponse:
    """The person's calendar address: is there one, and how to make, renew or end it."""
    living = feed_of_person(who_is_here(request))
    form = FeedForm(initial={"titles": living.titles if living else Titles.NEUTRAL})
    return render(request, "calendar_feeds/my_calendar.html", {"feed": living, "form": form})


@for_somebody
@require_POST
def make_my_calendar(request: Visit) -> HttpResponse:
    """Make or renew the address and show it, this once."""
    person, form = who_is_here(request), FeedForm(request.POST)
    if not form.is_valid():
        context = {"feed": feed_of_person(person), "form": form}
        return render(request, "calendar_feeds/my_calendar.html", context, status=422)
    token = actions.make_person_feed(person, titles=form.cleaned_data["titles"], by=person, now=timezone.now())
    return _shown_once(request, FeedKind.PERSON, token)


@for_somebody
@require_POST
def end_my_calendar(request: Visit) -> HttpResponse:
    """Switch the address off."""
    actions.end_person_feed(who_is_here(request), by=who_is_here(request), now=timezone.now())
    messages.success(request, _("Your calendar address is switched off. Calendars that used it will soon be empty."))
    return redirect("my_calendar")


@for_somebody
@require_safe
def one_place(request: Visit, pk: UUID, session: UUID) -> HttpResponse:
    """One date of the person's own place, to add to a calendar by hand."""
    place = get_object_or_404(places_of(who_is_here(request)), pk=pk)
    found = get_object_or_404(sessions_with_places(), pk=session, panel_id=place.panel_id)
    turns = turns_of_seat(place)
    event = occurrence(
        found,
        titles=Titles.FULL,
        private=True,
        seat=seats_of(place.person_id)[place.panel_id],
        sequence=found.sequence + len(turns),  # newer than what was added before the seat ended or came back
        revised_at=max([found.revised_at, *turns]),
    )
    headers = QUIET | {"Content-Disposition": 'attachment; filename="place.ics"'}
    return HttpResponse(single_event(written(event)), content_type="text/calendar; charset=utf-8", headers=headers)


@for_staff(Permission.KEEP_PANEL_FEED)
@require_safe
def panel_calendar(request: Visit, pk: UUID) -> HttpResponse:
    """One panel's calendar address."""
    panel = get_object_or_404(panels_visible_to(who_is_here(request)), pk=pk)
    context = {"panel": panel, "feed": feed_of_panel(panel)}
    return render(request, "calendar_feeds/panel_calendar.html", context)


@for_staff(Permission.KEEP_PANEL_FEED)
@require_POST
def make_panel_calendar(request: Visit, pk: UUID) -> HttpResponse:
    """Make or renew the panel's address and show it, this once."""
    panel = get_object_or_404(panels_visible_to(who_is_here(request)), pk=pk)
    token = actions.make_panel_feed(panel, by=who_is_here(request), now=timezone.now())
    return _shown_once(request, FeedKind.PANEL, token, panel=panel)


@for_staff(Permission.KEEP_PANEL_FEED)
@require_POST
def end_panel_calendar(request: Visit, pk: UUID) -> HttpResponse:
    """Switch the panel's address off."""
    panel = get_object_or_404(panels_visible_to(who_is_here(request)), pk=pk)
    actions.end_panel_feed(panel, by=who_is_here(request), now=timezone.now())
    messages.success(request, _("This calendar address is switched off."))
    return redirect("panel_calendar", pk=panel.pk)


def _shown_once(request: Visit, kind: str, token: str, **context: object) -> HttpResponse:
    """The new address. It stands in this answer only, so the answer is not kept and not redirected to."""
    shown = {"addresses": addresses(kind, token), **context}
    response = render(request, "calendar_feeds/address.html", shown)
    response["Cache-Control"] = "no-store"
    return response
