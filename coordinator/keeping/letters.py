"""What somebody is told who was given a role: what it is for, and how to sign in."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordinator.keeping.words import WHAT_FOR
from coordinator.letters.kinds import LetterKind
from coordinator.organisations.models import Membership, Role
from coordinator.people.models import Person


def _load(pk: UUID) -> Membership | None:
    return Membership.objects.select_related("organisation", "person").filter(pk=pk).first()


def _context(membership: Membership, to: Person, now: datetime) -> dict[str, Any]:
    """The role in words, and the address at which to sign in with which email."""
    return {
        "role": membership.get_role_display(),
        "what_for": WHAT_FOR[Role(membership.role)],
        "sign_in": settings.PUBLIC_URL + reverse("account_login"),
        "sign_in_email": to.account.email if to.account else to.email,
        "new": to.account is None,
    }


ROLE_GIVEN = LetterKind(
    name="role.given",
    title=_("A role was given"),
    template="letters/role_given.txt",
    load=_load,
    context=_context,
    still_wanted=lambda membership: membership.ends_on is None,
)
