"""A receipt in any shape a phone gives it comes out as a clean JPEG or PDF, or a kind sentence says what to do."""

import hashlib
import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from expenses.receipts import cleaning, decoding
from expenses.receipts.cleaning import (
    EMPTY,
    LOCKED,
    SOMETHING_ELSE,
    TOO_LARGE,
    TOO_MANY_BYTES,
    UNREADABLE,
    WEB_PAGE,
    ReceiptKind,
    ReceiptNotReadable,
    clean_receipt,
    safe_name,
)
from tests.expenses.receipt_files import (
    CAMERA,
    PHOTOS,
    encoded,
    exif,
    halves,
    pdf_that_acts,
    pdf_with_photo,
    photo,
    plain_pdf,
    saved,
    white_png,
)

RED, BLUE, WHITE = "red", "blue", "white"


def colour_at(picture: Image.Image, x: int, y: int) -> str:
    red, green, blue = picture.getpixel((x, y))
    if green > 200:
        return WHITE
    return RED if red > blue else BLUE


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data), formats=["JPEG"])


def laid_open(data: bytes) -> bytes:
    """A PDF with everything in it unpacked, to be searched."""
    return saved(pikepdf.open(io.BytesIO(data)), qdf=True, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)


def refusal(data: bytes, filename: str = "receipt") -> str:
    with pytest.raises(ReceiptNotReadable) as told:
        clean_receipt(data, filename)
    assert str(told.value) == str(told.value.message)
    return told.value.message


class TestPhotos:
    @pytest.mark.parametrize("kind", list(PHOTOS))
    def test_of_every_kind_come_out_as_a_jpeg_without_camera_or_place(self, kind):
        receipt = clean_receipt(PHOTOS[kind], f"train.{kind}")
        assert (receipt.kind, receipt.page_count, receipt.width, receipt.height) == (ReceiptKind.JPEG, 1, 60, 40)
        assert receipt.safe_name == "train.jpg"
        assert CAMERA in PHOTOS[kind]
        assert CAMERA not in receipt.data
        clean = opened(receipt.data)
        assert (dict(clean.getexif()), clean.size) == ({}, (60, 40))
        assert [colour_at(clean, x, 20) for x in (5, 55)] == [RED, BLUE]

    def test_carry_the_seal_of_what_came_and_of_what_is_kept(self):
        receipt = clean_receipt(PHOTOS["jpeg"], "train.jpg")
        assert receipt.sha256_original == hashlib.sha256(PHOTOS["jpeg"]).hexdigest()
        assert receipt.sha256_clean == hashlib.sha256(receipt.data).hexdigest()
        assert clean_receipt(PHOTOS["jpeg"], "again.jpg").sha256_clean == receipt.sha256_clean

    def test_are_known_by_their_bytes_whatever_they_are_called(self):
        assert clean_receipt(PHOTOS["png"], "claim.pdf").safe_name == "claim.jpg"

    def test_held_sideways_stand_upright(self):
        pages, width, height, data = decoding.clean_picture(encoded(halves(), "JPEG", exif=exif(orientation=6)), "jpeg")
        clean = opened(data)
        assert (pages, width, height) == (1, 40, 60)
        assert [colour_at(clean, 20, y) for y in (5, 55)] == [RED, BLUE]

    @pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "RGB"])
    def test_of_every_colour_model_become_ordinary_colour(self, mode):
        file_format = "JPEG" if mode == "CMYK" else "PNG"
        clean = opened(decoding.clean_picture(encoded(halves(mode), file_format), file_format.lower())[3])
        assert (clean.mode, clean.size) == ("RGB", (60, 40))

    @pytest.mark.parametrize("mode", ["RGBA", "LA"])
    def test_one_can_see_through_lie_on_white(self, mode):
        clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0)).convert(mode)
        clean = opened(decoding.clean_picture(encoded(clear, "PNG"), "png")[3])
        assert colour_at(clean, 30, 20) == WHITE

    def test_whose_palette_has_a_clear_colour_lie_on_white(self):
        clear = encoded(Image.new("P", (60, 40), 0), "PNG", transparency=0)
        assert colour_at(opened(decoding.clean_picture(clear, "png")[3]), 30, 20) == WHITE

    def test_lose_comments_and_whatever_hangs_behind_the_picture(self):
        jpeg = encoded(halves(), "JPEG", comment=b"canary <?php") + b"PK\x03\x04 canary"
        assert b"canary" not in decoding.clean_picture(jpeg, "jpeg")[3]

    def test_of_heic_are_opened_in_this_process_too(self):
        assert decoding.clean_picture(photo("HEIF"), "heic")[:3] == (1, 60, 40)


class TestPdf:
    def test_keeps_its_pages_and_its_name(self):
        receipt = clean_receipt(plain_pdf(pages=3), "Hotel bill.PDF")
        assert (receipt.kind, receipt.page_count, receipt.width, receipt.height) == (ReceiptKind.PDF, 3, None, None)
        assert receipt.safe_name == "Hotel bill.pdf"
        assert len(pikepdf.open(io.BytesIO(receipt.data)).pages) == 3

    def test_loses_everything_that_acts_fetches_plays_or_tells(self):
        hostile = pdf_that_acts()
        words = [b"canary", b"/JavaScript", b"/JS", b"/OpenAction", b"/AA", b"/URI", b"/Launch", b"/SubmitForm"]
        words += [b"/EmbeddedFile", b"/Rendition", b"/RichMediaContent", b"/XFA", b"/Metadata", b"/PieceInfo", b"/Info"]
        before, after = laid_open(hostile), laid_open(clean_receipt(hostile, "bill.pdf").data)
        assert [word for word in words if word not in before] == []
        assert [word for word in words if word in after] == []

    def test_is_the_same_clean_file_each_time(self):
        hostile = pdf_that_acts()
        assert decoding.clean_pdf(hostile) == decoding.clean_pdf(hostile)

    @pytest.mark.parametrize("in_a_list", [False, True])
    def test_photos_in_it_lose_camera_and_place_and_nothing_else(self, in_a_list):
        pages, _width, _height, data = decoding.clean_pdf(pdf_with_photo(PHOTOS["jpeg"], in_a_list))
        pdf = pikepdf.open(io.BytesIO(data))  # its parts live as long as it does
        image = pdf.pages[0].Resources.XObject.Photo
        assert CAMERA not in image.read_raw_bytes()
        assert opened(image.read_raw_bytes()).tobytes() == opened(PHOTOS["jpeg"]).tobytes()
        assert pages == 1

    def test_photos_keep_how_their_colours_are_read(self):
        parms = pikepdf.Dictionary(ColorTransform=0)
        data = decoding.clean_pdf(pdf_with_photo(PHOTOS["jpeg"], DecodeParms=parms))[3]
        pdf = pikepdf.open(io.BytesIO(data))
        assert pdf.pages[0].Resources.XObject.Photo.DecodeParms == parms

    def test_photos_without_camera_are_left_alone(self):
        bare = encoded(halves(), "JPEG")
        data = decoding.clean_pdf(pdf_with_photo(bare))[3]
        pdf = pikepdf.open(io.BytesIO(data))
        assert pdf.pages[0].Resources.XObject.Photo.read_raw_bytes() == bare

    def test_with_a_password_asks_for_one_without(self):
        locked = saved(pikepdf.open(io.BytesIO(plain_pdf())), encryption=pikepdf.Encryption(owner="a", user="b"))
        assert refusal(locked) == LOCKED

    def test_that_only_its_owner_may_change_is_taken_and_no_longer_locked(self):
        owned = saved(pikepdf.open(io.BytesIO(plain_pdf())), encryption=pikepdf.Encryption(owner="a", user=""))
        assert pikepdf.open(io.BytesIO(clean_receipt(owned, "bill.pdf").data)).is_encrypted is False

    def test_without_pages_is_no_receipt(self):
        assert refusal(saved(pikepdf.new())) == UNREADABLE


@pytest.mark.parametrize(
    "jpeg",
    [
        b"",
        b"\xff",
        b"\xff\xd8",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe1",
        b"\xff\xd8\xff\xe1\x00",
        b"\xff\xd8\xff\xe1\xff\xff",
    ],
)
def test_a_photo_cut_short_inside_a_pdf_ends_the_search_for_its_camera(jpeg):
    assert jpeg.startswith(decoding.without_camera_segments(jpeg))


class TestRefusals:
    def test_an_empty_file(self):
        assert refusal(b"") == EMPTY

    def test_a_file_over_ten_megabytes(self):
        assert refusal(PHOTOS["jpeg"] + bytes(cleaning.MAX_BYTES)) == TOO_MANY_BYTES

    def test_a_file_of_ten_megabytes_is_still_taken(self):
        padded = PHOTOS["jpeg"] + bytes(cleaning.MAX_BYTES - len(PHOTOS["jpeg"]))
        assert clean_receipt(padded, "train.jpg").width == 60

    @pytest.mark.parametrize(
        "page",
        [
            b"<html><script>canary</script>",
            b"\n <!DOCTYPE html>",
            b'<svg xmlns="http://www.w3.org/2000/svg" onload="canary"/>',
            b'\xef\xbb\xbf<?xml version="1.0"?><svg/>',
            b"<!-- --><SVG>",
            b"GIF89a/*<script>",
            b"<html>%PDF-1.7",
        ],
    )
    def test_a_web_page_or_a_drawing_becomes_a_screenshot(self, page):
        assert refusal(page) == WEB_PAGE

    @pytest.mark.parametrize(
        "data",
        [
            b"GIF89a",
            b"BM",
            b"II*\x00",
            b"PK\x03\x04",
            b"MZ",
            b"\x7fELF",
            b"RIFF\x00\x00\x00\x00WAVE",
            b"\x00\x00\x00\x18ftypmp42",
            b"\x00\x00\x00\x18ftypavif",
            b"Train 18.40",
            b" %PDF-1.7",
            b"\x00",
        ],
    )
    def test_something_else_is_told_what_we_take(self, data):
        assert refusal(data) == SOMETHING_ELSE

    @pytest.mark.parametrize("kind", list(PHOTOS))
    def test_a_photo_cut_short_may_be_sent_again(self, kind):
        assert refusal(PHOTOS[kind][: len(PHOTOS[kind]) // 2]) == UNREADABLE

    def test_a_pdf_of_nonsense_may_be_sent_again(self):
        assert refusal(b"%PDF-1.7 and nothing more") == UNREADABLE

    def test_one_pixel_row_over_the_limit_is_too_large_and_the_limit_is_not(self):
        assert refusal(white_png(5000, 5001)) == TOO_LARGE
        assert clean_receipt(white_png(5000, 5000), "x").height == 5000

    def test_a_file_that_takes_too_long_is_too_large(self, monkeypatch):
        monkeypatch.setattr(cleaning, "TIME_OUT_SECONDS", 0.001)
        assert refusal(PHOTOS["jpeg"]) == TOO_LARGE

    def test_every_refusal_says_what_to_do_and_blames_nobody(self):
        for message in (EMPTY, TOO_MANY_BYTES, WEB_PAGE, SOMETHING_ELSE, TOO_LARGE, LOCKED, UNREADABLE):
            said = str(message).casefold()
            assert [word for word in ("invalid", "error", "rejected", "must") if word in said] == []
            assert [word for word in ("photo", "screenshot") if word in said] != []


class TestTheChild:
    def said(self, kind: str, data: bytes) -> tuple[int, bytes]:
        out = io.BytesIO()
        return decoding.main([kind], io.BytesIO(data), out), out.getvalue()

    def test_answers_with_the_facts_and_the_clean_file(self):
        status, answer = self.said("jpeg", PHOTOS["jpeg"])
        facts, _, clean = answer.partition(b"\n")
        assert (status, facts) == (decoding.CLEANED, b"1 60 40")
        assert opened(clean).size == (60, 40)

    def test_answers_for_a_pdf(self):
        status, answer = self.said("pdf", plain_pdf())
        assert (status, answer.split(b"\n", 1)[0]) == (decoding.CLEANED, b"1 0 0")

    @pytest.mark.parametrize("size", [(5000, 5001), (13000, 13000), (20000, 20000)])
    def test_sees_by_the_header_that_a_picture_is_too_large(self, size):
        assert self.said("png", white_png(size[0], 1)[:16] + _size(*size)) == (decoding.TOO_LARGE, b"")

    def test_says_that_a_pdf_is_locked(self):
        locked = saved(pikepdf.open(io.BytesIO(plain_pdf())), encryption=pikepdf.Encryption(owner="a", user="b"))
        assert self.said("pdf", locked) == (decoding.LOCKED, b"")

    def test_says_that_a_pdf_has_no_pages(self):
        assert self.said("pdf", saved(pikepdf.new())) == (decoding.UNREADABLE, b"")

    def test_that_runs_out_of_memory_says_too_large(self):
        class Endless(io.BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                raise MemoryError

        assert decoding.main(["jpeg"], Endless(), io.BytesIO()) == decoding.TOO_LARGE

    def test_limits_itself_before_it_reads_anything(self):
        asked = {}
        decoding.limit_this_process(lambda what, limits: asked.update({what: limits}))
        resource = decoding.resource
        assert asked == {
            resource.RLIMIT_CPU: (2, 3),
            resource.RLIMIT_FSIZE: (0, 0),
            resource.RLIMIT_CORE: (0, 0),
            resource.RLIMIT_AS: (288 * 1024 * 1024, 288 * 1024 * 1024),
        }

    def test_sees_none_of_the_sites_settings(self):
        assert set(cleaning.CHILD_ENVIRONMENT) <= {"MALLOC_ARENA_MAX", "PATH", "LD_LIBRARY_PATH"}


def _size(width: int, height: int) -> bytes:
    """The rest of a PNG's header, with a checksum that fits, and no picture behind it."""
    whole = white_png(8, 1)
    import struct
    import zlib

    content = struct.pack(">II", width, height) + whole[24:29]
    return content + struct.pack(">I", zlib.crc32(b"IHDR" + content)) + whole[33:]


@pytest.mark.parametrize(
    ("filename", "name"),
    [
        ("../../x", "x.jpg"),
        ("..\\..\\windows\\x.png", "x.jpg"),
        ("train.jpeg", "train.jpg"),
        ("IMG_0001.HEIC", "IMG_0001.jpg"),
        ("", "receipt.jpg"),
        ("..", "receipt.jpg"),
        ("/", "receipt.jpg"),
        (".htaccess", "receipt.jpg"),
        (".bash_history", "bash_history.jpg"),
        ("evil.php.png", "evil.php.jpg"),
        ("a\x00b\r\nc.png", "abc.jpg"),
        ("gpj.\u202efdp.exe", "gpj.fdp.jpg"),
        ('<b>"x"|y?*:.png', "b x y.jpg"),
        ("  two   words  .png", "two words.jpg"),
        ("Bon de réduction.png", "Bon de réduction.jpg"),
        ("رسید.png", "رسید.jpg"),
        ("x" * 300 + ".png", "x" * 80 + ".jpg"),
    ],
)
def test_a_file_name_becomes_one_that_is_safe_to_show(filename, name):
    assert safe_name(filename, ReceiptKind.JPEG) == name


def test_a_pdf_is_called_a_pdf():
    assert safe_name("bill.exe", ReceiptKind.PDF) == "bill.pdf"


@given(st.text())
def test_no_name_leads_anywhere_or_hides_anything(filename):
    name = safe_name(filename, ReceiptKind.JPEG)
    assert name.endswith(".jpg")
    assert 5 <= len(name) <= 84
    assert name[0] not in ". "
    assert [sign for sign in name if sign in '/\\<>:"|?*\r\n\x00\u202e'] == []
    assert safe_name(name, ReceiptKind.JPEG) == name
