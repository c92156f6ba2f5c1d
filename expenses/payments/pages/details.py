"""Where the money goes: the person's own page, and the team's for somebody who rings."""

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
from coordinator.people.doors import for_somebody, for_staff, who_is_here
from coordinator.people.models import Person
from coordinator.people.queries import volunteers_visible_to
from coordinator.people.signed_in import Visit
from expenses.payments import actions
from expenses.payments.forms import BankDetailsForm
from expenses.payments.queries import masked_details, way_of
from expenses.refusing import status_of


@for_somebody
@never_cache
@require_http_methods(["GET", "POST"])
def my_bank_details(request: Visit) -> HttpResponse:
    """One's own. What is kept is shown masked and never filled in again."""
    person = who_is_here(request)
    form = BankDetailsForm(request.POST or None, person=person, initial=_way_so_far(person))
    if request.method == "POST" and form.is_valid():
        actions.save_bank_details(person, by=person, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you. From now on your money comes this way."))
        return redirect("my_bank_details")
    context = {"form": form, "details": masked_details(person)}
    return render(request, "expenses/payments/my_bank_details.html", context, status=status_of(form))


@for_staff(Permission.WRITE_CLAIM_FOR)
@never_cache
@require_http_methods(["GET", "POST"])
def details_for(request: Visit, pk: UUID) -> HttpResponse:
    """For somebody who rings: written down, and never shown again, not even the last digits."""
    staff = who_is_here(request)
    person = get_object_or_404(volunteers_visible_to(staff), pk=pk)
    authorise(staff, Permission.WRITE_CLAIM_FOR, person)
    form = BankDetailsForm(request.POST or None, person=person, for_them=True, initial=_way_so_far(person))
    if request.method == "POST" and form.is_valid():
        actions.save_bank_details(person, by=staff, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Written down. Nobody on the team can see it again."))
        return redirect("team_person", pk=pk)
    context = {"form": form, "shown": person, "kept": way_of(person)}
    return render(request, "expenses/payments/details_for.html", context, status=status_of(form))


def _way_so_far(person: Person) -> dict[str, str]:
    way = way_of(person)
    return {"way": way.value} if way else {}
