"""Rates and limits: each figure with where it comes from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coordinator.authorization.permissions import Permission
from coordinator.organisations.models import Organisation
from coordinator.people.doors import for_staff, who_is_here
from coordinator.people.signed_in import Visit
from expenses.rates import actions
from expenses.rates.forms import EndRateForm, LimitsForm, RateForm
from expenses.rates.models import MileageRate
from expenses.rates.queries import organisations_with_rates, policy_of, rates_of, rates_visible_to
from expenses.refusing import done, status_of


@for_staff(Permission.KEEP_RATES)
@require_GET
def rates(request: Visit) -> HttpResponse:
    """What is paid per mile, by date, and the limits, for each organisation one keeps them for."""
    kept = list(organisations_with_rates(who_is_here(request)))
    own = {
        (rate.organisation_id, rate.kind, rate.from_day, rate.after_miles): rate.pk
        for rate in MileageRate.objects.filter(organisation__in=kept, to_day=None)
    }
    names = dict(MileageRate.Kind.choices)
    shown = [
        {
            "organisation": organisation,
            "policy": policy_of(organisation),
            "rates": [
                {"rate": rate, "kind": names[rate.kind], "pence": f"{rate.pence_per_mile.normalize():f}",
                 "own": own.get((organisation.pk, rate.kind, rate.from_day, rate.after_miles))}
                for rate in rates_of(organisation.pk)
            ],
        }
        for organisation in kept
    ]  # fmt: skip
    return render(request, "rates/rates.html", {"shown": shown})


def _organisation(request: Visit, pk: UUID) -> Organisation:
    return get_object_or_404(organisations_with_rates(who_is_here(request)), pk=pk)


@for_staff(Permission.KEEP_RATES)
@require_http_methods(["GET", "POST"])
def add_rate(request: Visit, pk: UUID) -> HttpResponse:
    """Keep a new rate from a day on."""
    organisation, form = _organisation(request, pk), RateForm(request.POST or None)

    def keep() -> Any:
        return actions.add_rate(organisation, by=who_is_here(request), now=timezone.now(), **form.cleaned_data)

    return _form_page(request, form, keep, "rates/add.html", {"organisation": organisation})


@for_staff(Permission.KEEP_RATES)
@require_http_methods(["GET", "POST"])
def end_rate(request: Visit, pk: UUID) -> HttpResponse:
    """Name the last day of a rate."""
    rate = get_object_or_404(rates_visible_to(who_is_here(request)), pk=pk)
    form = EndRateForm(request.POST or None)

    def keep() -> Any:
        return actions.end_rate(rate, by=who_is_here(request), now=timezone.now(), **form.cleaned_data)

    return _form_page(request, form, keep, "rates/end.html", {"rate": rate})


@for_staff(Permission.KEEP_RATES)
@require_http_methods(["GET", "POST"])
def limits(request: Visit, pk: UUID) -> HttpResponse:
    """Change the limits of one organisation."""
    organisation = _organisation(request, pk)
    form = LimitsForm(request.POST or None, instance=policy_of(organisation))

    def keep() -> Any:
        return actions.keep_limits(organisation, by=who_is_here(request), now=timezone.now(), **form.cleaned_data)

    return _form_page(request, form, keep, "rates/limits.html", {"organisation": organisation})


def _form_page(request: Visit, form: Any, keep: Any, template: str, context: dict[str, Any]) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and done(request, keep, form=form):
        messages.success(request, _("Kept."))
        return redirect("finance_rates")
    return render(request, template, context | {"form": form}, status=status_of(form))
