"""Opening and removing a receipt. The file is served only here, to those who may see its claim."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from coordinator.people.doors import for_somebody, who_is_here
from coordinator.people.signed_in import Visit
from expenses.claims.pages.desks import MINE, THEIRS
from expenses.receipts.actions import remove_receipt
from expenses.receipts.cleaning import ReceiptKind
from expenses.receipts.models import Receipt
from expenses.receipts.queries import receipts_visible_to
from expenses.refusing import done

# Nothing in the file may act, whatever a browser takes it for; nothing between may keep it.
SAFELY = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@for_somebody
@require_GET
def receipt(request: Visit, pk: UUID) -> HttpResponse:
    """The file itself: a photo is shown, a PDF is saved."""
    found = get_object_or_404(receipts_visible_to(who_is_here(request)), pk=pk)
    return cast(HttpResponse, served(found))  # doors speak of HttpResponse; a file is streamed


def served(found: Receipt) -> FileResponse:
    """The answer that carries a receipt's file."""
    is_pdf = found.content_type == ReceiptKind.PDF
    answer = FileResponse(
        found.file.open("rb"), as_attachment=is_pdf, filename=found.name, content_type=found.content_type
    )
    for name, value in SAFELY.items():
        answer.headers[name] = value
    return answer


@for_somebody
@require_POST
def remove(request: Visit, pk: UUID) -> HttpResponse:
    """Take a receipt out of a draft. Only those who write the claim find the button."""
    person = who_is_here(request)
    found = get_object_or_404(receipts_visible_to(person), pk=pk)
    if done(request, lambda: remove_receipt(found, by=person, now=timezone.now())):
        messages.success(request, _("The receipt is taken out."))
    desk = MINE if found.claim.person_id == person.pk else THEIRS
    return redirect(desk.url("", found.claim_id) + "#receipts")
