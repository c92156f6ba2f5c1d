"""Calls for everybody: without signing in, without cookies, without JavaScript."""

from __future__ import annotations

from typing import Any

from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from coordinator.opportunities import actions
from coordinator.opportunities.forms.public import FindCallsForm, NotForMeForm
from coordinator.opportunities.models import NotForMe, Opportunity, WayToTakePart
from coordinator.opportunities.pages.printing import qr_of
from coordinator.opportunities.pages.shown import call_context
from coordinator.opportunities.paging import ListedPaginator
from coordinator.opportunities.queries import (
    areas_to_choose,
    narrowed,
    open_calls,
    public_calls,
    whole_call,
)
from coordinator.panels.models import PanelType
from coordinator.people.floods import TOO_MANY, too_often

A_PAGE = 25


@require_GET
def opportunities(request: HttpRequest) -> HttpResponse:
    """Open calls, the first to close first, narrowed by area, way, when and payment."""
    now = timezone.now()
    form = FindCallsForm(request.GET or None, areas=areas_to_choose())
    calls = narrowed(open_calls(now), now=now, **form.wanted())
    page = ListedPaginator(calls, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "boxes": form.boxes(),
        "narrowed": bool(form.wanted()),
        "ways": _in_words(WayToTakePart),
        "kinds": _in_words(PanelType),
    }
    return render(request, "opportunities/list.html", context)


def _in_words(choices: type[TextChoices]) -> dict[str, str]:
    """The names of the choices, translated once for a whole list."""
    return {value: str(label) for value, label in choices.choices}


def _call(slug: str) -> Opportunity:
    return get_object_or_404(whole_call(public_calls()), slug=slug)


@require_GET
def opportunity(request: HttpRequest, slug: str) -> HttpResponse:
    """One call with everything that a person needs before deciding."""
    return render(request, "opportunities/call.html", call_context(_call(slug), now=timezone.now()))


@require_GET
def opportunity_short(request: HttpRequest, code: str) -> HttpResponse:
    """The address on a poster leads to the page."""
    return redirect("opportunity", slug=get_object_or_404(public_calls(), code=code.lower()).slug)


@require_GET
def opportunity_print(request: HttpRequest, slug: str) -> HttpResponse:
    """The call on one sheet, and a form to fill in by hand and post."""
    call = _call(slug)
    context = call_context(call, now=timezone.now()) | {"qr": qr_of(call)}
    return render(request, "opportunities/print.html", context)


@csrf_exempt  # no session and no cookie to guard: the form's own signed key lets it count once (forms.NotForMeForm)
@require_http_methods(["GET", "POST"])
def not_for_me(request: HttpRequest, slug: str) -> HttpResponse:
    """Why a call is not for somebody, in one press. Nothing is kept but the number."""
    call = _call(slug)
    form = NotForMeForm(request.POST if request.method == "POST" else None, call=call)
    if request.method != "POST" or not form.is_valid():
        return _reasons(request, call, problem=form.errors, thanked="thanks" in request.GET)
    if too_often(request, call.pk):
        return _reasons(request, call, too_often=True)
    reason, key = NotForMe(form.cleaned_data["reason"]), form.cleaned_data["key"]
    actions.turn_away(call, reason=reason, form_key=key, now=timezone.now())
    return redirect(f"{request.path}?thanks")


def _reasons(request: HttpRequest, call: Opportunity, **said: Any) -> HttpResponse:
    """The reasons to press, and what came of the press before."""
    status = TOO_MANY if said.get("too_often") else 422 if said.get("problem") else 200
    context = {"call": call, "reasons": NotForMe.choices, "key": NotForMeForm.new_key(call)} | said
    context |= {"help_contact": call.panel.contact}
    return render(request, "opportunities/not_for_me.html", context, status=status)
