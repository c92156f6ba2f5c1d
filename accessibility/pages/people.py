"""Writing down what somebody says on the phone, and agreeing that a kind of cost is covered."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accessibility import actions
from accessibility.forms import AdjustmentForm
from accessibility.models import PersonNeed
from accessibility.pages.asking import UNPROCESSABLE, Steps, ask_list, ask_who, here, kept_out_of_reports
from accessibility.queries.own import summary_of
from accessibility.queries.people import adjustments_visible_to, organisations_to_agree_in
from accessibility.rules.costs import COST_KINDS
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.people.doors import for_staff
from coordinator.people.models import Person
from coordinator.people.queries import volunteers_visible_to
from coordinator.workflow.refusals import Refusal


def _person(request: HttpRequest, pk: UUID, permission: Permission) -> Person:
    """Somebody who takes part where one looks after people: 404 elsewhere, 403 where one only sees them."""
    people = volunteers_visible_to(here(request)).prefetch_related("memberships")
    person = get_object_or_404(people, pk=pk)
    authorise(here(request), permission, person)
    return person


class PhoneSteps(Steps):
    """Where one goes while writing down what somebody says. Each look is noted for the person."""

    who_template = "accessibility/person_who.html"
    list_template = "accessibility/person_list.html"
    by_staff = True

    def needs(self) -> list[PersonNeed]:
        """What the coordinator may see."""
        return actions.open_to_write(self.person, by=here(self.request), now=timezone.now())

    def who(self) -> str:
        """The second question, on the phone."""
        return reverse("team_person_access_who", args=[self.person.pk, self.group])

    def done(self) -> str:
        """Back to the groups."""
        return reverse("team_person_access", args=[self.person.pk])


@kept_out_of_reports
@for_staff(Permission.WRITE_NEEDS_FOR)
@require_safe
@never_cache
def person_access(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The groups to go through on the phone, and the costs that are agreed. Opening it is noted."""
    return _person_page(request, _person(request, pk, Permission.WRITE_NEEDS_FOR))


def _person_page(request: HttpRequest, person: Person, form: AdjustmentForm | None = None) -> HttpResponse:
    staff = here(request)
    needs = actions.open_to_write(person, by=staff, now=timezone.now())
    agreed = adjustments_visible_to(staff).filter(person=person)
    form = form or AdjustmentForm(organisations=organisations_to_agree_in(staff, person))
    context = {
        "shown": person,
        "summary": summary_of(needs),
        "agreed": [(each, COST_KINDS.get(each.cost_kind, each.cost_kind)) for each in agreed],
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "accessibility/person.html", context, status=status)


@kept_out_of_reports
@for_staff(Permission.WRITE_NEEDS_FOR)
@require_http_methods(["GET", "POST"])
@never_cache
def person_list(request: HttpRequest, pk: UUID, group: str) -> HttpResponse:
    """The list of one group, read out on the phone."""
    person = _person(request, pk, Permission.WRITE_NEEDS_FOR)
    return ask_list(PhoneSteps(request, person, group), now=timezone.now())


@kept_out_of_reports
@for_staff(Permission.WRITE_NEEDS_FOR)
@require_http_methods(["GET", "POST"])
@never_cache
def person_who(request: HttpRequest, pk: UUID, group: str) -> HttpResponse:
    """How much each need matters, and who may see it, as the person says."""
    person = _person(request, pk, Permission.WRITE_NEEDS_FOR)
    return ask_who(PhoneSteps(request, person, group), now=timezone.now())


@kept_out_of_reports
@for_staff(Permission.AGREE_ADJUSTMENT)
@require_POST
def agree(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Agree that a kind of cost is covered for this person."""
    person = _person(request, pk, Permission.AGREE_ADJUSTMENT)
    staff = here(request)
    form = AdjustmentForm(request.POST, organisations=organisations_to_agree_in(staff, person))
    if not form.is_valid():
        return _person_page(request, person, form)
    try:
        actions.agree_adjustment(person, by=staff, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Agreed. Finance sees only that this kind of cost is covered."))
    except Refusal as reason:
        messages.warning(request, str(reason))
    return redirect("team_person_access", pk=pk)


@for_staff(Permission.AGREE_ADJUSTMENT)
@require_POST
def end_agreement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End an agreement from now on."""
    agreement = get_object_or_404(adjustments_visible_to(here(request)), pk=pk)
    actions.end_adjustment(agreement, by=here(request), now=timezone.now())
    messages.success(request, _("Ended from today. Costs before today stay covered."))
    return redirect("team_person_access", pk=agreement.person_id)
