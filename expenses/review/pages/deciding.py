"""What finance presses: checked, approved, less, not agreed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordinator.authorization.permissions import Permission
from coordinator.people.doors import for_staff, who_is_here
from coordinator.people.signed_in import Visit
from expenses.claims.models import Claim
from expenses.claims.rules import ClaimStatus
from expenses.refusing import done, status_of
from expenses.review import actions
from expenses.review.forms import PartForm, ReasonForm, VersionForm
from expenses.review.pages.claim import about, find


def version_of(request: Visit) -> int | None:
    """Which version the page was made from; None when it does not say."""
    form = VersionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else None


@for_staff(Permission.CHECK_CLAIM)
@require_POST
def check(request: Visit, pk: UUID) -> HttpResponse:
    """In order."""
    found = find(request, pk)
    by, now, version = who_is_here(request), timezone.now(), version_of(request)
    if done(request, lambda: actions.check_claim(found, by=by, now=now, version=version)):
        messages.success(request, _("Checked. It is ready for approval."))
    return redirect("finance_claim", pk=pk)


@for_staff(Permission.APPROVE_CLAIM)
@require_POST
def approve(request: Visit, pk: UUID) -> HttpResponse:
    """Agreed."""
    found = find(request, pk)
    by, now, version = who_is_here(request), timezone.now(), version_of(request)
    if done(request, lambda: actions.approve_claim(found, by=by, now=now, version=version)):
        messages.success(request, _said(found))
    return redirect("finance_claim", pk=pk)


def _said(claim: Claim) -> str:
    if claim.status == ClaimStatus.CHECKED:
        return _("Your approval is noted. It needs one more.")
    return _("Approved. There was nothing to pay.") if claim.status == ClaimStatus.PAID else _("Approved.")


@for_staff(Permission.APPROVE_CLAIM)
@require_http_methods(["GET", "POST"])
def part(request: Visit, pk: UUID) -> HttpResponse:
    """Less than was claimed, line by line, each with its reason."""
    found = find(request, pk)
    lines = list(found.lines.all())
    form = PartForm(request.POST or None, lines=lines, initial={"version": found.version})

    def act() -> Claim:
        told = form.cleaned_data
        return actions.approve_in_part(
            found, cuts=form.cuts(), note=told["note"], by=who_is_here(request), now=timezone.now(),
            version=told["version"],
        )  # fmt: skip

    return _decide(request, found, form, act, "expenses/review/part.html", _("Agreed in part. They get a letter."))


@for_staff(Permission.APPROVE_CLAIM)
@require_http_methods(["GET", "POST"])
def decline(request: Visit, pk: UUID) -> HttpResponse:
    """Not agreed, with the reason."""
    found = find(request, pk)
    form = ReasonForm(request.POST or None, initial={"version": found.version})

    def act() -> Claim:
        told = form.cleaned_data
        return actions.not_agree(
            found, reason=told["reason"], by=who_is_here(request), now=timezone.now(), version=told["version"]
        )

    return _decide(request, found, form, act, "expenses/review/decline.html", _("Noted. They get a letter."))


def _decide(
    request: Visit, found: Claim, form: forms.Form, act: Callable[[], Any], template: str, said: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and done(request, act, form=form):
        messages.success(request, said)
        return redirect("finance_claim", pk=found.pk)
    if request.method == "POST" and not form.errors:
        return redirect("finance_claim", pk=found.pk)
    context = about(find(request, found.pk), who_is_here(request), now=timezone.now()) | {"form": form}
    return render(request, template, context, status=status_of(form))
