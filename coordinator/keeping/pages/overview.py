"""The organisation at a glance, and its settings."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coordinator.keeping import actions
from coordinator.keeping.forms import SettingsForm
from coordinator.keeping.next_steps import next_steps
from coordinator.keeping.pages.keeping import answers, for_heads, form_page, organisation_of
from coordinator.keeping.queries import organisations_kept_by, what_happened, with_counts
from coordinator.organisations.models import Organisation
from coordinator.people.doors import who_is_here
from coordinator.people.signed_in import Visit


@for_heads
@require_GET
def overview(request: Visit) -> HttpResponse:
    """Every organisation one keeps: what it lacks, its settings, and where its people, teams and areas are."""
    now, person = timezone.now(), who_is_here(request)
    kept = list(with_counts(organisations_kept_by(person), today=timezone.localdate(now)))
    context = {
        "organisations": kept,
        "steps": next_steps("head", person, now),
        "history_lines": what_happened([organisation.pk for organisation in kept]),
    }
    return render(request, "keeping/overview.html", context)


@for_heads
@require_http_methods(["GET", "POST"])
def settings(request: Visit, pk: UUID) -> HttpResponse:
    """Name, word for members, time to answer, prefix, time zone."""
    organisation = organisation_of(request, pk)
    form = SettingsForm(answers(request), instance=Organisation.objects.get(pk=pk))
    return form_page(
        request,
        form,
        lambda said: actions.keep_settings(organisation, by=who_is_here(request), now=timezone.now(), **said),
        back="head_organisation",
        done=_("Kept. Calls, letters and claims show it from now on."),
        organisation=organisation,
        title=_("Change the settings"),
        button=_("Keep this"),
    )
