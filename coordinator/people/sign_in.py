"""Signing in: what allauth does not do for us."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from coordinator.organisations.models import STAFF_ROLES
from coordinator.people.models import Account
from coordinator.people.signed_in import Visit

OPEN_WITHOUT = ("/accounts/", "/static/", "/alive", "/ready", "/accessibility/", "/privacy/")
SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class PasswordForm(LoginForm):
    """Email and password, for those who set one; the usual way in is an emailed code."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["login"].label = lazy("Email")
        self.fields["password"].help_text = ""

    def _setup_password_field(self) -> None:
        """Allauth takes the password away where signing up asks for none; here it stays."""


class AgainForm(ReauthenticateForm):
    """The password once more, before something that keeps the account safe is changed."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["password"].label = lazy("Your password")


class PasskeyForm(AddWebAuthnForm):
    """A new passkey: its name, and whether it is enough by itself."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["name"].label = lazy("What you call it")
        self.fields["name"].help_text = lazy("For example: my phone")
        self.fields["passwordless"].label = lazy("It lets me in by itself")
        self.fields["passwordless"].help_text = lazy(
            "Without the tick it is a second step after the code from your email."
        )
        self.fields["passwordless"].initial = True


class PasswordView(LoginView):
    """Sign in with a password."""

    template_name = "account/login_password.html"

    def get_form_class(self) -> type[LoginForm]:
        """Our form, whatever allauth's settings say of its own."""
        return PasswordForm


sign_in_with_password = PasswordView.as_view()


def has_second_step(account: Account) -> bool:
    """Has this account an authenticator app or a passkey? Recovery codes alone are none."""
    return Authenticator.objects.filter(user=account, type__in=SECOND_STEPS).exists()


class SecondStepForStaff:
    """Staff without a second step are led to set one up before they see anything (STAFF_NEED_SECOND_STEP)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Visit) -> HttpResponse:
        if settings.STAFF_NEED_SECOND_STEP and _lacks_second_step(request):
            messages.info(
                request,
                _("Your work here touches other people’s details, so we ask for a second step when you sign in. "
                  "Choose a passkey or an app below; it takes two minutes."),
            )  # fmt: skip
            return redirect("mfa_index")
        return self.get_response(request)


def _lacks_second_step(request: Visit) -> bool:
    if request.path.startswith(OPEN_WITHOUT) or not request.user.is_authenticated:
        return False
    return bool(request.presence.roles & STAFF_ROLES) and not has_second_step(request.user)


def too_many_tries(request: HttpRequest) -> HttpResponse:
    """429: somebody tried often in a short time. Nothing is lost; it opens again by itself."""
    return render(request, "429.html", status=429)
