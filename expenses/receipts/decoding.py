"""The child process that opens a receipt: it reads the file from standard input and writes a clean one to standard output.

`cleaning.py` starts it by its path in Python's isolated mode, so it imports nothing of ours and sees no settings.
Before the first byte is read it limits its own memory and processor time: whatever a hostile file does ends here.

Standard output: a line "pages width height", then the clean bytes. The exit status says why there are none.
"""

from __future__ import annotations

import io
import resource
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    import pikepdf
    from PIL import Image

MEBIBYTE = 1024 * 1024
# Address space, of which some 32 MiB are libraries that never become resident: 256 MiB of real memory (quality.md R11).
MEMORY_BYTES = 288 * MEBIBYTE
CPU_SECONDS = 2
MAX_PIXELS = 25_000_000
JPEG_QUALITY = 88

CLEANED, TOO_LARGE, LOCKED, UNREADABLE = 0, 3, 4, 5

PICTURE_FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF"}
Cleaned = tuple[int, int, int, bytes]  # pages, width and height in pixels (0 for a PDF), the clean file

# Actions that run, fetch, send or play, and entries that hold such things or private data (pikepdf's sanitizer knows
# the usual places of most; these are looked for everywhere).
ACTIONS_OUT = frozenset(
    {"/JavaScript", "/Launch", "/URI", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Thread"}
    | {"/Rendition", "/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView"}
)
NEVER_KEPT = frozenset(
    {"/AA", "/JavaScript", "/JS", "/OpenAction", "/XFA"}
    | {"/AF", "/Collection", "/EF", "/EmbeddedFiles", "/OPI", "/Ref"}
    | {"/3DD", "/Movie", "/Renditions", "/RichMediaContent", "/RichMediaSettings", "/Sound"}
    | {"/Metadata", "/PieceInfo", "/SpiderInfo", "/Thumb"}
)
START_OF_SCAN = b"\xda"
CAMERA_SEGMENTS = frozenset({b"\xe1", b"\xed", b"\xfe"})  # EXIF and XMP, IPTC, comment


class Refused(Exception):
    """The file is not opened; `status` is the exit status that says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def limit_this_process(setrlimit: Callable[[int, tuple[int, int]], None] = resource.setrlimit) -> None:
    """Memory, processor time, no files written, no core dump. Only Linux keeps to a limit of address space."""
    setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def clean_picture(data: bytes, kind: str) -> Cleaned:
    """The first picture in `data` as an upright JPEG on white, without EXIF, place, comment or colour profile.

    Raises Refused for more than MAX_PIXELS, judged by the header before anything is decoded, and whatever Pillow
    raises for a broken file.
    """
    from PIL import ImageOps

    picture = _opened(data, kind)
    picture.load()
    ImageOps.exif_transpose(picture, in_place=True)
    clean = _on_white(picture)
    clean.info = {}
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=JPEG_QUALITY)
    return 1, clean.width, clean.height, out.getvalue()


def _opened(data: bytes, kind: str) -> Image.Image:
    """The picture with its header read and its size judged, and nothing decoded yet."""
    from PIL import Image

    if kind == "heic":
        import pillow_heif

        pillow_heif.options.DECODE_THREADS = 1
        pillow_heif.register_heif_opener()
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            picture = Image.open(io.BytesIO(data), formats=[PICTURE_FORMATS[kind]])
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as bomb:
            raise Refused(TOO_LARGE) from bomb
    if picture.width * picture.height > MAX_PIXELS:
        raise Refused(TOO_LARGE)
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    from PIL import Image

    if not picture.has_transparency_data:
        return picture if picture.mode == "RGB" else picture.convert("RGB")
    see_through = picture if picture.mode == "RGBA" else picture.convert("RGBA")
    page = Image.new("RGB", see_through.size, "white")
    page.paste(see_through, mask=see_through)
    return page


def clean_pdf(data: bytes) -> Cleaned:
    """The same pages without scripts, attachments, ways out, multimedia, forms' XFA, metadata, and cameras' EXIF.

    What the document shows stays. Raises Refused for a password or no pages, and whatever pikepdf raises for a
    broken file.
    """
    import pikepdf
    from pikepdf.sanitize import Sanitizer

    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as locked:
        raise Refused(LOCKED) from locked
    if not len(pdf.pages):
        raise Refused(UNREADABLE)
    sanitizer = Sanitizer().remove_javascript().remove_external_access().remove_attachments().remove_multimedia()
    sanitizer.apply(pdf)
    for part in _parts(pdf):
        _disarm(part)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    out = io.BytesIO()
    # Streams are copied as they are: unpacking a bomb is nobody's business here. The same file gives the same bytes.
    pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, deterministic_id=True)
    return len(pdf.pages), 0, 0, out.getvalue()


def _parts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary and stream of the document, those written inside others included."""
    import pikepdf

    waiting: list[object] = list(pdf.objects)
    while waiting:
        part = waiting.pop()
        inside: list[object] = []
        if isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
            yield part
            inside = list(map(part.get, part.keys()))
        elif isinstance(part, pikepdf.Array):
            inside = list(part)
        waiting.extend(child for child in inside if isinstance(child, pikepdf.Object) and not child.is_indirect)


def _disarm(part: pikepdf.Object) -> None:
    """Take from one dictionary or stream what the sanitizer's known places may have missed."""
    import pikepdf

    if part.get("/S") in ACTIONS_OUT:
        for key in list(part.keys()):
            del part[key]
    for key in NEVER_KEPT & set(part.keys()):
        del part[key]
    if isinstance(part, pikepdf.Stream):
        if "/F" in part:  # a stream whose data stand in another file or at an address
            del part["/F"]
        _without_camera(part)


def _without_camera(stream: pikepdf.Stream) -> None:
    import pikepdf

    if stream.get("/Filter") in (pikepdf.Name.DCTDecode, pikepdf.Array([pikepdf.Name.DCTDecode])):
        photo = stream.read_raw_bytes()
        clean = without_camera_segments(photo)
        if clean != photo:
            parms = stream.get("/DecodeParms")
            kept = parms if isinstance(parms, (pikepdf.Dictionary, pikepdf.Array)) else None
            stream.write(clean, filter=pikepdf.Name.DCTDecode, decode_parms=kept)


def without_camera_segments(jpeg: bytes) -> bytes:
    """`jpeg` without its EXIF, XMP, IPTC and comment segments; the picture itself is copied untouched."""
    kept, at = [jpeg[:2]], 2
    while jpeg[at : at + 1] == b"\xff" and jpeg[at + 1 : at + 2] != START_OF_SCAN:
        length = jpeg[at + 2 : at + 4]
        if len(length) < 2:  # cut short in the middle of a segment's head
            return b"".join(kept)
        end = at + 2 + int.from_bytes(length, "big")
        if jpeg[at + 1 : at + 2] not in CAMERA_SEGMENTS:
            kept.append(jpeg[at:end])
        at = end
    return b"".join(kept) + jpeg[at:]


def main(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Clean what comes in and return the exit status. `arguments`: the kind of file, as the parent recognised it."""
    kind = arguments[0]
    try:
        pages, width, height, clean = clean_pdf(stdin.read()) if kind == "pdf" else clean_picture(stdin.read(), kind)
    except Refused as refused:
        return refused.status
    except MemoryError:
        return TOO_LARGE
    stdout.write(b"%d %d %d\n" % (pages, width, height))
    stdout.write(clean)
    return CLEANED


if __name__ == "__main__":  # pragma: no cover - the child's own process, judged by what it answers
    limit_this_process()
    sys.exit(main(sys.argv[1:], sys.stdin.buffer, sys.stdout.buffer))
