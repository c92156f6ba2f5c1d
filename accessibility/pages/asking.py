"""The two questions that follow each other, for oneself and for somebody on the phone: what helps, who may see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from accessibility import actions
from accessibility.forms import DetailsForm, TickForm
from accessibility.models import NeedItem, PersonNeed
from accessibility.queries.own import items_of, open_talk_of
from accessibility.rules.groups import BY_KEY, FIRST_VISIT, RATHER_TALK
from coordinator.people.models import Person

UNPROCESSABLE = 422


Page = Callable[..., HttpResponse]


def kept_out_of_reports(page: Page) -> Page:
    """When this page breaks, neither what was typed nor what was read stands in the error report."""
    return sensitive_post_parameters()(sensitive_variables()(page))


def here(request: HttpRequest) -> Person:
    """Who is here; the page's door made sure that there is somebody."""
    return request.presence.person  # type: ignore[attr-defined]


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when nothing was filled in; None while the page is only looked at."""
    return request.POST if request.method == "POST" else None


class Steps:
    """Whose needs are asked, in which group, and where the answers lead."""

    list_template: str
    who_template: str
    by_staff: bool

    def __init__(self, request: HttpRequest, person: Person, group: str) -> None:
        if group != FIRST_VISIT and group not in BY_KEY:
            raise Http404
        self.request, self.person, self.group = request, person, group

    def needs(self) -> list[PersonNeed]:
        """What may be seen of the person's needs here."""
        raise NotImplementedError

    def who(self) -> str:
        """The address of the second question."""
        raise NotImplementedError

    def done(self) -> str:
        """Where to go when all is said."""
        raise NotImplementedError

    @property
    def items(self) -> list[NeedItem]:
        """The items that are asked."""
        return items_of(self.group, by_staff=self.by_staff)

    @property
    def title(self) -> str:
        """What the group is called."""
        return _(BY_KEY[self.group].name) if self.group in BY_KEY else _("The most common things")


def ask_list(steps: Steps, *, now: datetime) -> HttpResponse:
    """Show the list with what is known ticked; answered, keep it and ask who may see it."""
    items = steps.items
    form = TickForm(
        typed(steps.request), items=items, label=_("Which of these help?"), initial={"ticked": _ticked(steps)}
    )
    if form.is_valid():
        among = [item.code for item in items]
        by = here(steps.request)
        kept = actions.keep_needs(steps.person, form.said(), among=among, by=by, now=now)
        return redirect(steps.who() if kept else steps.done())
    context = {"form": form, "steps": steps, "person": steps.person}
    return render(steps.request, steps.list_template, context, status=UNPROCESSABLE if form.errors else 200)


def _ticked(steps: Steps) -> list[str]:
    wants_to_talk = not steps.by_staff and open_talk_of(steps.person) is not None
    return [need.item_id for need in steps.needs()] + ([RATHER_TALK] if wants_to_talk else [])


def ask_who(steps: Steps, *, now: datetime) -> HttpResponse:
    """For each need of the group: how much it matters, who may see it, own words."""
    asked = {item.code for item in steps.items}
    needs = [need for need in steps.needs() if need.item_id in asked]
    if not needs:
        return redirect(steps.done())
    form = DetailsForm(typed(steps.request), needs=needs)
    if form.is_valid():
        by = here(steps.request)
        actions.keep_needs(steps.person, form.said(), among=form.codes, by=by, now=now)
        messages.success(steps.request, _("This is kept."))
        return redirect(steps.done())
    context = {"form": form, "steps": steps, "person": steps.person}
    return render(steps.request, steps.who_template, context, status=UNPROCESSABLE if form.errors else 200)
