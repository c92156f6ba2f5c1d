"""Asking a question, releasing one, dropping one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordinator.authorization.permissions import Permission
from coordinator.people.doors import for_staff, who_is_here
from coordinator.people.signed_in import Visit
from expenses.claims.models import Claim, Question
from expenses.refusing import done, status_of
from expenses.review import actions
from expenses.review.actions.asking import offers
from expenses.review.forms import AskForm, OwnWordsForm
from expenses.review.pages.claim import about, find
from expenses.review.queries import questions_visible_to, recent_letters


@for_staff(Permission.ASK_ABOUT_CLAIM)
@require_http_methods(["GET", "POST"])
def ask(request: Visit, pk: UUID) -> HttpResponse:
    """Choose a reviewed question, or write one; what the person heard from us lately stands beside it."""
    found, now, staff = find(request, pk), timezone.now(), who_is_here(request)
    own = request.method == "POST" and "text" in request.POST
    data = request.POST if request.method == "POST" else None
    initial = {"version": found.version}
    form = AskForm(None if own else data, offers=offers(found, now=now), lines=list(found.lines.all()), initial=initial)
    own_form = OwnWordsForm(data if own else None, initial=initial, auto_id="own_%s")

    def act() -> Question:
        if own:
            return actions.write_own_question(found, by=staff, now=now, **own_form.cleaned_data)
        version = form.cleaned_data["version"]
        return actions.ask(found, by=staff, now=now, version=version, **form.chosen())

    used = own_form if own else form
    if request.method == "POST" and used.is_valid() and done(request, act, form=used):
        said = _("Somebody else reads it before it goes out.") if own else _("Your question is on its way.")
        messages.success(request, said)
        return redirect("finance_claim", pk=pk)
    if request.method == "POST" and not used.errors:
        return redirect("finance_claim", pk=pk)
    return _ask_page(request, found, form, own_form)


def _ask_page(request: Visit, found: Claim, form: AskForm, own_form: OwnWordsForm) -> HttpResponse:
    now = timezone.now()
    context = about(find(request, found.pk), who_is_here(request), now=now) | {
        "form": form if not own_form.is_bound else own_form,
        "ask_form": form,
        "own_form": own_form,
        "letters": recent_letters(found, now=now),
    }
    return render(request, "expenses/review/ask.html", context, status=status_of(form, own_form))


def _question(request: Visit, pk: UUID) -> Question:
    related = ("claim__place__panel__contact", "claim__person")
    return get_object_or_404(questions_visible_to(who_is_here(request)).select_related(*related), pk=pk)


@for_staff(Permission.ASK_ABOUT_CLAIM)
@require_POST
def release(request: Visit, pk: UUID) -> HttpResponse:
    """Send what a colleague wrote."""
    question = _question(request, pk)
    if done(request, lambda: actions.release_question(question, by=who_is_here(request), now=timezone.now())):
        messages.success(request, _("The question is on its way."))
    return redirect("finance_claim", pk=question.claim_id)


@for_staff(Permission.ASK_ABOUT_CLAIM)
@require_POST
def drop(request: Visit, pk: UUID) -> HttpResponse:
    """It was a mistake of ours."""
    question = _question(request, pk)
    if done(request, lambda: actions.drop_question(question, by=who_is_here(request), now=timezone.now())):
        messages.success(request, _("Dropped, and noted as a mistake of ours."))
    return redirect("finance_claim", pk=question.claim_id)
