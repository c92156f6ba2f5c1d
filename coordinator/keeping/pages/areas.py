"""The map: areas, their practices, and how much of it is covered (practice.md S-04)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coordinator.keeping import actions
from coordinator.keeping.forms import AreaForm, PracticeForm
from coordinator.keeping.pages.keeping import address, answers, for_heads, form_page, organisation_of
from coordinator.keeping.queries import areas_kept_by, coverage_of, practices_of
from coordinator.people.doors import who_is_here
from coordinator.people.signed_in import Visit


@for_heads
@require_GET
def areas(request: Visit, pk: UUID) -> HttpResponse:
    """Each area with its practices, what stands in none, and the sum."""
    organisation = organisation_of(request, pk)
    own = list(areas_kept_by(request.presence.person).filter(organisation=organisation))
    practices = list(practices_of(organisation).order_by("name", "pk"))
    nowhere = [practice for practice in practices if practice.area_id is None]
    context = {
        "organisation": organisation,
        "areas": [(area, [each for each in practices if each.area_id == area.pk]) for area in own],
        "nowhere": nowhere,
        "coverage": coverage_of(own, len(nowhere)),
    }
    return render(request, "keeping/areas.html", context)


@for_heads
@require_http_methods(["GET", "POST"])
def new_area(request: Visit, pk: UUID) -> HttpResponse:
    """Add an area."""
    organisation = organisation_of(request, pk)
    return form_page(
        request,
        AreaForm(answers(request)),
        lambda said: actions.add_area(organisation, by=who_is_here(request), now=timezone.now(), **said),
        back=address("head_areas", organisation),
        done=lambda area: _("{name} is in the list.").format(name=area.name),
        organisation=organisation,
        title=_("Add an area"),
        button=_("Add this area"),
        trail=(_("Areas"), address("head_areas", organisation)),
    )


@for_heads
@require_http_methods(["GET", "POST"])
def area(request: Visit, pk: UUID) -> HttpResponse:
    """Rename an area."""
    shown = get_object_or_404(areas_kept_by(request.presence.person), pk=pk)
    organisation, name = shown.organisation, shown.name
    return form_page(
        request,
        AreaForm(answers(request), instance=shown),
        lambda said: actions.rename_area(shown, by=who_is_here(request), now=timezone.now(), **said),
        back=address("head_areas", organisation),
        done=_("Kept. Its practices stay in it."),
        organisation=organisation,
        title=_("Rename {name}").format(name=name),
        button=_("Keep this"),
        trail=(_("Areas"), address("head_areas", organisation)),
    )


@for_heads
@require_http_methods(["GET", "POST"])
def new_practice(request: Visit, pk: UUID) -> HttpResponse:
    """Add a practice to an area."""
    organisation = organisation_of(request, pk)
    wanted = {"area": request.GET["area"]} if "area" in request.GET else {}
    return form_page(
        request,
        PracticeForm(answers(request), organisation=organisation, initial=wanted),
        lambda said: actions.add_practice(said["area"], by=who_is_here(request), now=timezone.now(), name=said["name"]),
        back=address("head_areas", organisation),
        done=lambda practice: _("{name} is in the list.").format(name=practice.name),
        organisation=organisation,
        title=_("Add a practice"),
        button=_("Add this practice"),
        trail=(_("Areas"), address("head_areas", organisation)),
    )


@for_heads
@require_http_methods(["GET", "POST"])
def practice(request: Visit, pk: UUID, practice: UUID) -> HttpResponse:
    """Rename a practice, or put it into another area."""
    organisation = organisation_of(request, pk)
    shown = get_object_or_404(practices_of(organisation), pk=practice)
    told = {"name": shown.name, "area": shown.area_id}
    return form_page(
        request,
        PracticeForm(answers(request), organisation=organisation, may_be_nowhere=True, initial=told),
        lambda said: actions.keep_practice(
            shown, owner=organisation, by=who_is_here(request), now=timezone.now(), **said
        ),
        back=address("head_areas", organisation),
        done=_("Kept."),
        organisation=organisation,
        title=shown.name,
        lede=_("A practice in no area may be put into one by whoever looks after it next."),
        button=_("Keep this"),
        trail=(_("Areas"), address("head_areas", organisation)),
    )
