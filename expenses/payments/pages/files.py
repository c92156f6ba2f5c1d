"""What is owed, and the files for the bank."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import may, organisations_where
from coordinator.ids import new_id
from coordinator.organisations.models import Organisation
from coordinator.people.doors import for_staff, who_is_here
from coordinator.people.signed_in import Visit
from coordinator.workflow.trail import history_of
from expenses.payments import actions
from expenses.payments.forms import BuildForm, PaidOnForm
from expenses.payments.models import Batch, BatchStatus, Way
from expenses.payments.queries import (
    Owed,
    batches_visible_to,
    names_for_cheques,
    owed_lines,
    payables_visible_to,
    payments_visible_to,
)
from expenses.payments.steps import SEND_BATCH
from expenses.refusing import done, status_of
from expenses.saying import say

A_PAGE = 25
A_FEW = 10


@for_staff(Permission.SEE_CLAIMS)
@require_GET
def to_pay(request: Visit) -> HttpResponse:
    """What is owed, the nearest promise first; what can go into a file now; cheques to write; files and cheques so far."""
    viewer, now = who_is_here(request), timezone.now()
    owed = owed_lines(payables_visible_to(viewer), viewer)
    cheques = [line for line in owed if line.can_go(Way.CHEQUE) and may(viewer, Permission.BUILD_BATCH, line.payable)]
    apart = {line.payable.pk for line in cheques}
    batches = list(batches_visible_to(viewer).order_by("-sealed_at", "-id")[:A_FEW])
    context = {
        "page": Paginator([line for line in owed if line.payable.pk not in apart], A_PAGE).get_page(
            request.GET.get("page")
        ),
        "ready": _ready(owed) if may(viewer, Permission.BUILD_BATCH) else [],
        "cheques": cheques,
        "names": names_for_cheques(cheques) if cheques else {},
        "posted": payments_visible_to(viewer).filter(batch=None).order_by("-paid_on", "-id")[:A_FEW],
        "waiting": sum(line.reason is not None for line in owed),
        "batches": batches,
        "today": timezone.localdate(now),
        "say": say,
    }
    return render(request, "expenses/payments/to_pay.html", context)


def _ready(owed: list[Owed]) -> list[dict[str, Any]]:
    """For each organisation what a file would hold, with the key that makes one press one file."""
    by_organisation: dict[Organisation, list[int]] = {}
    for line in owed:
        if line.can_go(Way.BANK):
            by_organisation.setdefault(line.payable.organisation, []).append(line.payable.pence)
    return [
        {"organisation": organisation, "count": len(amounts), "pence": sum(amounts), "key": new_id()}
        for organisation, amounts in by_organisation.items()
    ]


@for_staff(Permission.BUILD_BATCH)
@require_POST
def build(request: Visit) -> HttpResponse:
    """Make the file."""
    staff, form = who_is_here(request), BuildForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Please press the button on this page again."))
        return redirect("finance_to_pay")
    told = form.cleaned_data
    mine = Organisation.objects.filter(pk__in=organisations_where(staff, Permission.BUILD_BATCH))
    organisation = get_object_or_404(mine, pk=told["organisation"])
    made: list[Batch] = []

    def act() -> None:
        made.append(actions.build_batch(organisation, form_key=told["form_key"], by=staff, now=timezone.now()))

    if not done(request, act):
        return redirect("finance_to_pay")
    text = ngettext("The file holds %(num)d payment.", "The file holds %(num)d payments.", made[0].count)
    messages.success(request, text % {"num": made[0].count})
    return redirect("finance_batch", pk=made[0].pk)


def _batch(request: Visit, pk: UUID) -> Batch:
    return get_object_or_404(batches_visible_to(who_is_here(request)), pk=pk)


@for_staff(Permission.SEE_CLAIMS)
@require_http_methods(["GET", "POST"])
def batch(request: Visit, pk: UUID) -> HttpResponse:
    """One file: what it holds, its seal, and what became of each payment. POST: everything left has arrived."""
    found, staff, now = _batch(request, pk), who_is_here(request), timezone.now()
    form = PaidOnForm(request.POST or None, today=found.organisation.day(now))

    def act() -> int:
        return actions.mark_all_paid(found, paid_on=form.cleaned_data["paid_on"], by=staff, now=now)

    if request.method == "POST" and form.is_valid() and done(request, act, form=form):
        messages.success(request, _("Marked as paid. Each person gets a letter."))
        return redirect("finance_batch", pk=pk)
    if request.method == "POST" and not form.errors:
        return redirect("finance_batch", pk=pk)
    return _batch_page(request, found, form)


def _batch_page(request: Visit, found: Batch, form: PaidOnForm) -> HttpResponse:
    viewer = who_is_here(request)
    payments = payments_visible_to(viewer).filter(batch=found).order_by("reference", "pk")
    context = {
        "batch": found,
        "zone": found.organisation.zone,
        "page": Paginator(payments, A_PAGE * 4).get_page(request.GET.get("page")),
        "form": form,
        "may_download": may(viewer, Permission.BUILD_BATCH, found),
        "may_send": found.status in SEND_BATCH.sources and may(viewer, Permission.BUILD_BATCH, found),
        "may_settle": found.status != BatchStatus.SETTLED and may(viewer, Permission.MARK_PAID, found),
        "history": history_of(found),
    }
    return render(request, "expenses/payments/batch.html", context, status=status_of(form))


@for_staff(Permission.BUILD_BATCH)
@require_GET
def download(request: Visit, pk: UUID) -> HttpResponse:
    """The sealed bytes. Each time the same, and each time noted."""
    found = get_object_or_404(batches_visible_to(who_is_here(request)).defer(None), pk=pk)
    data = actions.download(found, by=who_is_here(request), now=timezone.now())
    answer = HttpResponse(data, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="payments-{found.number}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


@for_staff(Permission.BUILD_BATCH)
@require_POST
def send(request: Visit, pk: UUID) -> HttpResponse:
    """The bank has it."""
    found = _batch(request, pk)
    if done(request, lambda: actions.mark_sent(found, by=who_is_here(request), now=timezone.now())):
        messages.success(request, _("Noted: the bank has the file."))
    return redirect("finance_batch", pk=pk)
