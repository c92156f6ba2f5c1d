"""What every page knows: who is signed in, where she can go, who helps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi

from coordinator.design.navigation import Entry, entries_for, person_of


@dataclass
class Site:
    """The frame around a page. Worked out when the layout asks, so that a page without it costs nothing."""

    request: HttpRequest

    @cached_property
    def person(self) -> Any:
        """Who is signed in, or None."""
        return person_of(self.request)

    @cached_property
    def navigation(self) -> list[Entry]:
        """The entries of the navigation for this person."""
        return entries_for(self.request)

    @cached_property
    def help_contact(self) -> dict[str, Any]:
        """Whom to ring on any page that names nobody else."""
        return settings.HELP_CONTACT

    @property
    def language(self) -> str:
        """The language of the page, as HTML writes it."""
        return get_language() or settings.LANGUAGE_CODE

    @property
    def direction(self) -> str:
        """Which way the page reads: "ltr" or "rtl"."""
        return "rtl" if get_language_bidi() else "ltr"

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The languages to choose from; none when there is nothing to choose."""
        several = len(settings.LANGUAGES) > 1
        return [(code, str(name)) for code, name in settings.LANGUAGES if several]


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor. One name only: Django lets processors win over what a view passes."""
    return {"site": Site(request)}
