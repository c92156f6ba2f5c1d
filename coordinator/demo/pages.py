"""The door of the demo: choose whom you want to be."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from coordinator.demo.personas import GROUPS, PERSONAS, WALK
from coordinator.people.models import Person
from coordinator.people.signed_in import CHOSEN

BACKEND = "django.contrib.auth.backends.ModelBackend"


def _only_in_the_demo() -> None:
    if not settings.DEMO_DOOR:
        raise Http404


@require_GET
def door(request: HttpRequest) -> HttpResponse:
    """Everybody you can be, in groups, and the walk from the call to the money."""
    _only_in_the_demo()
    names = [persona.full_name for persona in PERSONAS]
    known = set(Person.objects.filter(full_name__in=names, account__isnull=False).values_list("full_name", flat=True))
    personas = {persona.key: persona for persona in PERSONAS}
    walk = [(personas[key], text) for key, text in WALK]
    return render(request, "demo/door.html", {"groups": GROUPS, "known": known, "walk": walk})


@require_POST
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as this persona and go where they begin."""
    _only_in_the_demo()
    persona = next((persona for persona in PERSONAS if persona.key == key), None)
    if persona is None or persona.home is None:
        raise Http404
    people = Person.objects.filter(full_name=persona.full_name, account__isnull=False).order_by("created_at", "pk")
    person = people.first()
    if person is None:
        raise Http404
    login(request, person.account, backend=BACKEND)
    request.session[CHOSEN] = str(person.pk)
    return redirect(persona.home)
