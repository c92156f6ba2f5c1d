"""The entries of the navigation: which words, where to, for whom. Entries whose page is not there stay hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STAFF = frozenset(
    {
        "coordinator",
        "approver",
        "finance_checker",
        "finance_payer",
        "head",
        "recruiting_manager",
        "auditor",
    }
)


@dataclass(frozen=True)
class Section:
    """One entry: its word, the name of its page, and the roles that see it."""

    label: str | Promise
    url_name: str
    roles: frozenset[str]


@dataclass(frozen=True)
class Entry:
    """A section as one person sees it on one page."""

    label: str | Promise
    url: str
    current: bool


def _section(label: Promise, url_name: str, roles: str) -> Section:
    return Section(label, url_name, frozenset(roles.split()))


SECTIONS: list[Section] = [
    _section(_("Take part"), "opportunities", "anonymous volunteer"),
    _section(_("My places"), "my_places", "volunteer"),
    _section(_("Money back"), "my_claims", "volunteer"),
    _section(_("What helps me"), "my_access", "volunteer"),
    _section(_("Calendar"), "my_calendar", "volunteer"),
    _section(_("Calls"), "team_calls", "coordinator head approver recruiting_manager auditor"),
    _section(_("Panels"), "team_panels", "coordinator head recruiting_manager auditor"),
    _section(_("Support"), "team_support", "coordinator"),
    _section(_("People"), "team_people", "coordinator head"),
    _section(_("Letters"), "team_letters", "coordinator head auditor"),
    _section(_("To check"), "finance_to_check", "finance_checker approver auditor"),
    _section(_("Before the day"), "finance_advances", "finance_checker approver"),
    _section(_("To pay"), "finance_to_pay", "finance_payer auditor"),
    _section(_("Paid"), "finance_paid", "finance_checker finance_payer auditor"),
    _section(_("Questions"), "finance_questions", "finance_checker approver"),
    _section(_("Reports"), "head_reports", "head auditor"),
]


def register(*sections: Section) -> None:
    """Add sections after those that are there; an app calls this once from `AppConfig.ready()`."""
    SECTIONS.extend(section for section in sections if section not in SECTIONS)


def _said(value: Any) -> Any:
    return value() if callable(value) else value


def person_of(request: HttpRequest) -> Any:
    """Who is signed in, or None: `request.presence.person`, or `request.person` where there is no presence."""
    return getattr(getattr(request, "presence", request), "person", None)


def roles_of(request: HttpRequest) -> frozenset[str]:
    """The roles this request is made in. Signed out is "anonymous"; a person without a staff role is a volunteer."""
    if person_of(request) is None:
        return frozenset({"anonymous"})
    held = frozenset(str(role) for role in _said(getattr(getattr(request, "presence", request), "roles", ())))
    return held if held & STAFF else held | {"volunteer"}


def _address(section: Section) -> str | None:
    try:
        return reverse(section.url_name)
    except NoReverseMatch:
        return None


def sees(request: HttpRequest, url_name: str) -> bool:
    """Is there a page of this name, and is it for the roles of this request? A page outside the navigation is."""
    sections = [section for section in SECTIONS if section.url_name == url_name]
    there = _address(Section("", url_name, frozenset())) is not None
    return there and (not sections or any(section.roles & roles_of(request) for section in sections))


def entries_for(request: HttpRequest) -> list[Entry]:
    """What this person sees: sections of her roles whose page exists, the one she is in marked."""
    roles = roles_of(request)
    wanted = [section for section in SECTIONS if section.roles & roles]
    found = [(section, address) for section in wanted if (address := _address(section))]
    here = max((address for _s, address in found if request.path.startswith(address)), key=len, default=None)
    return [Entry(section.label, address, address == here) for section, address in found]
