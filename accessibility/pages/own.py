"""One's own pages: what helps, who may see it, and who did."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accessibility import actions
from accessibility.forms import AnythingForm, TickForm
from accessibility.models import PersonNeed
from accessibility.pages.asking import UNPROCESSABLE, Steps, ask_list, ask_who, here, kept_out_of_reports, typed
from accessibility.queries.own import items_of, looks_of, needs_of, open_talk_of, summary_of, writers_of
from accessibility.rules.due import talk_by
from accessibility.rules.groups import BY_KEY, FIRST_VISIT, ORDER, group_after, place_of
from coordinator.people.doors import for_somebody


class OwnSteps(Steps):
    """Where one goes while telling about oneself; `on` walks through the groups one after the other."""

    who_template = "accessibility/my_who.html"
    list_template = "accessibility/my_list.html"
    by_staff = False

    def __init__(self, request: HttpRequest, group: str) -> None:
        super().__init__(request, here(request), group)
        self.on = "?on=yes" if request.GET.get("on") else ""

    def needs(self) -> list[PersonNeed]:
        """One's own, all of them."""
        return list(needs_of(self.person))

    def who(self) -> str:
        """The page that asks who may see it."""
        return reverse("my_access_who", args=[self.group]) + self.on

    def done(self) -> str:
        """The next group, or the summary."""
        return _next_group(self.group) if self.on else reverse("my_access")


def _next_group(group: str) -> str:
    after = group_after(group)
    return reverse("my_access_group", args=[after.key]) + "?on=yes" if after else reverse("my_access")


@kept_out_of_reports
@for_somebody
@require_safe
def my_access(request: HttpRequest) -> HttpResponse:
    """What helps me: the questions of a first visit, or the summary with who saw it."""
    person = here(request)
    needs = list(needs_of(person))
    talk = open_talk_of(person)
    summary = summary_of(needs)
    context = {
        "summary": summary,
        "writers": writers_of(needs),
        "looks": looks_of(person),
        "talk": talk,
        "talk_by": talk_by(timezone.localdate(talk.asked_at)) if talk else None,
        "may_talk": bool(person.organisation_ids),
        "next_empty": next((group.key for group, told in summary.groups if not told), None),
    }
    if not needs:
        context["form"] = TickForm(items=items_of(FIRST_VISIT), label=_("Which of these help you?"))
    return render(request, "accessibility/my_access.html", context)


@for_somebody
@require_http_methods(["GET", "POST"])
def my_group(request: HttpRequest, group: str) -> HttpResponse:
    """The one question of a group: is there anything? Where something is known, straight to the list."""
    if group not in BY_KEY:
        raise Http404
    steps = OwnSteps(request, group)
    listed = reverse("my_access_list", args=[group]) + steps.on
    if any(need.item_id.startswith(f"{group}.") for need in steps.needs()):
        return redirect(listed)
    form = AnythingForm(typed(request), group=BY_KEY[group])
    if form.is_valid():
        return redirect(listed if form.cleaned_data["answer"] == "yes" else steps.done())
    context = {"form": form, "group": BY_KEY[group], "place": place_of(group), "of": len(ORDER)}
    return render(request, "accessibility/my_group.html", context, status=UNPROCESSABLE if form.errors else 200)


@kept_out_of_reports
@for_somebody
@require_http_methods(["GET", "POST"])
def my_list(request: HttpRequest, group: str) -> HttpResponse:
    """The list of one group, or the questions of a first visit."""
    return ask_list(OwnSteps(request, group), now=timezone.now())


@kept_out_of_reports
@for_somebody
@require_http_methods(["GET", "POST"])
def my_who(request: HttpRequest, group: str) -> HttpResponse:
    """How much each need of a group matters, and who may see it."""
    return ask_who(OwnSteps(request, group), now=timezone.now())


@for_somebody
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Nothing has changed: one button for all of it."""
    person = here(request)
    if actions.confirm_needs(person, by=person, now=timezone.now()):
        messages.success(request, _("Thank you. All of it is noted as right today."))
    return redirect("my_access")


@for_somebody
@require_POST
def talk(request: HttpRequest) -> HttpResponse:
    """I would rather talk than fill this in; or, asked before, not any more."""
    person = here(request)
    if request.POST.get("wish") == "no":
        actions.withdraw_talk(person, by=person)
        messages.success(request, _("We will not ring about this."))
    else:
        actions.ask_to_talk(person, by=person, now=timezone.now())
        messages.success(request, _("We have noted it. You need not fill anything in."))
    return redirect("my_access")
