"""Programs sign in with a token: hashed, expiring, one person each."""

from typing import Any

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from coordinator.api.needing import ask
from coordinator.people.tokens import person_of_token


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>`; `request.user` is the person, so that actions get `by=request.user`."""

    def authenticate(self, request: Request) -> tuple[Any, str] | None:
        """The person behind the token; None without one."""
        scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            return None
        person = person_of_token(token.strip(), now=timezone.now())
        if person is None:
            raise AuthenticationFailed("This token is not known, or its time is over. Make a new one on your page.")
        return person, token

    def authenticate_header(self, request: Request) -> str:
        """What a program is asked for."""
        return "Bearer"


class IsSomebody(BasePermission):
    """There is a person behind the request, and they may do what the action needs (`needing.needs`)."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """A token was shown and is known. What makes a new record is asked here; raises NotAllowed."""
        if request.user is not None and not getattr(view, "detail", False):
            ask(view, request)
        return request.user is not None

    def has_object_permission(self, request: Request, view: Any, record: Any) -> bool:
        """What changes a record is asked once it is found, before the body is read; raises NotAllowed."""
        ask(view, request, record)
        return True


class TokenScheme(OpenApiAuthenticationExtension):
    """How the schema describes the token."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict:
        """A bearer token."""
        return {"type": "http", "scheme": "bearer"}
