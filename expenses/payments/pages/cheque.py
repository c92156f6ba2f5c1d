"""One cheque to write: how much, to whom, where it goes, and the number it got (practice.md PY8)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.people.doors import for_staff, who_is_here
from coordinator.people.signed_in import Visit
from expenses.payments import actions
from expenses.payments.forms import ChequeForm
from expenses.payments.models import Payable, Payment
from expenses.payments.queries import live_payment_of, names_for_cheques, not_by_cheque, owed_line, payables_visible_to
from expenses.refusing import done, status_of
from expenses.saying import say


@for_staff(Permission.BUILD_BATCH)
@never_cache
@require_http_methods(["GET", "POST"])
def cheque(request: Visit, pk: UUID) -> HttpResponse:
    """What to write on it, and where it goes. POST with its number and the day: it is in the post."""
    staff, now = who_is_here(request), timezone.now()
    payable = get_object_or_404(payables_visible_to(staff), pk=pk)
    authorise(staff, Permission.BUILD_BATCH, payable)
    form = ChequeForm(request.POST or None, today=payable.organisation.day(now))

    def act() -> Payment:
        return actions.post_cheque(payable, by=staff, now=now, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and done(request, act, form=form):
        messages.success(request, _("Noted: the cheque is in the post. They get a letter."))
        return redirect("finance_to_pay")
    if request.method == "POST" and not form.errors:
        return redirect("finance_to_pay")
    return _page(request, payable, form)


def _page(request: Visit, payable: Payable, form: ChequeForm) -> HttpResponse:
    line = owed_line(payables_visible_to(who_is_here(request)), who_is_here(request), payable.pk)
    if line is None:
        payment = live_payment_of(payable.owed_for)
        return redirect("finance_payment", pk=payment.pk) if payment else redirect("finance_to_pay")
    reason = not_by_cheque(line)
    context = {
        "form": form,
        "payable": payable,
        "reason": say(reason),
        "name": "" if reason else names_for_cheques([line]).get(payable.person_id, ""),
    }
    return render(request, "expenses/payments/cheque.html", context, status=status_of(form))
