"""How often what anybody may send is taken from one place, so that nobody floods a team or a stranger's mailbox.

Counted by what counts guessing at sign-in (settings.ACCOUNT_RATE_LIMITS, "public_form" and "letter_asked_for").
Whoever is signed in is not counted: we know who they are, and staff enter a pile of paper forms in one go.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.core.ratelimit import consume
from django.http import HttpRequest

TOO_MANY: Final = 429


def too_often(request: HttpRequest, call: UUID, *, reader: str = "") -> bool:
    """Count one form about `call`. True: this place sent enough in the last hour, so do nothing and say so.

    `reader` is who gets a letter for it, an email or an id; their letters are counted wherever they are asked for.
    """
    if request.user.is_authenticated:
        return False
    place = get_adapter().get_client_ip(request)
    if not consume(request, action="public_form", key=f"{place} {call}"):
        return True
    reader = reader.strip().lower()
    return bool(reader) and not consume(request, action="letter_asked_for", key=reader)
