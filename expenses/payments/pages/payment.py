"""One payment: it arrived, it did not, or it came back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordinator.authorization.permissions import Permission
from coordinator.people.doors import for_staff, who_is_here
from coordinator.people.signed_in import Visit
from coordinator.workflow.trail import history_of
from expenses.payments import actions
from expenses.payments.forms import PaidOnForm, TroubleForm
from expenses.payments.models import Payment, PaymentStatus, Trouble
from expenses.payments.queries import payments_visible_to
from expenses.refusing import done, status_of


@for_staff(Permission.SEE_CLAIMS)
@require_http_methods(["GET", "POST"])
def payment(request: Visit, pk: UUID) -> HttpResponse:
    """Its page. POST with a day: it arrived; with a trouble: it did not, or it came back."""
    found, now = get_object_or_404(payments_visible_to(who_is_here(request)), pk=pk), timezone.now()
    data = request.POST if request.method == "POST" else None
    arrived = data is not None and "trouble_form" not in data
    paid_form = PaidOnForm(data if arrived else None, today=found.organisation.day(now))
    trouble_form = TroubleForm(None if arrived else data, status=found.status, rail=found.rail, auto_id="trouble_%s")
    used = paid_form if arrived else trouble_form

    def act() -> Payment:
        if arrived:
            told = paid_form.cleaned_data
            return actions.mark_paid(found, paid_on=told["paid_on"], by=who_is_here(request), now=now)
        end = actions.sent_back if found.status == PaymentStatus.PAID else actions.did_not_arrive
        trouble = Trouble(trouble_form.cleaned_data["trouble"])
        return end(found, trouble=trouble, by=who_is_here(request), now=now)

    if data is not None and used.is_valid() and done(request, act, form=used):
        messages.success(request, _("Noted."))
        return redirect("finance_to_pay") if found.is_cheque else redirect("finance_batch", pk=found.batch_id)
    if data is not None and not used.errors:
        return redirect("finance_payment", pk=pk)
    context: dict[str, Any] = {"paid_form": paid_form, "trouble_form": trouble_form, "form": used}
    return _page(request, found.pk, context, status=status_of(paid_form, trouble_form))


def _page(request: Visit, pk: UUID, context: dict[str, Any], *, status: int) -> HttpResponse:
    found = get_object_or_404(payments_visible_to(who_is_here(request)), pk=pk)
    context |= {
        "payment": found,
        "zone": found.organisation.zone,
        "history": history_of(found),
        "own": found.person_id == who_is_here(request).pk,
    }
    return render(request, "expenses/payments/payment.html", context, status=status)
