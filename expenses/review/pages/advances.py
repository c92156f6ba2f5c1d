"""Money before the day on finance's desk: what is asked for, what is out, and one of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may
from coordinator.people.doors import for_staff, who_is_here
from coordinator.people.models import Person
from coordinator.people.signed_in import Visit
from coordinator.workflow.trail import history_of
from expenses.advances.models import Advance
from expenses.advances.queries import advances_in_finance, agreed_beforehand, asked_for, outstanding
from expenses.advances.rules import OWED, AdvanceStatus, above_agreed
from expenses.claims.rules import approvals_needed
from expenses.payments.queries import live_payment_of
from expenses.rates.queries import policy_of
from expenses.refusing import done, status_of
from expenses.review import actions
from expenses.review.forms import AnswerForm, RestForm
from expenses.review.queries.facts import why_not_agree
from expenses.saying import say

A_PAGE = 25


@for_staff(Permission.SEE_CLAIMS)
@require_GET
def listed(request: Visit) -> HttpResponse:
    """What waits for an answer, and what is out and not used up yet."""
    viewer = who_is_here(request)
    context = {
        "asked": Paginator(asked_for(viewer), A_PAGE).get_page(request.GET.get("page")),
        "out": Paginator(outstanding(viewer), A_PAGE).get_page(request.GET.get("out")),
        "today": timezone.localdate(),
    }
    return render(request, "expenses/review/advances.html", context)


def find(request: Visit, pk: UUID) -> Advance:
    """The advance, or a 404."""
    return get_object_or_404(advances_in_finance(who_is_here(request)), pk=pk)


@for_staff(Permission.SEE_CLAIMS)
@require_GET
def advance(request: Visit, pk: UUID) -> HttpResponse:
    """One of them: who, how much, for what day, what was agreed beforehand, and what can be done."""
    return _page(request, find(request, pk))


def _page(request: Visit, found: Advance, **forms_shown: forms.Form) -> HttpResponse:
    context = about(found, who_is_here(request)) | {"reason_form": AnswerForm(), "rest_form": RestForm()} | forms_shown
    return render(request, "expenses/review/advance.html", context, status=status_of(*forms_shown.values()))


def about(found: Advance, viewer: Person) -> dict[str, Any]:
    """Everything the page shows."""
    agreed, payment = agreed_beforehand(found.place), live_payment_of(found)
    limit = policy_of(found.organisation).approval_limit_pence
    return {
        "advance": found,
        "zone": found.organisation.zone,
        "agreed": agreed,
        "finding": say(above_agreed(found.pence, agreed)),
        "so_far": [approval.by for approval in found.approvals.select_related("by")],
        "needed": approvals_needed(found.pence, limit),
        "uses": list(found.uses.select_related("claim")),
        "payment": payment,
        # "Marked it paid" is said of the advance already.
        "history": history_of(found, *([payment] if payment else []), leave_out=frozenset({"payment.pay"})),
        **_what_can_be_done(found, viewer),
    }


def _what_can_be_done(found: Advance, viewer: Person) -> dict[str, Any]:
    decides = may(viewer, Permission.APPROVE_CLAIM, found)
    verdict, own = why_not_agree(found, viewer), found.person_id == viewer.pk
    asked = decides and found.status == AdvanceStatus.ASKED
    return {
        "can_agree": asked and bool(verdict),
        "why_not": say(verdict.reason) if asked and not verdict else "",
        "can_say_no": asked and not own,
        "can_call_off": decides and not own and found.status in OWED and found.left_pence == found.pence,
        "can_settle": decides and not own and found.status == AdvanceStatus.PAID and found.left_pence > 0,
    }


@for_staff(Permission.APPROVE_CLAIM)
@require_POST
def agree(request: Visit, pk: UUID) -> HttpResponse:
    """It is paid beforehand."""
    found = find(request, pk)
    if done(request, lambda: actions.agree_to_advance(found, by=who_is_here(request), now=timezone.now())):
        text = _("Agreed. It stands under “To pay” now, and they get a letter.")
        again = _("Your approval is noted. It needs one more.")
        messages.success(request, text if found.status == AdvanceStatus.AGREED else again)
    return redirect("finance_advance", pk=pk)


@for_staff(Permission.APPROVE_CLAIM)
@require_http_methods(["GET", "POST"])
def not_agree(request: Visit, pk: UUID) -> HttpResponse:
    """Not beforehand, with the reason."""
    found, form = find(request, pk), AnswerForm(request.POST if request.method == "POST" else None)
    who, now = who_is_here(request), timezone.now()

    def act() -> Advance:
        return actions.not_agree_to_advance(found, reason=form.cleaned_data["reason"], by=who, now=now)

    if request.method == "POST" and form.is_valid() and done(request, act, form=form):
        messages.success(request, _("Noted. They get a letter."))
    elif form.errors:
        return _page(request, found, reason_form=form)
    return redirect("finance_advance", pk=pk)


@for_staff(Permission.APPROVE_CLAIM)
@require_POST
def call_off(request: Visit, pk: UUID) -> HttpResponse:
    """Called off before it is paid."""
    found = find(request, pk)
    if done(request, lambda: actions.call_off_advance(found, by=who_is_here(request), now=timezone.now())):
        messages.success(request, _("Called off. They get a letter."))
    return redirect("finance_advance", pk=pk)


@for_staff(Permission.APPROVE_CLAIM)
@require_http_methods(["GET", "POST"])
def rest(request: Visit, pk: UUID) -> HttpResponse:
    """What becomes of a rest that nobody used."""
    found, form = find(request, pk), RestForm(request.POST if request.method == "POST" else None)
    who, now = who_is_here(request), timezone.now()

    def act() -> Advance:
        return actions.settle_rest(found, given_back=form.cleaned_data["rest"] == "given_back", by=who, now=now)

    if request.method == "POST" and form.is_valid() and done(request, act, form=form):
        messages.success(request, _("Noted."))
    elif form.errors:
        return _page(request, found, rest_form=form)
    return redirect("finance_advance", pk=pk)
