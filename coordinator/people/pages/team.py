"""The team's pages about people."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coordinator import hooks
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise, may
from coordinator.people import actions
from coordinator.people.doors import for_staff, who_is_here
from coordinator.people.forms import EditPersonForm, FindPeopleForm, NewPersonForm
from coordinator.people.models import Person, PersonStatus
from coordinator.people.pages.changes import ask_and_take
from coordinator.people.queries import (
    LOOKED_AT,
    matching,
    preferring,
    sharing_email,
    volunteers_visible_to,
)
from coordinator.workflow.steps import available_steps
from coordinator.workflow.trail import history_of

A_PAGE = 25


@for_staff(Permission.SEE_PEOPLE)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who takes part where one works, to search by name, email or phone."""
    viewer = who_is_here(request)
    form = FindPeopleForm(request.GET or None)
    found = volunteers_visible_to(viewer)
    if form.is_valid():
        found = matching(found, form.cleaned_data["q"])
        if form.cleaned_data["channel"]:
            found = preferring(found, form.cleaned_data["channel"])
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "may_add": may(viewer, Permission.ADD_PERSON)}
    return render(request, "people/list.html", context)


@for_staff(Permission.ADD_PERSON)
@require_http_methods(["GET", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Write down somebody who rings, writes or is met."""
    staff, now = who_is_here(request), timezone.now()
    initial = {"consent_source": "phone", "consent_at": now, "first_choice": "phone", "answer_days": 0}
    form = NewPersonForm(request.POST or None, by=staff, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/new.html", {"form": form}, status=422 if form.errors else 200)
    told = form.cleaned_data
    person = actions.write_down(
        told["organisation"],
        by=staff,
        source=told["consent_source"],
        consent_at=told["consent_at"],
        now=now,
        **form.answers(),
    )
    messages.success(request, _("{name} is written down.").format(name=person.full_name))
    _mention_shared_email(request, person)
    return redirect("team_person", pk=person.pk)


def _mention_shared_email(request: HttpRequest, person: Person) -> None:
    others = ", ".join(sharing_email(person).values_list("full_name", flat=True)[:3])
    if others:
        text = _("{others} uses the same email. That is fine: each letter names the person it is for.")
        messages.info(request, text.format(others=others))


def _person(request: HttpRequest, pk: UUID) -> Person:
    people = volunteers_visible_to(who_is_here(request)).prefetch_related("memberships__organisation", "supporters")
    return get_object_or_404(people, pk=pk)


@for_staff(Permission.SEE_PEOPLE)
@require_GET
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One person: how to reach them, what other parts of the service know, and what happened."""
    shown, viewer = _person(request, pk), who_is_here(request)
    actions.note_look(shown, by=viewer, now=timezone.now())
    context = {
        "shown": shown,
        "boxes": sorted(hooks.person_box.ask(shown, viewer), key=lambda box: box.order),
        "history_lines": history_of(shown, leave_out=frozenset({LOOKED_AT})),
        "may_edit": may(viewer, Permission.EDIT_PERSON, shown),
        "changes": [step for step in available_steps(shown, viewer) if step.verb.endswith("_for")],
    }
    return render(request, "people/person.html", context)


@for_staff(Permission.EDIT_PERSON)
@require_http_methods(["GET", "POST"])
def edit_person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a profile because the person asked."""
    shown, staff = _person(request, pk), who_is_here(request)
    authorise(staff, Permission.EDIT_PERSON, shown)
    form = EditPersonForm(request.POST or None, instance=shown)
    if request.method != "POST" or not form.is_valid():
        stored = Person.objects.get(pk=pk)
        return render(request, "people/edit.html", {"form": form, "shown": stored}, status=422 if form.errors else 200)
    actions.save_profile(shown, by=staff, now=timezone.now(), **form.answers())
    messages.success(request, _("The profile is kept."))
    _mention_shared_email(request, shown)
    return redirect("team_person", pk=pk)


@for_staff(Permission.EDIT_PERSON)
@require_http_methods(["GET", "POST"])
def change_taking_part(request: HttpRequest, pk: UUID, change: str) -> HttpResponse:
    """Note a pause, a return, a leaving or a wish to be forgotten, for somebody who asked by phone or letter."""
    shown = _person(request, pk)
    authorise(who_is_here(request), Permission.EDIT_PERSON, shown)
    done = ask_and_take(request, shown, change, back="team_person", template="people/taking_part_for.html", pk=pk)
    return redirect("team_people") if shown.status == PersonStatus.ANONYMISED else done
