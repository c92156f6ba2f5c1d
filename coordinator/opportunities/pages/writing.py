"""Writing a call: begun for a panel, filled in part by part, never losing what somebody else saved meanwhile."""

from __future__ import annotations

from copy import copy
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may
from coordinator.opportunities import actions
from coordinator.opportunities.forms.beginning import NewCallForm, NewPanelCallForm
from coordinator.opportunities.forms.writing import BY_SLUG, SECTIONS, CallForm, QuestionForm, QuestionForms, call_form
from coordinator.opportunities.models import CallStatus, Opportunity
from coordinator.opportunities.pages.acting import CONFLICT, UNPROCESSABLE, call_for, show_refusal, tried, who
from coordinator.opportunities.pages.differences import differences
from coordinator.panels.actions import plan_panel, schedule_session
from coordinator.panels.models import Panel
from coordinator.people.doors import for_staff
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster


# -- beginning ---------------------------------------------------------------------------------------
@for_staff(Permission.REQUEST_CALL)
@require_http_methods(["GET", "POST"])
def new_call(request: HttpRequest) -> HttpResponse:
    """Begin a call, or ask for one, for a panel that is planned already."""
    person = who(request)
    form = NewCallForm(request.POST or None, by=person, initial={"panel": request.GET.get("panel")})
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "panels": form.fields["panel"].queryset.exists(), "writes": _writes(person)}
        return render(request, "opportunities/team/new.html", context, status=UNPROCESSABLE if form.errors else 200)
    return _begun(request, _begin(form.cleaned_data["panel"], form, by=person))


@for_staff(Permission.REQUEST_CALL)
@require_http_methods(["GET", "POST"])
def new_call_and_panel(request: HttpRequest) -> HttpResponse:
    """Begin a call, or ask for one, with a panel of its own."""
    person, now = who(request), timezone.now()
    form = NewPanelCallForm(request.POST or None, by=person)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                panel = plan_panel(**form.panel_fields(), by=person, now=now)
                day = form.session_fields()
                if day is not None:
                    schedule_session(panel, **day, by=person, now=now)
                return _begun(request, _begin(panel, form, by=person))
        except Refusal as reason:
            show_refusal(form, reason)
    context = {"form": form, "writes": _writes(person)}
    return render(request, "opportunities/team/new_panel.html", context, status=UNPROCESSABLE if form.errors else 200)


def _writes(person: Person) -> bool:
    return bool(may(person, Permission.EDIT_CALL))


def _begin(panel: Panel, form: forms.Form, *, by: Person) -> Opportunity:
    """A draft for those who write calls, a request for those who only ask for them."""
    told = {"title": form.cleaned_data["title"], "by": by, "now": timezone.now()}
    if not may(by, Permission.EDIT_CALL, panel):
        return actions.request_call(panel, what_you_do=form.cleaned_data["what_you_do"], **told)
    call = actions.create_call(panel, **told)
    return actions.edit_call(call, what_you_do=form.cleaned_data["what_you_do"], by=by, now=told["now"])


def _begun(request: HttpRequest, call: Opportunity) -> HttpResponse:
    asked = call.status == CallStatus.REQUESTED
    messages.success(request, _("The involvement team has your request.") if asked else _("Your call is begun."))
    return redirect("team_call", pk=call.pk)


# -- filling in --------------------------------------------------------------------------------------
@for_staff(Permission.EDIT_CALL)
@require_GET
def edit_call(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The first part of the call; from there on, one after the other."""
    call_for(request, pk, Permission.EDIT_CALL)
    return redirect("team_call_section", pk=pk, section=SECTIONS[0].slug)


@for_staff(Permission.EDIT_CALL)
@require_http_methods(["GET", "POST"])
def edit_section(request: HttpRequest, pk: UUID, section: str) -> HttpResponse:
    """One part of a call. Of an open call too: what changed is said in a note, measured again and told."""
    call = call_for(request, pk, Permission.EDIT_CALL)
    if section not in BY_SLUG:
        raise Http404
    if call.status not in {CallStatus.DRAFT, CallStatus.PUBLISHED}:
        messages.warning(request, _("This call cannot be changed as it stands now. Here is how it stands."))
        return redirect("team_call", pk=pk)
    form_class = call_form(BY_SLUG[section].fields, is_open=call.status == CallStatus.PUBLISHED)
    form = form_class(request.POST or None, instance=copy(call))
    if request.method != "POST" or not form.is_valid():
        return _section_page(request, call, section, form)
    try:
        _save(call, form, by=who(request))
    except (actions.SomebodyElseEdited, SomebodyWasFaster) as reason:
        return _somebody_else_saved(request, pk, section, form_class, reason)
    except actions.CallNotReady as reason:
        show_refusal(form, reason)
        return _section_page(request, call, section, form)
    messages.success(request, _("Saved."))
    return _onwards(request, call, section)


def _save(call: Opportunity, form: CallForm, *, by: Person) -> None:
    now, answers = timezone.now(), form.answers()
    if "note" in form.fields:
        actions.change_published_call(call, note=form.cleaned_data["note"], by=by, now=now, **answers)
    else:
        actions.edit_call(call, by=by, now=now, **answers)


def _section_page(
    request: HttpRequest, call: Opportunity, section: str, form: CallForm, status: int = 200, **more: Any
) -> HttpResponse:
    here = [each.slug for each in SECTIONS].index(section)
    context = {"call": call, "form": form, "section": SECTIONS[here], "number": here + 1, "parts": SECTIONS} | more
    return render(request, "opportunities/team/section.html", context, status=UNPROCESSABLE if form.errors else status)


def _somebody_else_saved(
    request: HttpRequest, pk: UUID, section: str, form_class: type[CallForm], reason: Exception
) -> HttpResponse:
    """Both texts side by side: what is saved now, and what was typed here, still in the boxes."""
    saved = call_for(request, pk, Permission.EDIT_CALL)
    if saved.status not in {CallStatus.DRAFT, CallStatus.PUBLISHED}:
        messages.warning(request, str(reason))
        return redirect("team_call", pk=pk)
    typed = request.POST.copy()
    typed["version"] = str(saved.version)
    is_open = saved.status == CallStatus.PUBLISHED
    form = call_form(BY_SLUG[section].fields, is_open=is_open)(typed, instance=copy(saved))
    form.full_clean()
    more = {"saved_meanwhile": differences(saved, form), "reason": str(reason)}
    return _section_page(request, saved, section, form, CONFLICT, **more)


def _onwards(request: HttpRequest, call: Opportunity, section: str) -> HttpResponse:
    slugs = [each.slug for each in SECTIONS]
    following = slugs[slugs.index(section) + 1 :]
    if request.POST.get("then") == "next" and following:
        return redirect("team_call_section", pk=call.pk, section=following[0])
    return redirect("team_call", pk=call.pk)


@for_staff(Permission.EDIT_CALL)
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The call's own questions, five at most."""
    call = call_for(request, pk, Permission.EDIT_CALL)
    form_set: Any = forms.formset_factory(
        QuestionForm, formset=QuestionForms, extra=0, min_num=actions.MOST_QUESTIONS, max_num=actions.MOST_QUESTIONS
    )
    asked = list(call.questions.values("text", "hint", "needed"))
    form = form_set(request.POST or None, initial=asked, prefix="questions")
    if request.method != "POST" or not form.is_valid():
        context = {"call": call, "questions": form}
        status = UNPROCESSABLE if request.method == "POST" else 200
        return render(request, "opportunities/team/questions.html", context, status=status)
    person, now = who(request), timezone.now()
    tried(
        request,
        lambda: actions.set_questions(call, form.questions(), by=person, now=now),
        done=_("The questions are saved. Please try out the form before the call opens."),
    )
    return redirect("team_call", pk=pk)
