"""One's own pages: the profile, and what we hold."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordinator.people import actions
from coordinator.people.doors import for_somebody, who_is_here
from coordinator.people.forms import ProfileForm, SupporterForm, TokenForm
from coordinator.people.models import Person, PersonStatus
from coordinator.people.pages.changes import ask_and_take
from coordinator.people.queries import export_of, living_tokens, looks_at, sharing_email
from coordinator.people.signed_in import Visit
from coordinator.workflow.steps import available_steps

UNPROCESSABLE = 422
SUPPORTER_IDS = "supporter_%s"  # two forms stand on the profile, and both ask for a name


@for_somebody
@require_http_methods(["GET", "POST"])
def profile(request: Visit) -> HttpResponse:
    """Name, ways to be reached, language: all of it one's own to change."""
    person = who_is_here(request)
    form = ProfileForm(request.POST or None, instance=Person.objects.get(pk=person.pk))
    if request.method == "POST" and form.is_valid():
        actions.save_profile(form.instance, by=person, now=timezone.now(), **form.answers())
        messages.success(request, _("Your profile is kept."))
        return redirect("my_profile")
    return _profile_page(request, form=form, supporter_form=SupporterForm(auto_id=SUPPORTER_IDS))


def _profile_page(request: Visit, *, form: ProfileForm, supporter_form: SupporterForm) -> HttpResponse:
    person = who_is_here(request)
    context = {
        "form": form,
        "supporter_form": supporter_form,
        "person": person,
        "supporters": list(person.supporters.all()),
        "sharing": list(sharing_email(person)),
        "others": request.presence.others,
    }
    status = UNPROCESSABLE if form.errors or supporter_form.errors else 200
    return render(request, "people/profile.html", context, status=status)


@for_somebody
@require_POST
def add_supporter(request: Visit) -> HttpResponse:
    """Note somebody who comes along or helps."""
    person = who_is_here(request)
    form = SupporterForm(request.POST, auto_id=SUPPORTER_IDS)
    if not form.is_valid():
        return _profile_page(request, form=ProfileForm(instance=person), supporter_form=form)
    actions.add_supporter(person, by=person, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("We have noted who supports you."))
    return redirect("my_profile")


@for_somebody
@require_POST
def remove_supporter(request: Visit, pk: UUID) -> HttpResponse:
    """Take a supporter off one's profile."""
    supporter = get_object_or_404(who_is_here(request).supporters, pk=pk)
    actions.remove_supporter(supporter, by=who_is_here(request), now=timezone.now())
    messages.success(request, _("Taken off your profile."))
    return redirect("my_profile")


@for_somebody
@require_GET
def privacy(request: Visit) -> HttpResponse:
    """What we hold, who looked, and the ways to pause, leave or be forgotten."""
    return _privacy_page(request, TokenForm())


def _privacy_page(request: Visit, form: TokenForm, secret: str = "") -> HttpResponse:
    person = who_is_here(request)
    context = {
        "person": person,
        "token_form": form,
        "secret": secret,
        "tokens": list(living_tokens(person, now=timezone.now())),
        "looks": looks_at(person),
        "steps": available_steps(person, person),
    }
    return render(request, "people/privacy.html", context, status=UNPROCESSABLE if form.errors else 200)


@for_somebody
@require_POST
def export(request: Visit) -> HttpResponse:
    """Everything we hold about oneself, as one file."""
    person = who_is_here(request)
    actions.note_export(person, by=person, now=timezone.now())
    answer = JsonResponse(export_of(person), json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="what-we-hold.json"'
    return answer


@for_somebody
@require_http_methods(["GET", "POST"])
def change_taking_part(request: Visit, change: str) -> HttpResponse:
    """Pause, come back, leave, or be forgotten: asked once more, then done."""
    person = who_is_here(request)
    done = ask_and_take(request, person, change, back="my_privacy", template="people/taking_part.html")
    if person.status == PersonStatus.ANONYMISED:
        logout(request)
        return redirect("front")
    return done


@for_somebody
@require_POST
@never_cache
def make_token(request: Visit) -> HttpResponse:
    """Make a key for a program. Its secret stands on this answer and nowhere else, so there is no redirect."""
    person = who_is_here(request)
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _privacy_page(request, form)
    secret = actions.make_token(person, by=person, now=timezone.now(), **form.cleaned_data)
    return _privacy_page(request, TokenForm(), secret)


@for_somebody
@require_POST
def end_token(request: Visit, pk: UUID) -> HttpResponse:
    """End a key at once."""
    token = get_object_or_404(who_is_here(request).api_tokens, pk=pk)
    actions.end_token(token, by=who_is_here(request), now=timezone.now())
    messages.success(request, _("The key is ended. Whoever holds it is refused from now on."))
    return redirect("my_privacy")
