"""What hostile receipts may cost, measured in the process that pays for it, and that none is kept as anything but a receipt."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from expenses.receipts.cleaning import TOO_LARGE, UNREADABLE, ReceiptKind, ReceiptNotReadable, clean_receipt
from tests.expenses.receipt_files import (
    CANARIES,
    PHOTOS,
    claiming,
    encoded,
    endless_jpeg,
    halves,
    pdf_that_acts,
    pdf_that_unfolds,
    plain_pdf,
    white_png,
)

ROOT = Path(__file__).parents[2]
CPU_SECONDS, MEMORY_MEBIBYTES = 2.0, 256

MEASURE = """
import json, resource, sys
from expenses.receipts.cleaning import ReceiptNotReadable, clean_receipt
try:
    clean_receipt(sys.stdin.buffer.read(), "x")
    said = "kept"
except ReceiptNotReadable as told:
    said = str(told)
child = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([said, child.ru_utime + child.ru_stime, child.ru_maxrss / 1024]))
"""


def cost(data: bytes) -> tuple[str, float, float]:
    """What was said to `data`, and the processor seconds and mebibytes the child took to say it."""
    run = [sys.executable, "-c", MEASURE]
    answer = subprocess.run(run, input=data, capture_output=True, check=True, cwd=ROOT, timeout=30).stdout
    said, seconds, mebibytes = json.loads(answer)
    return said, seconds, mebibytes


BOMBS = {
    "13,000 by 13,000 pixels in 20 kilobytes": (lambda: white_png(13_000, 13_000), TOO_LARGE),
    "a photo that claims 65,500 by 65,500": (lambda: claiming(PHOTOS["jpeg"], 65_500, 65_500), TOO_LARGE),
    "a photo that never ends": (endless_jpeg, TOO_LARGE),
    # qpdf gives up on such a directory by itself, and then finds no first object in the file.
    "a PDF whose directory unfolds to a gibibyte": (lambda: pdf_that_unfolds(1 << 30), UNREADABLE),
    "a PDF of a hundred thousand brackets": (lambda: b"%PDF-1.7\n1 0 obj\n" + b"[" * 100_000, UNREADABLE),
}


@pytest.mark.slow
@pytest.mark.parametrize("bomb", list(BOMBS))
def test_a_bomb_is_answered_within_two_seconds_and_256_mebibytes(bomb):
    make, message = BOMBS[bomb]
    data = make()
    said, seconds, mebibytes = cost(data)
    assert len(data) < 4_000_000
    assert said == str(message)
    assert seconds <= CPU_SECONDS + 0.2  # the kernel looks at the clock, and stops the child, in ticks
    assert mebibytes <= MEMORY_MEBIBYTES


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_an_honest_photo_of_24_million_pixels_is_kept_within_the_same(kind):
    said, seconds, mebibytes = cost(encoded(halves(size=(5712, 4284)), kind))
    assert said == "kept"
    assert seconds <= CPU_SECONDS
    assert mebibytes <= MEMORY_MEBIBYTES


SOUND = PHOTOS | {"pdf": plain_pdf(), "pdf that acts": pdf_that_acts()}
TAILS = {
    "a script": b"<script>canary</script>",
    "PHP": b"<?php canary ?>",
    "an archive": b"PK\x03\x04canary",
    "a shell script": b"\n#!/bin/sh\ncanary\n",
    "a drawing": b"<svg onload=canary>",
}
HEADS = TAILS | {"a GIF": b"GIF89a/*canary", "a program": b"MZcanary", "an ELF program": b"\x7fELFcanary"}


def cut_short() -> dict[str, bytes]:
    shares = (0.05, 0.2, 0.4, 0.6, 0.8, 0.9, 0.99)
    return {
        f"{kind} cut at {share}": data[: int(len(data) * share)] for kind, data in SOUND.items() for share in shares
    }


def damaged() -> dict[str, bytes]:
    chance = random.Random(20260306)
    found = {}
    for kind, data in SOUND.items():
        for number in range(4):
            broken = bytearray(data)
            for _ in range(8):
                broken[chance.randrange(12, len(broken))] = chance.randrange(256)
            found[f"{kind} damaged, {number}"] = bytes(broken)
    return found


def two_in_one() -> dict[str, bytes]:
    behind = {f"{kind} with {tail} behind": data + TAILS[tail] for kind, data in SOUND.items() for tail in TAILS}
    before = {f"{kind} with {head} before": HEADS[head] + data for kind, data in SOUND.items() for head in HEADS}
    return behind | before


@pytest.mark.slow
@pytest.mark.parametrize("files", [cut_short, damaged, two_in_one])
def test_whatever_comes_is_kept_as_a_receipt_or_not_at_all(files):
    kept_as_something_else = []
    for what, data in files().items():
        try:
            receipt = clean_receipt(data, what)
        except ReceiptNotReadable:
            continue
        start = {ReceiptKind.JPEG: b"\xff\xd8\xff", ReceiptKind.PDF: b"%PDF-"}[receipt.kind]
        if not receipt.data.startswith(start) or any(canary in receipt.data for canary in CANARIES):
            kept_as_something_else.append(what)
    assert kept_as_something_else == []


def test_the_corpus_has_more_than_a_hundred_files():
    assert len(cut_short() | damaged() | two_in_one()) == 42 + 24 + 78
