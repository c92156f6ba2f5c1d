"""How allauth makes accounts for us, and what it says."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordinator.people.models import Account


class AccountAdapter(DefaultAccountAdapter):
    """Everybody begins at the same page, and every email about an account ends with a human being."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _("That was often in a short time. Please wait a few minutes, then try again."),
        "rate_limited": _("A code is on its way already. Please wait a moment before you ask for another."),
        "email_password_mismatch": _("This email and password do not go together. Try again, or ask for a code."),
        "incorrect_code": _("This is not the code we sent. Please look at the newest email from us."),
        "incorrect_password": _("This is not your password. Try again, or sign in with a code."),
        "enter_current_password": _("This is not your password now. Please type it once more."),
        "duplicate_email": _("This address already stands in your list."),
        "max_email_addresses": _("There is room for %d addresses. Take one off first."),
        "email_taken": _("We cannot use this address here. Please ring us."),
        "same_as_current": _("This is the address we have already."),
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Everybody begins on the page that knows where they belong."""
        return "/accounts/welcome/"

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """So does somebody new."""
        return self.get_login_redirect_url(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Codes go out at once, not through the outbox: somebody is waiting at the screen.

        Each is signed by the person who helps on every page (practice.md B-17). Its links begin with PUBLIC_URL, not
        with what a stranger's request calls this host.
        """
        signed = {"help": settings.HELP_CONTACT, "public_url": settings.PUBLIC_URL}
        super().send_mail(template_prefix, email, context | signed)


class SecondStepAdapter(DefaultMFAAdapter):
    """Passkeys and apps, in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This is not the code that is right now. Wait for the next one and try again."),
        "unverified_email": _("Please confirm your email first: sign in once with a code."),
        "cannot_generate_recovery_codes": _("Recovery codes go with a passkey or an app. Please set one up first."),
    }

    def generate_authenticator_name(self, user: Account, type: str) -> str:
        """What a new passkey is called until its owner says otherwise."""
        return str(_("My passkey"))
