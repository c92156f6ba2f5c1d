"""The addresses of a feed as the different calendar programs want them (calendar.md 1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from calendar_feeds.models import FeedKind


@dataclass(frozen=True)
class Addresses:
    """One secret address: plain, for Apple and Thunderbird, for Google, for Outlook, and as a picture for a phone."""

    plain: str
    webcal: str
    google: str
    outlook: str
    picture: SafeString


def addresses(kind: str, token: str) -> Addresses:
    """Every form of the address of this feed."""
    import segno  # only where a picture is drawn: most processes never draw one

    plain = settings.PUBLIC_URL + reverse("feed", args=[kind, token])
    webcal = "webcal://" + plain.split("://", 1)[1]
    google = "https://calendar.google.com/calendar/r?cid=" + quote(webcal, safe="")
    name = _("My places") if kind == FeedKind.PERSON else _("Panel dates")
    outlook = f"https://outlook.office.com/calendar/addfromweb?url={quote(plain, safe='')}&name={quote(name)}"
    drawing = segno.make(plain, micro=False, error="m").svg_inline(scale=4, border=4, light="#fff", omitsize=False)
    return Addresses(plain, webcal, google, outlook, mark_safe(drawing))  # noqa: S308 - drawn here from our own address
