"""The emails of the demo, readable as a mailbox. They are files that the mail backend writes; nothing is stored here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

CUT = b"\n" + b"-" * 79 + b"\n"  # what Django's file backend writes after each message
FILE_NAME = re.compile(r"^[A-Za-z0-9-]+\.log$")
MOST_FILES = 400
A_PAGE = 25


@dataclass(frozen=True)
class Mail:
    """One email as its reader sees it."""

    key: str  # the file and the place in it: for ever the same, for an address
    to: tuple[str, ...]
    sender: str
    reply_to: str
    subject: str
    at: datetime
    text: str


@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every email, the newest first; `?to=` shows one person's."""
    _only_in_the_demo()
    mails = read_mails(folder())
    to = request.GET.get("to", "").strip().lower()
    shown = [mail for mail in mails if not to or to in mail.to]
    people = sorted(Counter(address for mail in mails for address in mail.to).items())
    context = {"page": Paginator(shown, A_PAGE).get_page(request.GET.get("page")), "people": people, "to": to}
    return render(request, "demo/mailbox.html", context)


@require_GET
def mail(request: HttpRequest, key: str) -> HttpResponse:
    """One email, with links that work."""
    _only_in_the_demo()
    found = next((mail for mail in read_mails(folder()) if mail.key == key), None)
    if found is None:
        raise Http404
    return render(request, "demo/mailbox_mail.html", {"mail": found})


def _only_in_the_demo() -> None:
    if not settings.DEMO_DOOR:
        raise Http404


def folder() -> Path | None:
    """Where the mail backend writes; None when emails go elsewhere."""
    path = getattr(settings, "EMAIL_FILE_PATH", None)
    return Path(path) if path else None


def read_mails(place: Path | None) -> list[Mail]:
    """Every whole email in this folder, the newest first. What is still being written is left for the next look."""
    if place is None or not place.is_dir():
        return []
    names = sorted((path for path in place.iterdir() if FILE_NAME.match(path.name)), reverse=True)[:MOST_FILES]
    mails = [mail for path in names for mail in _mails_in(path)]
    return sorted(mails, key=lambda mail: (mail.at, mail.key), reverse=True)


def _mails_in(path: Path) -> Iterator[Mail]:
    try:
        *whole, _unfinished = path.read_bytes().split(CUT)
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:  # it went away between listing and reading
        return
    for number, raw in enumerate(whole):
        message = message_from_bytes(raw, policy=default)
        if isinstance(message, EmailMessage) and (to := _addresses(message)):
            yield _read(f"{path.stem}-{number}", to, message, written)


def _addresses(message: EmailMessage) -> tuple[str, ...]:
    named = getaddresses([str(message["To"] or "")])
    return tuple(address.lower() for _name, address in named if address)


def _read(key: str, to: tuple[str, ...], message: EmailMessage, written: datetime) -> Mail:
    return Mail(
        key=key,
        to=to,
        sender=str(message["From"] or ""),
        reply_to=str(message["Reply-To"] or ""),
        subject=str(message["Subject"] or ""),
        at=_moment(message, written),
        text=_text(message),
    )


def _moment(message: EmailMessage, written: datetime) -> datetime:
    try:
        return parsedate_to_datetime(str(message["Date"])).astimezone(UTC)
    except ValueError:
        return written


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    raw = body.get_payload(decode=True) if body is not None else b""
    if body is None or not isinstance(raw, bytes):
        return ""
    try:
        return raw.decode(body.get_content_charset("utf-8"), "replace")
    except LookupError:  # a charset that nobody knows
        return raw.decode("utf-8", "replace")
