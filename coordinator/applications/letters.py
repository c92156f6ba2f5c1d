"""What applicants are told, each at once and in their own channel (practice.md AP3, AP7, AP8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordinator.applications import rules
from coordinator.applications.models import Application, S
from coordinator.letters.kinds import LetterKind
from coordinator.panels.models import SessionStatus
from coordinator.people.links import issue_link
from coordinator.people.models import Channel, Person

DRAFT_LINK = "application.draft"
FOLLOW_LINK = "application.follow"
OFFER_LINK = "application.offer"
LINK_LASTS = timedelta(days=120)

Context = dict[str, Any]


def _load(pk: UUID) -> Application | None:
    related = ("opportunity__panel__contact__person", "opportunity__organisation", "person")
    return Application.objects.select_related(*related).filter(pk=pk).first()


def _facts(application: Application) -> Context:
    call = application.opportunity
    dates = call.panel.sessions.exclude(status=SessionStatus.CANCELLED).select_related("venue")
    return {"application": application, "call": call, "dates": list(dates)}


def _address(page: str, purpose: str, application: Application, person: Person, now: datetime) -> str:
    """The path that lets them act without an account; nothing for those who are not written to by email."""
    if person.channel != Channel.EMAIL:
        return ""
    return reverse(page, args=[issue_link(purpose, application, person=person, now=now, lasts=LINK_LASTS)])


def _followed(application: Application, person: Person, now: datetime) -> Context:
    return _facts(application) | {"link": _address("application", FOLLOW_LINK, application, person, now)}


def _to_answer(application: Application, person: Person, now: datetime) -> Context:
    return _facts(application) | {"link": _address("offer", OFFER_LINK, application, person, now)}


def _to_resume(application: Application, person: Person, now: datetime) -> Context:
    kept_until = rules.draft_kept_until(application.opportunity.closes_at, now=now)
    # Not `person`: whoever stands for the address until it is sent may be deleted then, and the link stays.
    token = issue_link(DRAFT_LINK, application, person=application.person, now=now, lasts=kept_until - now)
    return _facts(application) | {"link": reverse("application", args=[token]), "kept_until": kept_until}


def _while(*statuses: str) -> Callable[[Application], bool]:
    return lambda application: application.status in statuses


def _kind(name: str, title: Any, context: Any = _followed, wanted: Any = None) -> LetterKind:
    template = f"letters/application_{name}.txt"
    return LetterKind(f"application.{name}", title, template, _load, context, wanted or (lambda application: True))


SAVED = _kind("saved", _("Your application is saved"), _to_resume, _while(S.STARTED))
RECEIVED = _kind("received", _("We have your application"))
OFFER_LETTER = _kind("offer", _("We offer you a place"), _to_answer, _while(S.OFFERED))
RESERVE_LETTER = _kind("reserve", _("You are a reserve"), wanted=_while(S.RESERVE))
NOT_THIS_TIME_LETTER = _kind("not_this_time", _("Not this time"))
ACCEPTED = _kind("accepted", _("You have a place"), wanted=_while(S.ACCEPTED))
DECLINED = _kind("declined", _("Thank you for telling us"))
WITHDRAWN = _kind("withdrawn", _("You have withdrawn"))
APOLOGY = _kind("apology", _("Sorry that we are late"), wanted=_while(S.RECEIVED))
LAPSED = _kind("offer_lapsed", _("The offer has ended"))
NEW_LINK = _kind("new_link", _("Your new link"))
CANCELLED = _kind("cancelled", _("We had to cancel"))

# What tells somebody how it was decided, or that their answer reached us: told before a selection closes (AP7).
DECISIONS = {
    kind.name: kind
    for kind in (
        OFFER_LETTER, RESERVE_LETTER, NOT_THIS_TIME_LETTER, ACCEPTED, DECLINED, WITHDRAWN, LAPSED, CANCELLED
    )
}  # fmt: skip

KINDS = (
    SAVED, RECEIVED, OFFER_LETTER, RESERVE_LETTER, NOT_THIS_TIME_LETTER, ACCEPTED, DECLINED, WITHDRAWN, APOLOGY,
    LAPSED, NEW_LINK, CANCELLED,
)  # fmt: skip
