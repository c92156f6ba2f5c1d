"""How allauth makes accounts for us."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Signing up attaches the people who already gave this email address; see `people.actions`."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Everybody begins on the page that knows where they belong."""
        return "/accounts/welcome/"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Codes go out at once, not through the outbox: somebody is waiting at the screen."""
        super().send_mail(template_prefix, email, context)
