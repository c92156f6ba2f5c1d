"""What a secret link opens without an account: a saved form, how it stands, an offer (practice.md AP1, AP8)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coordinator.applications import actions, rules
from coordinator.applications.forms import ApplyForm
from coordinator.applications.letters import DRAFT_LINK, FOLLOW_LINK, OFFER_LINK
from coordinator.applications.models import Application, S
from coordinator.applications.pages.applying import (
    SAVE,
    closed_page,
    form_page,
    later_page,
    say_saved,
    sent_already_page,
)
from coordinator.applications.pages.own import give_answer, one_page
from coordinator.applications.queries import application_of_link
from coordinator.applications.refusals import CallOver
from coordinator.applications.standing import how_it_stands
from coordinator.design.pages import link_over
from coordinator.people.floods import TOO_MANY, too_often
from coordinator.people.links import find_link
from coordinator.people.models import AccessLink


@never_cache
@require_http_methods(["GET", "POST"])
def application(request: HttpRequest, token: str) -> HttpResponse:
    """Go on with a saved form, or follow an application."""
    link, now = _link(token, FOLLOW_LINK, DRAFT_LINK), timezone.now()
    found = application_of_link(link)
    if found is None or link.over(now):
        return _over(request, found, "application_again" if _can_follow(link, found) else "", token, now=now)
    if found.status == S.STARTED:
        return _resume(request, found, token, now=now)
    if link.purpose == DRAFT_LINK and request.method == "POST":  # from another window that was open still
        return sent_already_page(request, ApplyForm(request.POST, call=found.opportunity))
    if link.purpose == DRAFT_LINK:
        return _sent_page(request, found, link, now=now)
    if request.method == "POST":
        give_answer(request, found, by=found.applicant, now=now)
        return redirect("application", token=token)
    return one_page(request, found, now=now)


@never_cache
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, token: str) -> HttpResponse:
    """Yes, no or maybe, with buttons: opening a link answers nothing."""
    link, now = _link(token, OFFER_LINK), timezone.now()
    found = application_of_link(link)
    if found is None or link.over(now) or link.used_at or found.status != S.OFFERED:
        return _over(request, found, "offer_again" if found else "", token, now=now)
    if request.method != "POST":
        return one_page(request, found, now=now)
    if give_answer(request, found, by=found.applicant, now=now) and found.status != S.OFFERED:
        return redirect("application", token=actions.make_follow_link(found, now=now))
    return redirect("offer", token=token)


@require_http_methods(["GET", "POST"])
def application_again(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a new link to follow an application."""
    return _again(request, token, FOLLOW_LINK)


@require_http_methods(["GET", "POST"])
def offer_again(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a new link to an offer, or to what became of it."""
    return _again(request, token, OFFER_LINK)


def _again(request: HttpRequest, token: str, purpose: str) -> HttpResponse:
    found = application_of_link(_link(token, purpose))
    if found is None:
        raise Http404
    context = {"application": found, "call": found.opportunity, "help_contact": found.opportunity.panel.contact}
    if request.method != "POST":
        return render(request, "applications/again.html", context)
    if too_often(request, found.opportunity_id, reader=str(found.person_id)):
        return render(request, "applications/again.html", context | {"too_often": True}, status=TOO_MANY)
    actions.send_new_link(found, now=timezone.now())
    messages.success(request, _("A letter with a new link is on its way, in the way you like to be reached."))
    return redirect(request.path)


def _link(token: str, *purposes: str) -> AccessLink:
    """The link of one of these purposes. Raises Http404 for one that never was."""
    *first, last = purposes
    for purpose in first:
        try:
            return find_link(token, purpose)
        except Http404:
            continue
    return find_link(token, last)


def _can_follow(link: AccessLink, found: Application | None) -> bool:
    return found is not None and link.purpose == FOLLOW_LINK


def _over(request: HttpRequest, found: Application | None, again: str, token: str, *, now: datetime) -> HttpResponse:
    """What became of it, whom to ring, and a way to a new link."""
    context: dict[str, Any] = {"ask_again": reverse(again, args=[token]) if again else ""}
    answered = found is not None and found.status in {S.ACCEPTED, S.DECLINED, S.WITHDRAWN}
    if found is not None and found.status != S.STARTED:
        stands = how_it_stands(found, now=now)
        context |= {"happened": f"{found.opportunity.title}: {stands.text}. {stands.detail}".strip()}
    if found is not None:
        context |= {"help_contact": found.opportunity.panel.contact}
    return link_over(request, used=answered, **context)


def _resume(request: HttpRequest, draft: Application, token: str, *, now: datetime) -> HttpResponse:
    call, known = draft.opportunity, draft.person
    if not call.open_at(now) and request.method != "POST":
        return closed_page(request, call, draft.draft)
    if request.method != "POST":
        form = ApplyForm(call=call, known=known, initial=draft.draft)
        return _draft_page(request, form, draft, token)
    form = ApplyForm(request.POST, call=call, known=known)
    if too_often(request, call.pk, reader=form.reader):
        return later_page(request, form, person=known, address=_address_of(request, token))
    actions.keep_parts(draft, form.typed(), now=now)
    if request.POST.get("do") == SAVE:
        say_saved(request, draft, now=now)
        return redirect("application", token=token)
    if not form.is_valid():
        return _draft_page(request, form, draft, token)
    try:
        actions.send_application(draft, sender=form.sender(), answers=form.answers(), now=now)
    except CallOver as reason:
        return closed_page(request, call, draft.draft, str(reason))
    return redirect("application", token=token)


def _draft_page(request: HttpRequest, form: ApplyForm, draft: Application, token: str) -> HttpResponse:
    return form_page(request, form, draft.opportunity, person=draft.person, address=_address_of(request, token))


def _address_of(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("application", args=[token]))


def _sent_page(request: HttpRequest, sent: Application, link: AccessLink, *, now: datetime) -> HttpResponse:
    """That it reached us and when they hear. Nothing else: whoever typed somebody's name sees no more than this."""
    call = sent.opportunity
    received_on = call.organisation.day(link.used_at or now)
    context = {
        "call": call,
        "reply_by": rules.promised_reply(received_on, call.answer_by),
        "help_contact": call.panel.contact,
    }
    return render(request, "applications/sent.html", context)
