"""What is kept of a receipt, for how long, and by whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coordinator.authorization.verdict import NotAllowed
from coordinator.ids import new_id
from expenses.claims.queries import facts_for_rules
from expenses.claims.refusals import AlreadySent
from expenses.receipts.actions import MOST_OF_A_CLAIM, ReceiptNotTaken, add_receipt, remove_receipt
from expenses.receipts.cleaning import MAX_BYTES, TOO_MANY_BYTES
from expenses.receipts.models import Receipt
from tests.expenses.conftest import THAT_EVENING, add, asked, sent
from tests.expenses.receipt_files import PHOTOS, plain_pdf

LATER = THAT_EVENING + timedelta(hours=1)


def photo(name: str = "ticket.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PHOTOS["jpeg"])


def test_a_photo_is_kept_with_its_line_and_noted(claim):
    line = add(claim)
    receipt = add_receipt(claim, photo(), line=line, by=claim.person, now=LATER)
    kept = Receipt.objects.get(pk=receipt.pk)
    assert (kept.line, kept.content_type, kept.uploaded_by, kept.uploaded_at) == (
        line, "image/jpeg", claim.person, LATER,
    )  # fmt: skip
    assert kept.file.size == kept.size


def test_the_same_photo_twice_is_kept_once_and_goes_where_it_was_put_last(claim):
    line = add(claim)
    first = add_receipt(claim, photo(), by=claim.person, now=LATER)
    again = add_receipt(claim, photo("copy.jpg"), line=line, by=claim.person, now=LATER)
    assert (again.pk, Receipt.objects.get().line, again.line) == (first.pk, line, line)


def test_one_photo_of_two_costs_belongs_to_the_claim_as_a_whole(claim):
    taxi, parking = add(claim, "taxi", 1720), add(claim, "parking", 400)
    for line in (taxi, parking):
        add_receipt(claim, photo(), line=line, by=claim.person, now=LATER)
    assert Receipt.objects.get().line is None
    assert [line.has_receipt for line in facts_for_rules(claim).lines] == [True, True]


def test_one_file_more_than_a_claim_holds_is_not_taken_in_words(claim):
    receipt = add_receipt(claim, photo(), by=claim.person, now=LATER)
    for number in range(MOST_OF_A_CLAIM - 1):
        receipt.pk, receipt.received_sha256 = new_id(), f"{number:064}"
        receipt.save(force_insert=True)
    with pytest.raises(ReceiptNotTaken) as told:
        add_receipt(claim, SimpleUploadedFile("two.pdf", plain_pdf()), by=claim.person, now=LATER)
    words = f"A claim can hold {MOST_OF_A_CLAIM} files. Please put several receipts on one photo."
    assert told.value.by_field == {"file": [words]}
    assert Receipt.objects.count() == MOST_OF_A_CLAIM


def test_a_file_that_is_too_large_is_not_even_opened(claim):
    with pytest.raises(ReceiptNotTaken) as told:
        add_receipt(claim, SimpleUploadedFile("x.jpg", b"x" * (MAX_BYTES + 1)), by=claim.person, now=LATER)
    assert told.value.by_field == {"file": [TOO_MANY_BYTES.said(str)]}


def test_what_is_no_picture_is_not_taken_and_nothing_is_kept(claim):
    with pytest.raises(ReceiptNotTaken):
        add_receipt(claim, SimpleUploadedFile("x.jpg", b"MZ this is no photo"), by=claim.person, now=LATER)
    assert Receipt.objects.count() == 0


def test_after_sending_nothing_more_is_taken_unless_a_question_waits(claim, world):
    sent(claim)
    with pytest.raises(AlreadySent):
        add_receipt(claim, photo(), by=claim.person, now=LATER)
    asked(claim, world.helen, now=LATER)
    assert add_receipt(claim, photo(), by=claim.person, now=LATER).claim == claim


def test_a_receipt_is_taken_out_of_a_draft_file_and_all(claim):
    receipt = add_receipt(claim, photo(), by=claim.person, now=LATER)
    storage, name = receipt.file.storage, receipt.file.name
    remove_receipt(receipt, by=claim.person, now=LATER)
    assert (Receipt.objects.count(), storage.exists(name)) == (0, True)  # the file goes when the change is certain


def test_after_sending_a_receipt_stays(claim):
    receipt = add_receipt(claim, photo(), by=claim.person, now=LATER)
    sent(claim)
    with pytest.raises(AlreadySent):
        remove_receipt(receipt, by=claim.person, now=LATER)
    assert Receipt.objects.count() == 1


def test_nobody_adds_to_or_takes_from_somebody_elses_claim(claim, world):
    receipt = add_receipt(claim, photo(), by=claim.person, now=LATER)
    with pytest.raises(NotAllowed):
        add_receipt(claim, photo("x.jpg"), by=world.petra, now=LATER)
    with pytest.raises(NotAllowed):
        remove_receipt(receipt, by=world.petra, now=LATER)
