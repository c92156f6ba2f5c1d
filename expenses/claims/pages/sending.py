"""The last look and sending, taking back, answering a question."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordinator.people.doors import who_is_here
from coordinator.people.signed_in import Visit
from expenses.advances.queries import had_beforehand
from expenses.claims import actions
from expenses.claims.forms import AnswerForm, SendForm
from expenses.claims.models import Claim
from expenses.claims.pages.desks import Desk
from expenses.claims.pages.shown import about, claim_page, lines_of
from expenses.claims.queries import finance_names, promise_when_sent, who_has_it
from expenses.claims.rules import ClaimStatus
from expenses.claims.steps import TAKE_BACK
from expenses.rates.queries import policy_of
from expenses.refusing import UNPROCESSABLE, done, status_of


def _is_late(claim: Claim) -> bool:
    today = claim.organisation.day(timezone.now())
    return (today - claim.event_day).days > policy_of(claim.organisation).late_after_days


@require_http_methods(["GET", "POST"])
def send(request: Visit, pk: UUID, desk: Desk) -> HttpResponse:
    """Look at it once more, with the total in one place, then send it."""
    claim, now, who = desk.find(request, pk), timezone.now(), who_is_here(request)
    if claim.status != ClaimStatus.DRAFT:
        return redirect(desk.url("", pk))
    form = SendForm(request.POST or None, is_late=_is_late(claim), initial={"version": claim.version})
    if request.method == "POST" and form.is_valid():
        if done(request, lambda: actions.send_claim(claim, by=who, now=now, **form.cleaned_data)):
            messages.success(request, _("Sent. You need not do anything now."))
        return redirect(desk.url("", pk))
    context = about(claim, desk) | {
        "form": form,
        "lines": lines_of(claim, now=now),
        "receipts": list(claim.receipts.all()),
        "name": who_has_it(claim, finance_names([claim.organisation_id], now=now)),
        "by": promise_when_sent(claim, now=now),
        "beforehand": had_beforehand(claim, now=now),
    }
    return render(request, "claims/send.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def take_back(request: Visit, pk: UUID, desk: Desk) -> HttpResponse:
    """Take the claim back: asked once more, no reason is wanted."""
    claim, who = desk.find(request, pk), who_is_here(request)
    if request.method == "POST":
        if done(request, lambda: actions.take_back(claim, by=who, now=timezone.now())):
            again = _("You can begin a new one whenever you like.")
            if claim.looks_again_at_id:
                again = _("You can ask for another look again whenever you like.")
            messages.success(request, _("The claim is taken back.") + " " + again)
        return redirect(desk.url("", pk))
    if claim.status not in TAKE_BACK.sources:
        return redirect(desk.url("", pk))
    return render(request, "claims/take_back.html", about(claim, desk))


@require_POST
def answer(request: Visit, pk: UUID, desk: Desk) -> HttpResponse:
    """Answer the open question, or say that the mistake is ours."""
    claim, who, form = desk.find(request, pk), who_is_here(request), AnswerForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        if done(request, lambda: actions.answer_question(claim, by=who, now=timezone.now(), **said), form=form):
            messages.success(request, _("Thank you. The claim goes on."))
            return redirect(desk.url("", pk))
        if not form.errors:
            return redirect(desk.url("", pk))
    return claim_page(request, claim, desk, form, status=UNPROCESSABLE)
