"""Who may come in: decorators for pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.people.models import Person
from coordinator.people.signed_in import Visit

Page = Callable[..., HttpResponse]


def who_is_here(request: HttpRequest) -> Person:
    """The person behind the request: past a door there is always one."""
    return cast(Person, cast(Visit, request).presence.person)


def for_somebody(page: Page) -> Page:
    """For a signed-in person. Signed out: the sign-in page, and back. Several people on one account: who is here, and back."""

    @wraps(page)
    def door(request: Visit, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        if request.presence.person is None:
            return redirect_to_login(request.get_full_path(), "welcome")
        return page(request, *args, **kwargs)

    return door


def for_staff(permission: Permission) -> Callable[[Page], Page]:
    """For somebody who holds `permission` in at least one organisation; the records decide the rest."""

    def decorate(page: Page) -> Page:
        @wraps(page)
        def door(request: Visit, *args: Any, **kwargs: Any) -> HttpResponse:
            authorise(request.presence.person, permission)
            return page(request, *args, **kwargs)

        return for_somebody(door)

    return decorate
