"""Applying: for anybody, with or without an account; and the pretend run of the team (practice.md AP1, RN4)."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coordinator.applications import actions
from coordinator.applications.forms import ApplyForm
from coordinator.applications.models import Application, S
from coordinator.applications.pages.own import visitor
from coordinator.applications.queries import calls_to_apply_for, calls_to_try_out, draft_of
from coordinator.applications.refusals import CallOver
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.opportunities.actions import note_route_tested
from coordinator.opportunities.models import Opportunity
from coordinator.people.doors import who_is_here
from coordinator.people.floods import TOO_MANY, too_often
from coordinator.people.models import Person

SAVE = "save"


@never_cache
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of one call."""
    if "pretend" in request.GET:
        return _pretend(request, slug)
    person, now = visitor(request), timezone.now()
    call = get_object_or_404(calls_to_apply_for(), slug=slug)
    if request.method == "POST":
        return _posted(request, call, person, now=now)
    first = actions.live_application(person, call) if person else None
    if first:
        return redirect("my_application", pk=first.pk)
    draft = draft_of(person, call)
    if not call.open_at(now):
        return closed_page(request, call, draft.draft if draft else {})
    form = ApplyForm(call=call, known=person, initial=draft.draft if draft else {})
    return form_page(request, form, call, person=person)


def _posted(request: HttpRequest, call: Opportunity, person: Person | None, *, now: datetime) -> HttpResponse:
    form = ApplyForm(request.POST, call=call, known=person)
    saving = request.POST.get("do") == SAVE
    if not saving and not form.is_valid() and call.open_at(now):
        return form_page(request, form, call, person=person)
    if too_often(request, call.pk, reader=form.reader):
        return later_page(request, form)
    try:
        application, token = actions.save_application(call, form.typed(), form_key=form.key, person=person, now=now)
        if application.status != S.STARTED:
            return _pressed_again(request, form, application, token)
        if saving:
            return _saved(request, application, token, now=now)
        sent = actions.send_application(application, sender=form.sender(), answers=form.answers(), now=now)
    except CallOver as reason:
        return closed_page(request, call, form.typed(), str(reason))
    if person and sent.pk != application.pk:
        messages.success(request, _("You had sent this before. What was new is added below your first answers."))
    return _to_sent(sent, person, token)


def _to_sent(application: Application, person: Person | None, token: str) -> HttpResponse:
    return redirect("my_application", pk=application.pk) if person else redirect("application", token=token)


def _pressed_again(request: HttpRequest, form: ApplyForm, sent: Application, token: str) -> HttpResponse:
    """The same form was sent already. Whoever is signed in and changed nothing since goes on to what was sent."""
    person = visitor(request)
    if person is None or sent.person_id != person.pk:
        return sent_already_page(request, form)
    answers = list(sent.answers.select_related("question"))
    written = {answer.question_id: answer.text for answer in answers}
    typed = {question.pk: form.typed()[name].strip() for name, question in form.questions.items()}
    if written == {question: text for question, text in typed.items() if text}:
        return _to_sent(sent, person, token)
    pairs = [(answer.question.text, answer.text) for answer in answers]
    return sent_already_page(request, form, sent=pairs, own=sent)


def _saved(request: HttpRequest, application: Application, token: str, *, now: datetime) -> HttpResponse:
    say_saved(request, application, now=now)
    if application.person_id:
        return redirect("apply", slug=application.opportunity.slug)
    return redirect("application", token=token)


def say_saved(request: HttpRequest, application: Application, *, now: datetime) -> None:
    """Send the link to the address that was typed, if there is one, and say what was done."""
    if application.person_id:
        messages.success(request, _("Saved. You find it again here and on your home page."))
    elif actions.send_link(application, now=now):
        messages.success(request, _("Saved. The link below is on its way to the email address you typed, too."))
    else:
        messages.success(request, _("Saved. Keep the link below: it brings you back to what you typed."))


def _pretend(request: HttpRequest, slug: str) -> HttpResponse:
    """Walk through the form as somebody new. Nothing is kept but that it worked, when, and who tried."""
    call = get_object_or_404(calls_to_try_out(visitor(request)), slug=slug)
    staff = who_is_here(request)  # nobody else sees calls that are not open
    authorise(staff, Permission.EDIT_CALL, call)
    form = ApplyForm(request.POST or None, call=call)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, form, call, pretend=True)
    note_route_tested(call, by=staff, now=timezone.now())
    messages.success(request, _("It works: somebody new could send this form. Nothing you typed was kept."))
    return redirect("team_call", pk=call.pk)


def later_page(request: HttpRequest, form: ApplyForm, **context: Any) -> HttpResponse:
    """429: much came from this place in the last hour. All that was typed stands there, nothing of it was kept yet."""
    again = ApplyForm(call=form.call, known=form.known, initial=form.typed() | {"form_key": form.key})
    return form_page(request, again, form.call, status=TOO_MANY, too_often=True, **context)


def form_page(
    request: HttpRequest, form: ApplyForm, call: Opportunity, *, status: int = HTTPStatus.OK, **context: Any
) -> HttpResponse:
    """The form, new or with what was typed and what to do about it."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else status
    context |= {"form": form, "call": call, "help_contact": call.panel.contact}
    return render(request, "applications/apply.html", context, status=status)


def closed_page(request: HttpRequest, call: Opportunity, typed: dict[str, Any], reason: str = "") -> HttpResponse:
    """The call takes no more: who helps, and what was typed, so that it can be read out or copied."""
    context = {"call": call, "kept": _kept(call, typed), "reason": reason, "help_contact": call.panel.contact}
    status = HTTPStatus.CONFLICT if reason else HTTPStatus.OK
    return render(request, "applications/closed.html", context, status=status)


def sent_already_page(request: HttpRequest, form: ApplyForm, **context: Any) -> HttpResponse:
    """It was sent before: what was typed since stands here, and who adds it. The same for everybody without an account,
    so that nobody sees, or can tell from this page, what somebody else has sent.
    """
    call = form.call
    context |= {"call": call, "kept": _kept(call, form.typed()), "help_contact": call.panel.contact}
    return render(request, "applications/sent_already.html", context)


def _kept(call: Opportunity, typed: dict[str, Any]) -> list[tuple[Any, Any]]:
    names = ApplyForm(call=call).fields
    return [(field.label, typed[name]) for name, field in names.items() if name != "channel" and typed.get(name)]
