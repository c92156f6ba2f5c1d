"""The only writers of receipts. A file is cleaned in a child process before anything of it is kept."""

from __future__ import annotations

from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.trail import record_event
from expenses.claims.actions.allowed import writes_own
from expenses.claims.actions.writing import hold_draft
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.rules import ClaimStatus
from expenses.receipts.cleaning import MAX_BYTES, TOO_MANY_BYTES, CleanReceipt, ReceiptNotReadable, clean_receipt
from expenses.receipts.files import drop_receipts
from expenses.receipts.models import Receipt

MOST_OF_A_CLAIM = 30


class ReceiptNotTaken(Refusal):
    """The file was not taken; says in plain words what to do instead."""

    def __init__(self, message: str) -> None:
        super().__init__(message, {"file": [message]})


def add_receipt(
    claim: Claim, upload: UploadedFile, *, line: ClaimLine | None = None, by: Person, now: datetime
) -> Receipt:
    """Clean a photo or PDF and keep it with the claim, or with one of its lines.

    The same file sent twice is kept once; sent for two lines it belongs to the claim as a whole. Also taken while a question waits for an answer. Raises ReceiptNotTaken,
    AlreadySent.
    """
    writes_own(claim, by)
    clean = _cleaned(upload)
    return _kept(claim, clean, line=line, by=by, now=now)


def _cleaned(upload: UploadedFile) -> CleanReceipt:
    """Outside any transaction: cleaning takes a second, and a database that waits for it keeps others waiting."""
    if (upload.size or 0) > MAX_BYTES:
        raise ReceiptNotTaken(TOO_MANY_BYTES.said(_))
    try:
        return clean_receipt(upload.read(), upload.name or "")
    except ReceiptNotReadable as unreadable:
        raise ReceiptNotTaken(unreadable.message.said(_)) from unreadable


@transaction.atomic
def _kept(claim: Claim, clean: CleanReceipt, *, line: ClaimLine | None, by: Person, now: datetime) -> Receipt:
    _hold(claim)
    known = claim.receipts.filter(received_sha256=clean.sha256_original).first()
    if known is not None:
        of_two = known.line is not None and line is not None and known.line != line
        known.line = None if of_two else line
        known.save(update_fields=["line"])
        return known
    if claim.receipts.count() >= MOST_OF_A_CLAIM:
        raise ReceiptNotTaken(_("A claim can hold 30 files. Please put several receipts on one photo."))
    receipt = Receipt(
        claim=claim, line=line, name=clean.safe_name, content_type=clean.kind, size=len(clean.data),
        received_sha256=clean.sha256_original, kept_sha256=clean.sha256_clean, uploaded_by=by, uploaded_at=now,
    )  # fmt: skip
    receipt.file.save(clean.safe_name, ContentFile(clean.data), save=False)
    receipt.save(force_insert=True)
    record_event("claim.receipt_add", claim, by=by, now=now, details={"receipt": str(receipt.pk)})
    return receipt


def _hold(claim: Claim) -> None:
    """A draft takes receipts, and so does a claim whose question a receipt may answer."""
    asked = Claim.objects.select_for_update().filter(pk=claim.pk, status=ClaimStatus.QUERY)
    if not asked.exists():
        hold_draft(claim)


@transaction.atomic
def remove_receipt(receipt: Receipt, *, by: Person, now: datetime) -> None:
    """Take a receipt out of a draft, file and all. Raises AlreadySent once the claim was sent."""
    claim = receipt.claim
    writes_own(claim, by)
    hold_draft(claim)
    record_event("claim.receipt_remove", claim, by=by, now=now, details={"receipt": str(receipt.pk)})
    drop_receipts(Receipt.objects.filter(pk=receipt.pk))
