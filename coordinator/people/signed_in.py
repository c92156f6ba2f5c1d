"""Who is here: the person behind the signed-in account."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from coordinator.authorization.verdict import roles_of
from coordinator.people.models import Person

CHOSEN = "person"


class Presence:
    """The person who uses this request, read once and only when asked."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def person(self) -> Person | None:
        """The person chosen in this session, or the only one of the account; None when signed out or not chosen."""
        if not self.request.user.is_authenticated:
            return None
        people = Person.objects.filter(account=self.request.user)
        chosen = self.request.session.get(CHOSEN)
        if chosen:
            return people.filter(pk=chosen).first()
        several = list(people[:2])
        return several[0] if len(several) == 1 else None

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
