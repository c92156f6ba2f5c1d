"""After signing in: who is here, and where they belong."""

from __future__ import annotations

from typing import cast

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from coordinator.people.actions import attach_people, sign_up
from coordinator.people.forms import NameForm
from coordinator.people.models import Account, Person
from coordinator.people.queries import people_who_may_be
from coordinator.people.rules import home_of
from coordinator.people.signed_in import CHOSEN, Presence, Visit


def account_of(request: Visit) -> Account:
    """The signed-in account; `login_required` stands before everything here."""
    return cast(Account, request.user)


@login_required
@require_http_methods(["GET", "POST"])
def welcome(request: Visit) -> HttpResponse:
    """Ask what is still unknown about who is here; with nothing to ask, go on to the home of their role."""
    if request.method == "POST":
        return _answered(request)
    people = list(Person.objects.filter(account=account_of(request)))
    waiting = list(people_who_may_be(account_of(request)))
    switching = len(people) > 1 and "switch" in request.GET
    if request.presence.person and not waiting and not switching:
        return redirect(_onward(request))
    return _ask(request, people, waiting, NameForm())


def _onward(request: Visit) -> str:
    """The page they were on their way to, else the home of their role. Never another site."""
    wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return f"/{home_of(request.presence.roles)}/"


def _ask(request: Visit, people: list[Person], waiting: list[Person], form: NameForm) -> HttpResponse:
    context = {"people": people, "waiting": waiting, "form": form}
    return render(request, "people/welcome.html", context, status=422 if form.errors else 200)


def _answered(request: Visit) -> HttpResponse:
    if "person" in request.POST:
        return _choose(request)
    if "attach" in request.POST:
        attach_people(account_of(request), now=timezone.now())
        return redirect(request.get_full_path())
    form = NameForm(request.POST)
    if not form.is_valid():
        people = list(Person.objects.filter(account=account_of(request)))
        return _ask(request, people, list(people_who_may_be(account_of(request))), form)
    _remember(request, sign_up(account_of(request), now=timezone.now(), **form.cleaned_data))
    return redirect(_onward(request) if REDIRECT_FIELD_NAME in request.GET else "my_profile")


def _choose(request: Visit) -> HttpResponse:
    people = {str(person.pk): person for person in Person.objects.filter(account=account_of(request))}
    person = people.get(request.POST["person"])
    if person is None:
        return redirect(request.get_full_path())
    _remember(request, person)
    return redirect(_onward(request))


def _remember(request: Visit, person: Person) -> None:
    request.session[CHOSEN] = str(person.pk)
    request.presence = Presence(request)
