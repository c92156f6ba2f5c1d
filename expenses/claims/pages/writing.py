"""Writing in a claim: beginning, lines, receipts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import organisations_where
from coordinator.design.moments import day as day_written
from coordinator.panels.models import Place, Session
from coordinator.panels.queries import places_of
from coordinator.people.doors import for_somebody, for_staff, who_is_here
from coordinator.people.models import Person
from coordinator.people.queries import volunteers_visible_to
from coordinator.people.signed_in import Visit
from expenses.claims import actions
from expenses.claims.forms import BeginForm, LineForm, ReceiptForm
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.pages.desks import MINE, THEIRS, Desk
from expenses.claims.pages.shown import about
from expenses.claims.queries import ClaimableDate, claimable_dates
from expenses.claims.rules import ClaimStatus, LineKind
from expenses.claims.words import kind_label
from expenses.receipts.actions import add_receipt
from expenses.refusing import UNPROCESSABLE, done, status_of
from expenses.travel.queries import TRAVEL_KINDS, plan_of


@for_somebody
@require_http_methods(["GET", "POST"])
def begin(request: Visit, pk: UUID) -> HttpResponse:
    """Begin a claim for one's place: asks for the date where there are several."""
    places = places_of(who_is_here(request)).select_related("panel__organisation", "panel__contact__person")
    place = get_object_or_404(places, pk=pk)
    dates = claimable_dates([place], now=timezone.now())
    context = {"place": place, "help_contact": place.panel.contact, "dates": dates}
    return _begin(request, dates, MINE, "claims/begin.html", context)


@for_staff(Permission.WRITE_CLAIM_FOR)
@require_http_methods(["GET", "POST"])
def begin_for(request: Visit, pk: UUID) -> HttpResponse:
    """Write a claim down for somebody who rang, wrote or handed a paper over."""
    staff = who_is_here(request)
    shown = get_object_or_404(volunteers_visible_to(staff), pk=pk)
    where = organisations_where(staff, Permission.WRITE_CLAIM_FOR)
    places = Place.objects.filter(person=shown, organisation__in=where).select_related("panel__organisation")
    dates = claimable_dates(places, now=timezone.now())
    return _begin(request, dates, THEIRS, "claims/begin_for.html", {"shown": shown, "dates": dates})


def _begin(
    request: Visit, dates: list[ClaimableDate], desk: Desk, template: str, context: dict[str, Any]
) -> HttpResponse:
    chosen = next((_key(date) for date in dates if str(date.session.pk) == request.GET.get("date")), None)
    initial = {"place": chosen or (_key(dates[0]) if len(dates) == 1 else None), "source": "phone"}
    choices = [(_key(date), _date_label(date)) for date in dates]
    form = BeginForm(request.POST or None, dates=choices, for_them=desk.for_them, initial=initial)
    if request.method == "POST" and form.is_valid():
        place, session = next((date.place, date.session) for date in dates if _key(date) == form.cleaned_data["place"])
        source = form.cleaned_data.get("source", Claim.Source.ONLINE)
        begun: list[Claim] = []
        who, now = who_is_here(request), timezone.now()
        if done(request, lambda: begun.append(_started(place, session, who, now, source)), form=form):
            return redirect(desk.url("", begun[0].pk))
    return render(request, template, context | {"form": form}, status=status_of(form))


def _started(place: Place, session: Session, who: Person, now: Any, source: str) -> Claim:
    return actions.begin_claim(place, session, by=who, now=now, source=source)


def _key(date: ClaimableDate) -> str:
    return f"{date.place.pk}.{date.session.pk}"


def _date_label(date: ClaimableDate) -> str:
    day = day_written(date.session.starts_at, date.place.panel.organisation.zone)
    text = _("{day}, {panel}").format(day=day, panel=date.session.name or date.place.panel.title)
    return _("{date} (begun: goes on where it stands)").format(date=text) if date.claim else text


@require_http_methods(["GET", "POST"])
def add_line(request: Visit, pk: UUID, kind: str, desk: Desk) -> HttpResponse:
    """Add one cost of one kind."""
    claim = desk.find(request, pk)
    if kind not in set(LineKind):
        raise Http404
    form = LineForm.new(claim, kind, *_sent(request), pence=_planned(claim, kind))
    return _line_page(request, claim, desk, form, line=None)


@require_http_methods(["GET", "POST"])
def change_line(request: Visit, pk: UUID, line: UUID, desk: Desk) -> HttpResponse:
    """Change one cost."""
    claim = desk.find(request, pk)
    found = get_object_or_404(claim.lines, pk=line)
    return _line_page(request, claim, desk, LineForm.of(found, *_sent(request)), line=found)


def _sent(request: Visit) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _planned(claim: Claim, kind: str) -> int | None:
    """What the person thought the journey would cost, offered once as the amount of the first line of travel."""
    if kind not in TRAVEL_KINDS or claim.lines.filter(kind__in=TRAVEL_KINDS).exists():
        return None
    plan = plan_of(claim.place)
    return plan.high_pence if plan and plan.low_pence == plan.high_pence else None


def _line_page(request: Visit, claim: Claim, desk: Desk, form: LineForm, *, line: ClaimLine | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and _kept(request, claim, form, line):
        messages.success(request, _("{kind}: kept.").format(kind=kind_label(form.kind)))
        return redirect(desk.url("", claim.pk) + "#lines")
    if request.method == "GET" and claim.status != ClaimStatus.DRAFT:
        return redirect(desk.url("", claim.pk))
    context = about(claim, desk) | {"form": form, "line": line, "label": kind_label(form.kind), "kind": form.kind}
    return render(request, "claims/line.html", context, status=status_of(form))


def _kept(request: Visit, claim: Claim, form: LineForm, line: ClaimLine | None) -> bool:
    """Keep the line, then its receipt. A file that was not taken leaves the line kept and the form open."""
    who, now, upload = who_is_here(request), timezone.now(), form.cleaned_data.get("file")
    key, kept = line.pk if line else form.cleaned_data["key"], []
    if not done(request, lambda: kept.append(_saved(claim, form, key, who, now)), form=form):
        return False
    if upload is None or done(request, lambda: add_receipt(claim, upload, line=kept[0], by=who, now=now), form=form):
        return True
    messages.warning(request, _("The cost itself is kept. Choose another file, or send it without one."))
    return False


def _saved(claim: Claim, form: LineForm, key: UUID | None, who: Person, now: Any) -> ClaimLine:
    return actions.save_line(claim, form.said(), line_id=key, by=who, now=now)


@require_POST
def remove_line(request: Visit, pk: UUID, line: UUID, desk: Desk) -> HttpResponse:
    """Take one cost out. Pressed twice, the second press finds it gone and says nothing more."""
    claim = desk.find(request, pk)
    found, who = claim.lines.filter(pk=line).first(), who_is_here(request)
    if found and done(request, lambda: actions.remove_line(found, by=who, now=timezone.now())):
        messages.success(request, _("{kind}: taken out.").format(kind=kind_label(found.kind)))
    return redirect(desk.url("", claim.pk) + "#lines")


@require_http_methods(["GET", "POST"])
def add_file(request: Visit, pk: UUID, desk: Desk) -> HttpResponse:
    """Add a receipt to the claim or to one of its lines."""
    claim, who = desk.find(request, pk), who_is_here(request)
    form = ReceiptForm(*_sent(request), claim=claim, initial={"line": request.GET.get("line")})
    if request.method == "POST" and form.is_valid():
        upload, line = form.cleaned_data["file"], form.cleaned_data["line"]
        if done(request, lambda: add_receipt(claim, upload, line=line, by=who, now=timezone.now()), form=form):
            messages.success(request, _("The receipt is kept. Place and camera were taken out of it."))
            return redirect(desk.url("", claim.pk) + "#receipts")
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "claims/receipt.html", about(claim, desk) | {"form": form}, status=status)
