"""Who is here: the person behind the signed-in account."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property

from coordinator.authorization.verdict import roles_of
from coordinator.people.models import Person
from coordinator.people.queries import with_roles

CHOSEN = "person"


class Presence:
    """The person who uses this request, read once and only when asked."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def person(self) -> Person | None:
        """The person chosen in this session, or the only one of the account; None when signed out or not chosen."""
        chosen = self.request.session.get(CHOSEN) if self._on_account else None
        if chosen:
            return next((each for each in self._on_account if str(each.pk) == str(chosen)), None)
        return self._on_account[0] if len(self._on_account) == 1 else None

    @cached_property
    def others(self) -> list[Person]:
        """Who else signs in with this account: the ones who may be sitting here instead."""
        return [each for each in self._on_account if each != self.person]

    @cached_property
    def _on_account(self) -> list[Person]:
        """Everybody who signs in with this account, by name, with their roles: one read for the whole request."""
        if not self.request.user.is_authenticated:
            return []
        return with_roles(Person.objects.filter(account=self.request.user), today=timezone.localdate())

    @cached_property
    def roles(self) -> frozenset[str]:
        """Every role the person holds anywhere, as text, for the navigation."""
        if self.person is None:
            return frozenset()
        return frozenset().union(*roles_of(self.person).values())


class Visit(HttpRequest):
    """A request as pages see it: with who is here. For the type checker; the middleware below keeps the word."""

    presence: Presence


class SignedInPerson:
    """Puts `presence` on every request: `request.presence.person` and `request.presence.roles`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.presence = Presence(request)  # type: ignore[attr-defined]
        return self.get_response(request)
