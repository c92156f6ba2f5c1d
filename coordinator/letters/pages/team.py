"""The team's outbox: what waits for somebody's hands or voice, and what was told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may
from coordinator.letters import actions
from coordinator.letters.forms import BagForm, PostedForm
from coordinator.letters.models import Letter
from coordinator.letters.queries import SHELVES, Shelf, letters_of_teams, on_shelf, shelf_counts
from coordinator.letters.rules import ring_by
from coordinator.people.doors import for_staff, who_is_here
from coordinator.workflow.steps import SomebodyWasFaster, available_steps
from coordinator.workflow.trail import history_of

A_PAGE = 25
UNPROCESSABLE = 422
BY_NAME = {shelf.name: shelf for shelf in SHELVES}
TAKES: dict[str, Callable[..., Letter]] = {
    "spoke": actions.spoke,
    "left_message": actions.left_message,
    "try_again": actions.try_again,
    "leave_out": actions.leave_out,
}
DONE = {
    "spoke": lazy("Noted: they have been told."),
    "left_message": lazy("Noted. The call comes back on the next working morning."),
    "try_again": lazy("Back in the outbox. It goes by the way they prefer now."),
    "leave_out": lazy("Set aside."),
}


@for_staff(Permission.SEE_LETTERS)
@require_GET
def letters(request: HttpRequest) -> HttpResponse:
    """One shelf of the outbox; without a choice, the first on which something waits for the team."""
    viewer = who_is_here(request)
    counts = shelf_counts(viewer)
    shelf = BY_NAME.get(request.GET.get("show", "")) or _first_full(counts)
    context = {
        "shelf": shelf.name,
        "counts": counts,
        "page": _page(request, shelf),
        "now": timezone.now(),
        "ring_by": ring_by,
        "may_handle": may(viewer, Permission.HANDLE_LETTERS),
    }
    return render(request, "outbox/letters.html", context)


def _first_full(counts: dict[str, int]) -> Shelf:
    return next((shelf for shelf in SHELVES if counts[shelf.name]), SHELVES[0])


def _page(request: HttpRequest, shelf: Shelf) -> Page[Letter]:
    found = on_shelf(letters_of_teams(who_is_here(request)), shelf)
    return Paginator(found, A_PAGE).get_page(request.GET.get("page"))


@for_staff(Permission.HANDLE_LETTERS)
@require_http_methods(["GET", "POST"])
def sheets(request: HttpRequest) -> HttpResponse:
    """Letters as they are printed, one person to a page; then those that left are marked, several at once."""
    staff, now = who_is_here(request), timezone.now()
    page = _page(request, BY_NAME["print"])
    form = BagForm(
        request.POST or None, known=letters_of_teams(staff), shown=page.object_list, today=timezone.localdate(now)
    )
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "page": page, "now": now}
        return render(request, "outbox/sheets.html", context, status=UNPROCESSABLE if form.errors else 200)
    chosen, on = form.cleaned_data["letters"], form.cleaned_data["posted_on"]
    number = actions.mark_posted(chosen, by=staff, on=on, now=now)
    _say_how_many(request, number, len(chosen))
    return redirect("team_letters")


def _say_how_many(request: HttpRequest, number: int, asked: int) -> None:
    if number:
        text = ngettext("%(num)d letter is marked as posted.", "%(num)d letters are marked as posted.", number)
        messages.success(request, text % {"num": number})
    if number < asked:
        messages.info(request, _("Somebody else had dealt with the rest already, so nothing was done twice."))


@for_staff(Permission.SEE_LETTERS)
@require_GET
def letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One letter: whom to tell, the words, what to do now, and what happened."""
    found = _letter(request, pk)
    return _letter_page(request, found, PostedForm(today=found.organisation.day(timezone.now())))


def _letter(request: HttpRequest, pk: UUID) -> Letter:
    return get_object_or_404(letters_of_teams(who_is_here(request)), pk=pk)


def _letter_page(request: HttpRequest, letter: Letter, form: PostedForm) -> HttpResponse:
    viewer = who_is_here(request)
    context: dict[str, Any] = {
        "letter": letter,
        "form": form,
        "steps": {step.verb.partition(".")[2]: step for step in available_steps(letter, viewer)},
        "events": history_of(letter),
        "ring_by": ring_by(letter.send_after, letter.organisation.zone),
        "may_see_person": may(viewer, Permission.SEE_PEOPLE, letter.person),
    }
    return render(request, "outbox/letter.html", context, status=UNPROCESSABLE if form.errors else 200)


@for_staff(Permission.SEE_LETTERS)
@require_GET
def sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One letter as it is printed."""
    return render(request, "outbox/sheet.html", {"letter": _letter(request, pk), "now": timezone.now()})


@for_staff(Permission.HANDLE_LETTERS)
@require_POST
def posted(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that one letter left in the post."""
    found, now = _letter(request, pk), timezone.now()
    form = PostedForm(request.POST, today=found.organisation.day(now))
    if not form.is_valid():
        return _letter_page(request, found, form)
    number = actions.mark_posted([found], by=who_is_here(request), on=form.cleaned_data["posted_on"], now=now)
    _say_how_many(request, number, 1)
    return redirect("team_letters")


@for_staff(Permission.HANDLE_LETTERS)
@require_POST
def step(request: HttpRequest, pk: UUID, verb: str) -> HttpResponse:
    """Spoke, left a message, try again, set aside."""
    found = _letter(request, pk)
    if verb not in TAKES:
        raise Http404
    try:
        TAKES[verb](found, by=who_is_here(request), now=timezone.now())
    except SomebodyWasFaster as reason:
        messages.info(request, str(reason))
        return redirect("team_letter", pk=pk)
    messages.success(request, DONE[verb])
    return redirect("team_letters")
