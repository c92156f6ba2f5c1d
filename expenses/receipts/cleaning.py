"""Receipts as they arrive: recognised by their bytes, opened in a child process, kept only as a clean copy.

The child (`decoding.py`) has limits of memory and processor time, so a small file that unfolds to gigabytes costs
little and ends there. What comes back is a JPEG or a PDF, whatever the phone made: every browser shows these two.
Up to 256 MiB are used for each receipt that is being cleaned, so it is the caller who says how many at once.
"""

import hashlib
import os
import re
import signal
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from expenses.answers import Words
from expenses.answers import words as _
from expenses.receipts import decoding

MAX_BYTES = 10 * 1000 * 1000
TIME_OUT_SECONDS = 10
LONGEST_NAME = 80
CHILD = Path(decoding.__file__)
# The child reads hostile files, so it gets none of the site's settings and secrets; one arena keeps its memory countable.
CHILD_ENVIRONMENT = {"MALLOC_ARENA_MAX": "1", "PATH": os.defpath} | {
    name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ
}

EMPTY = _("This file is empty. Please choose it again, or take a photo of the receipt.")
TOO_MANY_BYTES = _("This file is larger than 10 MB. A photo taken with a phone, or a screenshot, is usually smaller.")
WEB_PAGE = _("This is a web page or a drawing. Please send a screenshot of it, or save it as a PDF.")
SOMETHING_ELSE = _("We can take photos (JPEG, PNG, WebP, HEIC) and PDF files. A photo or a screenshot works well.")
TOO_LARGE = _("This file is too large to open. Please take a photo in the ordinary size, or send a screenshot.")
LOCKED = _("This PDF opens only with a password. Please save it without one, or send a screenshot.")
UNREADABLE = _("We could not read this file; it may have been cut short. Please send it again, or take a new photo.")

REASONS = {
    decoding.TOO_LARGE: TOO_LARGE,
    decoding.LOCKED: LOCKED,
    -signal.SIGXCPU: TOO_LARGE,
    -signal.SIGKILL: TOO_LARGE,
}

HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
LOOKS_LIKE_MARKUP = re.compile(rb"<\s*(?:!doctype|html|svg|script|head|body|\?xml)", re.IGNORECASE)


class ReceiptKind(StrEnum):
    """What a clean receipt is, as its content type."""

    JPEG = "image/jpeg"
    PDF = "application/pdf"


@dataclass(frozen=True)
class CleanReceipt:
    """A receipt that is safe to keep and to show. Sizes in pixels, None for a PDF.

    Both seals find the same receipt sent twice: `sha256_original` of the bytes received, `sha256_clean` of those kept.
    `safe_name` is for showing and downloading only; files are stored under names of our own.
    """

    kind: ReceiptKind
    data: bytes
    sha256_original: str
    sha256_clean: str
    page_count: int
    width: int | None
    height: int | None
    safe_name: str


class ReceiptNotReadable(ValueError):
    """The file cannot be taken. `message` says in plain words what to do instead."""

    def __init__(self, message: Words) -> None:
        super().__init__(str(message))
        self.message = message


def clean_receipt(data: bytes, filename: str) -> CleanReceipt:
    """The clean copy of a receipt: photos upright and without place or camera, PDFs without anything that acts.

    Raises ReceiptNotReadable for a file that is empty, over MAX_BYTES, of another kind, locked, broken, or too large
    to unfold.
    """
    if not data:
        raise ReceiptNotReadable(EMPTY)
    if len(data) > MAX_BYTES:
        raise ReceiptNotReadable(TOO_MANY_BYTES)
    arrived_as = _recognised(data)
    pages, width, height, clean = _decoded(data, arrived_as)
    kind = ReceiptKind.PDF if arrived_as == "pdf" else ReceiptKind.JPEG
    return CleanReceipt(
        kind=kind,
        data=clean,
        sha256_original=hashlib.sha256(data).hexdigest(),
        sha256_clean=hashlib.sha256(clean).hexdigest(),
        page_count=pages,
        width=width or None,
        height=height or None,
        safe_name=safe_name(filename, kind),
    )


def _recognised(data: bytes) -> str:
    """The kind of file by its first bytes alone; its name and what the browser says of it count for nothing."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return "heic"
    raise ReceiptNotReadable(WEB_PAGE if LOOKS_LIKE_MARKUP.search(data[:1024]) else SOMETHING_ELSE)


def _decoded(data: bytes, arrived_as: str) -> tuple[int, int, int, bytes]:
    """Pages, width, height and clean bytes, from a child process that dies alone."""
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-B", str(CHILD), arrived_as],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=CHILD_ENVIRONMENT,
            timeout=TIME_OUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise ReceiptNotReadable(TOO_LARGE) from late
    if child.returncode != decoding.CLEANED:
        raise ReceiptNotReadable(REASONS.get(child.returncode, UNREADABLE))
    facts, _line_end, clean = child.stdout.partition(b"\n")
    pages, width, height = map(int, facts.split())
    return pages, width, height, clean


def safe_name(filename: str, kind: ReceiptKind) -> str:
    """A name to show: the last part of a path, no control or direction signs, the ending of what the file now is.

    "../../x" becomes "x.jpg", an empty name "receipt.jpg".
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", filename))[-1]
    visible = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    plain = " ".join(re.sub(r'[<>:"|?*]', " ", visible).split())
    stem = re.sub(r"\.[A-Za-z0-9]{1,8}$", "", plain).strip(". ")[:LONGEST_NAME].strip(". ") or "receipt"
    return f"{stem}.{'pdf' if kind == ReceiptKind.PDF else 'jpg'}"
