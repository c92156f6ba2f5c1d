"""Teams with their mailboxes, and the named people whom everybody can ask."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coordinator.keeping import actions
from coordinator.keeping.forms import CardForm, TeamForm
from coordinator.keeping.pages.keeping import address, answers, for_heads, form_page, organisation_of
from coordinator.keeping.queries import cards_kept_by, teams_kept_by
from coordinator.people.doors import who_is_here
from coordinator.people.models import ContactCard
from coordinator.people.signed_in import Visit

A_PAGE = 25


@for_heads
@require_GET
def teams(request: Visit, pk: UUID) -> HttpResponse:
    """Every team and its mailbox."""
    organisation = organisation_of(request, pk)
    found = teams_kept_by(request.presence.person).filter(organisation=organisation)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "keeping/teams.html", {"organisation": organisation, "page": page})


@for_heads
@require_http_methods(["GET", "POST"])
def new_team(request: Visit, pk: UUID) -> HttpResponse:
    """Add a team."""
    organisation = organisation_of(request, pk)
    return form_page(
        request,
        TeamForm(answers(request)),
        lambda said: actions.add_team(organisation, by=who_is_here(request), now=timezone.now(), **said),
        back=address("head_teams", organisation),
        done=lambda team: _("{name} is in the list.").format(name=team.name),
        organisation=organisation,
        title=_("Add a team"),
        button=_("Add this team"),
        trail=(_("Teams"), address("head_teams", organisation)),
    )


@for_heads
@require_http_methods(["GET", "POST"])
def team(request: Visit, pk: UUID) -> HttpResponse:
    """Change a team's name or mailbox."""
    shown = get_object_or_404(teams_kept_by(request.presence.person), pk=pk)
    organisation, name = shown.organisation, shown.name
    return form_page(
        request,
        TeamForm(answers(request), instance=shown),
        lambda said: actions.change_team(shown, by=who_is_here(request), now=timezone.now(), **said),
        back=address("head_teams", organisation),
        done=_("Kept. Calendars name it so from now on."),
        organisation=organisation,
        title=name,
        button=_("Keep this"),
        trail=(_("Teams"), address("head_teams", organisation)),
    )


@for_heads
@require_GET
def cards(request: Visit, pk: UUID) -> HttpResponse:
    """Everybody whom people can ask, as readers see them."""
    organisation = organisation_of(request, pk)
    found = cards_kept_by(request.presence.person).filter(organisation=organisation)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    today = organisation.day(timezone.now())
    return render(request, "keeping/cards.html", {"organisation": organisation, "page": page, "today": today})


@for_heads
@require_http_methods(["GET", "POST"])
def new_card(request: Visit, pk: UUID) -> HttpResponse:
    """Name somebody whom people can ask."""
    organisation, now = organisation_of(request, pk), timezone.now()
    form = CardForm(answers(request), organisation=organisation, today=organisation.day(now))

    def keep(said: dict) -> ContactCard:
        person = said.pop("person")
        return actions.keep_card(organisation, person, by=who_is_here(request), now=now, **said)

    return form_page(
        request,
        form,
        keep,
        back=address("head_cards", organisation),
        done=lambda card: _("People can ask {name} now.").format(name=card.name),
        organisation=organisation,
        title=_("Name somebody whom people can ask"),
        lede=_("Calls and letters show this card. It is a human being with a direct phone, never a mailbox."),
        button=_("Keep this card"),
        trail=(_("Whom people can ask"), address("head_cards", organisation)),
    )


@for_heads
@require_http_methods(["GET", "POST"])
def card(request: Visit, pk: UUID) -> HttpResponse:
    """Change a card, or say until when somebody is away."""
    shown, now = get_object_or_404(cards_kept_by(request.presence.person), pk=pk), timezone.now()
    organisation, person = shown.organisation, shown.person
    return form_page(
        request,
        CardForm(answers(request), instance=shown, organisation=organisation, today=organisation.day(now)),
        lambda said: actions.keep_card(organisation, person, by=who_is_here(request), now=now, **said),
        back=address("head_cards", organisation),
        done=_("Kept. Every call and letter with this contact shows it."),
        organisation=organisation,
        title=person.full_name,
        button=_("Keep this card"),
        trail=(_("Whom people can ask"), address("head_cards", organisation)),
    )
