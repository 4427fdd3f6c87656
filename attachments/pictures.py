"""A photo or a screenshot, drawn anew from its dots: whatever else was in the file is not in the copy."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import pillow_heif
from PIL import ExifTags, Image, ImageOps, PngImagePlugin, TiffImagePlugin, WebPImagePlugin  # noqa: F401 - see below

from attachments import jpeg
from attachments.kinds import Sort
from attachments.limits import MOST_PIXELS
from attachments.protocol import Cleaned, Found, Kind, Refusal, RefusedFileError, in_order

FORMATS = {Sort.JPEG: "JPEG", Sort.PNG: "PNG", Sort.WEBP: "WEBP", Sort.HEIC: "HEIF"}
QUALITY = 90
BASE = ExifTags.Base
TAGS = {
    Found.WHEN: {BASE.DateTime, BASE.DateTimeOriginal, BASE.DateTimeDigitized},
    Found.DEVICE: {BASE.Make, BASE.Model, BASE.Software, BASE.BodySerialNumber, BASE.LensModel, BASE.MakerNote},
    Found.NAME: {BASE.Artist, BASE.Copyright, BASE.CameraOwnerName, BASE.XPAuthor},
    Found.WORDS: {BASE.ImageDescription, BASE.UserComment, BASE.XPComment, BASE.XPTitle, BASE.XPSubject},
}
WRITTEN = {
    Found.PLACE: (b"GPSLatitude", b"photoshop:City", b"Iptc4xmpCore:Location"),
    Found.WHEN: (b"CreateDate", b"DateTimeOriginal", b"DateCreated"),
    Found.DEVICE: (b"CreatorTool", b"tiff:Model"),
    Found.NAME: (b"dc:creator", b"dc:rights", b"photoshop:AuthorsPosition"),
    Found.WORDS: (b"dc:description", b"dc:title"),
}
"""By what in an XMP packet each is told."""
TEXTS = {"author": Found.NAME, "copyright": Found.NAME, "creation time": Found.WHEN, "software": Found.DEVICE}
IPTC = 0x0404
"""Where in what an editor keeps a caption, a name and a town stand."""
HEIF_BOXES = {b"ftyp", b"meta", b"mdat", b"free", b"moov"}

Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow refuses at twice this, and `_opened` before
warnings.simplefilter("ignore", Image.DecompressionBombWarning)
pillow_heif.register_heif_opener(thumbnails=True, decode_threads=0)
Image.preinit()  # imports what no file can be read for any more once the walls are up


def clean_picture(data: bytes, sort: Sort) -> Cleaned:
    """The picture from its dots alone, the right way up. Raises `RefusedFileError`, and Pillow's errors."""
    with _opened(data, sort) as picture:
        found = set(_found(picture, data, sort))
        upright = ImageOps.exif_transpose(picture)
        drawn = _on_white(upright)
    kind = Kind.PNG if sort is Sort.PNG else Kind.JPEG
    return Cleaned(kind, _written(drawn, kind), in_order(found))


def _opened(data: bytes, sort: Sort) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(data), formats=[FORMATS[sort]])
    except Image.DecompressionBombError:
        raise RefusedFileError(Refusal.LARGE) from None
    if picture.width * picture.height > MOST_PIXELS:
        raise RefusedFileError(Refusal.LARGE)
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    """What an eye sees of it: what lies under a part that is see-through is not kept."""
    if picture.mode.startswith("I"):  # shades of grey, finer than Pillow would turn into ours
        picture = picture.convert("I").point(lambda dot: dot / 256).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A"))
    return white


def _written(picture: Image.Image, kind: Kind) -> bytes:
    plain = Image.frombytes("RGB", picture.size, picture.tobytes())  # nothing of the file comes along
    out = io.BytesIO()
    if kind is Kind.PNG:
        plain.save(out, "PNG")
    else:
        plain.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _found(picture: Image.Image, data: bytes, sort: Sort) -> Iterator[Found]:
    yield from _in_exif(picture)
    yield from _in_texts(picture)
    if picture.info.get("comment") or IPTC in picture.info.get("photoshop", {}):
        yield Found.WORDS
    if picture.info.get("thumbnails"):
        yield Found.THUMBNAIL
    if getattr(picture, "n_frames", 1) > 1 or b"MPF\0" in data[:65536]:
        yield Found.PICTURES
    if _end_of(data, sort) < len(data.rstrip(b"\0")):
        yield Found.HIDDEN


def _in_exif(picture: Image.Image) -> Iterator[Found]:
    exif = picture.getexif()
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        yield Found.PLACE
    if exif.get_ifd(ExifTags.IFD.IFD1):
        yield Found.THUMBNAIL
    tags = {*exif, *exif.get_ifd(ExifTags.IFD.Exif)}
    yield from (found for found, which in TAGS.items() if tags & which)


def _in_texts(picture: Image.Image) -> Iterator[Found]:
    xmp = picture.info.get("xmp") or b""
    packet = xmp if isinstance(xmp, bytes) else str(xmp).encode("utf-8", "replace")
    yield from (found for found, marks in WRITTEN.items() if any(mark in packet for mark in marks))
    if isinstance(picture, PngImagePlugin.PngImageFile):
        picture.load()  # texts may stand behind the dots
        names = {name.lower() for name in picture.text if "xmp" not in name.lower()}
        yield from (TEXTS.get(name, Found.WORDS) for name in names)


def _end_of(data: bytes, sort: Sort) -> int:
    """Where the picture ends in the file."""
    if sort is Sort.JPEG:
        return jpeg.end_of(data)
    if sort is Sort.PNG:
        return _png_end(data)
    if sort is Sort.WEBP:
        return 8 + int.from_bytes(data[4:8], "little")
    return _boxes_end(data)


def _png_end(data: bytes) -> int:
    at = 8
    while at + 12 <= len(data):
        kind, at = data[at + 4 : at + 8], at + 12 + int.from_bytes(data[at : at + 4], "big")
        if kind == b"IEND":
            return at
    return len(data)


def _boxes_end(data: bytes) -> int:
    at = 0
    while at + 8 <= len(data) and data[at + 4 : at + 8] in HEIF_BOXES:
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size < 8:
            return len(data)  # to the end of the file
        at += size
    return at
