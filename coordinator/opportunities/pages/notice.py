"""How much notice each type of call gives here, with where the numbers come from (practice.md 2.2)."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise, may
from coordinator.opportunities import actions
from coordinator.opportunities.forms.deciding import PolicyForm
from coordinator.opportunities.pages.acting import who
from coordinator.opportunities.queries import policies_of, policy_for
from coordinator.panels.models import PanelType
from coordinator.people.doors import for_staff
from coordinator.people.queries import organisations_for


@for_staff(Permission.SEE_CALLS)
@require_GET
def notice(request: HttpRequest) -> HttpResponse:
    """The table of one organisation; somebody who works for several chooses which."""
    person = who(request)
    organisations = list(organisations_for(person, Permission.SEE_CALLS))
    wanted = request.GET.get("organisation", "")
    shown = next((each for each in organisations if each.slug == wanted), organisations[0])
    context = {
        "organisation": shown,
        "organisations": organisations,
        "policies": [(kind, policy, own, _(policy.citation)) for kind, policy, own in policies_of(shown)],
        "may_edit": bool(may(person, Permission.KEEP_NOTICE, shown)),
    }
    return render(request, "opportunities/team/notice.html", context)


@for_staff(Permission.KEEP_NOTICE)
@require_http_methods(["GET", "POST"])
def edit_notice(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """Change the numbers of one type. Calls that are open keep what they promised."""
    person = who(request)
    organisation = get_object_or_404(organisations_for(person, Permission.SEE_CALLS), pk=pk)
    authorise(person, Permission.KEEP_NOTICE, organisation)
    if kind not in PanelType:
        raise Http404
    policy = policy_for(organisation, kind)
    form = PolicyForm(request.POST or None, initial=asdict(policy) | {"citation": _(policy.citation)})
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "organisation": organisation, "kind": PanelType(kind).label}
        return render(request, "opportunities/team/notice_edit.html", context, status=422 if form.errors else 200)
    actions.change_policy(organisation, kind, form.policy(), by=person, now=timezone.now())
    messages.success(request, _("Saved. Calls of this type that open from now on are measured by these numbers."))
    return redirect(f"{reverse('team_notice')}?organisation={organisation.slug}")
