"""Receipts as they arrive, honest and hostile, made on the spot."""

import io
import struct
import zlib

import pikepdf
import pillow_heif
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F
CAMERA = b"Fictional Camera Works"
# What must never be found in a file that we keep.
CANARIES = (b"<script", b"<?php", b"<svg", b"<html", b"PK\x03\x04", b"#!/bin/sh", b"canary", CAMERA)


def exif(orientation: int = 1) -> Image.Exif:
    """Camera, place and the way the phone was held."""
    facts = Image.Exif()
    facts[ORIENTATION] = orientation
    facts[MAKE] = CAMERA.decode()
    facts.get_ifd(GPS).update({1: "N", 2: (51.0, 2.0, 59.0), 3: "W", 4: (2.0, 45.0, 0.0)})
    return facts


def halves(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """A picture whose left half is red and right half blue, so that one can see how it lies."""
    width, height = size
    picture = Image.new("RGB", size, (220, 0, 0))
    picture.paste((0, 0, 220), (width // 2, 0, width, height))
    return picture.convert(mode)


def encoded(picture: Image.Image, file_format: str, **options: object) -> bytes:
    """`picture` in a file format, lossless where the format can."""
    if file_format == "HEIF":
        pillow_heif.register_heif_opener()
    out = io.BytesIO()
    picture.save(out, file_format, **options)
    return out.getvalue()


def photo(file_format: str = "JPEG", **options: object) -> bytes:
    """A photo as a phone makes it, with camera and place."""
    return encoded(halves(), file_format, exif=exif(), **options)


PHOTOS = {kind: photo(file_format) for kind, file_format in
          {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF"}.items()}  # fmt: skip


def chunk(kind: bytes, content: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def white_png(width: int, height: int) -> bytes:
    """An all-black-and-white picture in a few kilobytes, however many pixels it claims and really unfolds to."""
    packer = zlib.compressobj(9)
    row = b"\x00" + b"\xff" * ((width + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def endless_jpeg(scans: int = 3000) -> bytes:
    """A progressive photo of 24 million pixels whose last pass over the picture is repeated `scans` times."""
    plain = encoded(Image.new("L", (4900, 4900), 128), "JPEG", progressive=True, quality=50)
    last = plain.rindex(b"\xff\xda")
    return plain[:-2] + plain[last:-2] * scans + plain[-2:]


def claiming(jpeg: bytes, width: int, height: int) -> bytes:
    """`jpeg` with another size written into its header."""
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + struct.pack(">HH", height, width) + jpeg[at + 4 :]


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    """The bytes of a PDF."""
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def plain_pdf(pages: int = 1) -> bytes:
    """A PDF with empty pages."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(200, 300))
    return saved(pdf)


def script(pdf: pikepdf.Pdf, **more: object) -> pikepdf.Object:
    """An action that runs JavaScript."""
    return pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert('canary')"), **more))


def pdf_that_acts() -> bytes:
    """A PDF with every way of acting, fetching, playing and telling that we know, in usual and in unusual places."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 300)).obj
    uri = Dictionary(S=Name.URI, URI=String("https://canary.example/"))
    launch = Dictionary(S=Name.Launch, F=String("canary.exe"))
    pdf.Root.OpenAction = script(pdf, Next=Array([uri, launch]))
    pdf.Root.AA = Dictionary(WC=script(pdf))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script(pdf)])))
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp>canary</xdp>"))
    pdf.Root.PieceInfo = Dictionary(Canary=Dictionary(Private=String("canary")))
    page.AA = Dictionary(O=script(pdf))
    page.Annots = Array(
        pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=subtype, Rect=Array([0, 0, 9, 9]), **facts))
        for subtype, facts in [
            (Name.Link, {"A": uri}),
            (Name.Widget, {"A": launch, "AA": Dictionary(K=script(pdf))}),
            (Name.RichMedia, {"RichMediaContent": Dictionary(Assets=String("canary"))}),
            (Name.Screen, {"A": Dictionary(S=Name.Rendition, OP=0, JS=String("canary"))}),
            (Name.Movie, {"Movie": Dictionary(F=String("canary.mov"))}),
        ]
    )
    pdf.Root.AcroForm.Fields.append(page.Annots[1])
    hidden = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
    hidden.Odd = Array([Dictionary(S=Name.SubmitForm, F=String("https://canary.example/")), 7, script(pdf)])
    outside = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
    outside.F = Dictionary(FS=Name.URL, F=String("https://canary.example/"))
    page.Resources = Dictionary(XObject=Dictionary(Hidden=hidden, Outside=outside))
    pdf.attachments["canary.exe"] = b"MZcanary"
    pdf.docinfo["/Author"] = "canary"
    with pdf.open_metadata() as told:
        told["dc:creator"] = ["canary"]
    return saved(pdf)


def pdf_with_photo(jpeg: bytes, in_a_list: bool = False, **facts: object) -> bytes:
    """A PDF that shows a photo, as a scanning app makes it."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 300)).obj
    image = pdf.make_stream(jpeg, Type=Name.XObject, Subtype=Name.Image, Width=60, Height=40, BitsPerComponent=8)
    image.ColorSpace = Name.DeviceRGB
    image.Filter = Array([Name.DCTDecode]) if in_a_list else Name.DCTDecode
    for name, value in facts.items():
        image[f"/{name}"] = value
    page.Resources = Dictionary(XObject=Dictionary(Photo=image))
    return saved(pdf)


def folded(content_size: int) -> bytes:
    """`content_size` zero bytes, packed twice over."""
    packer, block = zlib.compressobj(1), bytes(1 << 20)
    once = b"".join(packer.compress(block) for _ in range(content_size >> 20)) + packer.flush()
    return zlib.compress(once, 9)


def pdf_that_unfolds(content_size: int) -> bytes:
    """A PDF whose directory of objects is packed twice over and unfolds to `content_size` bytes."""
    packed = folded(content_size)
    start = b"%PDF-1.7\n"
    entry = (
        b"1 0 obj\n<</Type/XRef/Size 3/W[1 4 2]/Root 2 0 R/Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n"
        % len(packed)
    )
    return start + entry + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(start)
