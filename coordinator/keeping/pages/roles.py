"""Who has which role, giving one, ending one."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coordinator.keeping import actions
from coordinator.keeping.forms import EndRoleForm, RoleForm
from coordinator.keeping.pages.keeping import address, answers, for_heads, form_page, organisation_of
from coordinator.keeping.queries import ended, is_told, roles_kept_by
from coordinator.organisations.models import Membership
from coordinator.organisations.queries import living
from coordinator.people.doors import who_is_here
from coordinator.people.signed_in import Visit

A_PAGE, ENDED_SHOWN = 50, 25


@for_heads
@require_GET
def roles(request: Visit, pk: UUID) -> HttpResponse:
    """Everybody with a role, by name; and the roles that ended."""
    organisation, today = organisation_of(request, pk), timezone.localdate()
    all_roles = roles_kept_by(request.presence.person).filter(organisation=organisation)
    page = Paginator(all_roles.filter(living(today)), A_PAGE).get_page(request.GET.get("page"))
    context = {"organisation": organisation, "page": page, "ended": list(ended(all_roles, today=today)[:ENDED_SHOWN])}
    return render(request, "keeping/roles.html", context)


@for_heads
@require_http_methods(["GET", "POST"])
def give(request: Visit, pk: UUID) -> HttpResponse:
    """Give a role to a colleague, or to somebody by name and email."""
    organisation = organisation_of(request, pk)
    wanted = {name: request.GET[name] for name in ("role", "person") if name in request.GET}
    form = RoleForm(answers(request), organisation=organisation, initial=wanted)
    return form_page(
        request,
        form,
        lambda said: actions.give_role(
            organisation, said["role"], to=said["to"], by=who_is_here(request), now=timezone.now()
        ),
        back=address("head_roles", organisation),
        done=_said,
        organisation=organisation,
        title=_("Give a role"),
        lede=_("They get a letter that says what the role is for and how to sign in."),
        button=_("Give this role"),
        trail=(_("Roles"), address("head_roles", organisation)),
    )


def _said(membership: Membership) -> str:
    person, role = membership.person, membership.get_role_display()
    if not person.email:
        text = _("{name} now has the role “{role}”. We have no email of theirs: ask for it, so that they can sign in.")
    elif is_told(membership):
        text = _("{name} now has the role “{role}”. A letter tells them how to sign in with {email}.")
    else:
        text = _("{name} now has the role “{role}”. Tell them to choose “Sign in” and use {email}: we send a code.")
    return text.format(name=person.full_name, role=role, email=person.email)


@for_heads
@require_http_methods(["GET", "POST"])
def end(request: Visit, pk: UUID) -> HttpResponse:
    """End a role, at once or with a day."""
    membership = get_object_or_404(roles_kept_by(request.presence.person), pk=pk)
    organisation = membership.organisation
    form = EndRoleForm(answers(request), today=organisation.day(timezone.now()))
    return form_page(
        request,
        form,
        lambda said: actions.end_role(membership, on=said["on"], by=who_is_here(request), now=timezone.now()),
        back=address("head_roles", organisation),
        done=_("Done. What they did in this role stays in the history."),
        organisation=organisation,
        title=_("End the role of {name}").format(name=membership.person.full_name),
        lede=membership.get_role_display(),
        button=_("End this role"),
        trail=(_("Roles"), address("head_roles", organisation)),
    )
