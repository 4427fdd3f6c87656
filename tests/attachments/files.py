"""Files as people send them, made here: each holds what it should not tell."""

from __future__ import annotations

import io
import struct
import wave
import zlib

import pikepdf
import pillow_heif
from PIL import Image, PngImagePlugin

from attachments.frames import KILOBITS

pillow_heif.register_heif_opener()

CANARY = "kittiwake-quern-71"
PLACE = {1: "N", 2: (51.0, 45.0, 36.0), 3: "W", 4: (0.0, 20.0, 24.0)}


def exif(*, place: bool = True) -> Image.Exif:
    """What a telephone writes into a photo."""
    told = Image.Exif()
    told[0x010F], told[0x0110] = "Telephone", CANARY
    told[0x0132] = "2025:11:25 14:37:12"
    told[0x013B] = CANARY
    told[0x0112] = 6  # lies on its side
    if place:
        told.get_ifd(0x8825).update(PLACE)
    return told


def photo(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **more: object) -> bytes:
    """A photo of `kind` with all of that in it."""
    picture = Image.new("RGB", size, "teal")
    picture.putpixel((0, 0), (255, 0, 0))
    out = io.BytesIO()
    picture.save(out, kind, **{"exif": exif(), **more})
    return out.getvalue()


def with_thumbnail() -> bytes:
    """A JPEG whose EXIF holds a small picture of how it was before."""
    small = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(small, "JPEG")
    first = struct.pack(">H HHII I", 1, 0x013B, 2, 4, int.from_bytes(b"Ann\0", "big"), 8 + 18)
    second = struct.pack(">H", 2) + struct.pack(">HHII", 0x0201, 4, 1, 26 + 30)
    second += struct.pack(">HHII", 0x0202, 4, 1, len(small.getvalue())) + bytes(4)
    block = b"Exif\0\0MM\0*\0\0\0\x08" + first + second + small.getvalue()
    plain = photo(exif=b"")
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + plain[2:]


def screenshot() -> bytes:
    """A PNG with texts before and behind the picture."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", CANARY)
    texts.add_text("Comment", CANARY, zip=True)
    return photo("PNG", pnginfo=texts, exif=None)


def picture_bomb() -> bytes:
    """A PNG of a few bytes that says it is 60,000 dots wide and high."""

    def chunk(name: bytes, content: bytes) -> bytes:
        sum_ = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", sum_)

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def letter(pages: int = 1, *, bomb: bool = False, password: str = "") -> bytes:
    """A PDF with a script, a file, a name, a note, a photo and what it was made with."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    page = pdf.pages[0]
    drawing = b"q 50 0 0 50 10 10 cm /Photo Do Q" + (b" " * 300_000_000 if bomb else b"")
    page.obj.Contents = pdf.make_stream(zlib.compress(drawing, 9), Filter=pikepdf.Name.FlateDecode)
    picture = pdf.make_stream(photo(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=64, Height=48)
    picture.ColorSpace, picture.BitsPerComponent, picture.Filter = (
        pikepdf.Name.DeviceRGB,
        8,
        pikepdf.Name.DCTDecode,
    )
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=picture))
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, T=CANARY, Contents=CANARY)
    note.Rect = pikepdf.Array([0, 0, 9, 9])
    page.obj.Annots = pikepdf.Array([note])
    pdf.docinfo["/Author"], pdf.docinfo["/CreationDate"] = CANARY, "D:20251125143712"
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{CANARY}')")
    pdf.attachments["note.txt"] = CANARY.encode()
    out = io.BytesIO()
    locked = pikepdf.Encryption(owner=password, user=password) if password else False
    pdf.save(out, encryption=locked, compress_streams=False)
    return out.getvalue()


def scan(photo: bytes, *filters: str, width: int = 64, **more: object) -> bytes:
    """A PDF of one page with one photo on it, packed as `filters` say."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    names = pikepdf.Array([pikepdf.Name(each) for each in filters])
    picture = pdf.make_stream(photo, Subtype=pikepdf.Name.Image, Width=width, Height=48, Filter=names, **more)
    picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    page = pdf.pages[0].obj
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=picture))
    page.Contents = pdf.make_stream(b"q 50 0 0 50 10 10 cm /Photo Do Q")
    page.Parent.Who, pdf.trailer.Who = CANARY, CANARY
    out = io.BytesIO()
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def jpeg_2000() -> bytes:
    """A photo of that kind with a packet of words before its picture, in a box with a long head."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG2000")
    whole = out.getvalue()
    at = whole.index(b"jp2c") - 4
    note = b"<x:xmpmeta>" + CANARY.encode()
    return whole[:at] + struct.pack(">I4sQ", 1, b"xml ", 16 + len(note)) + note + whole[at:]


def captioned() -> bytes:
    """A JPEG with a caption as an editor writes it (IPTC)."""
    caption = b"\x1c\x02\x78" + struct.pack(">H", len(CANARY)) + CANARY.encode()
    block = (
        b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(caption)) + caption + b"\0" * (len(caption) % 2)
    )
    plain = photo(exif=b"")
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + plain[2:]


def wav(seconds: int = 1) -> bytes:
    """Silence, with a note of who recorded it."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes(8000 * seconds))
    note = CANARY.encode().ljust(20, b"\0")
    return out.getvalue() + b"LIST" + struct.pack("<I", len(note)) + note


def mp3(frames: int = 5) -> bytes:
    """Frames of silence behind a tag and before another."""
    tag = b"TPE1" + struct.pack(">I", len(CANARY) + 1) + b"\0\0\0" + CANARY.encode()
    size = len(tag)
    front = b"ID3\x03\0\0" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127]) + tag
    length = 144 * KILOBITS[True][9] * 1000 // 44100
    frame = b"\xff\xfb\x90\x00".ljust(length, b"\0")
    return front + frame * frames + b"TAG" + CANARY.encode().ljust(125, b"\0")


def aac(frames: int = 5) -> bytes:
    """ADTS frames of 32 bytes."""
    head = bytes([0xFF, 0xF1, 0x50, 0x80, 0x04, 0x1F, 0xFC])
    return head.ljust(32, b"\x21") * frames


def m4a(seconds: int = 3, *, made: int = 3_800_000_000, also: bytes = b"") -> bytes:
    """The boxes of a recording, with when and where it was made; with another track, of what `also` says."""

    def box(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", 8 + len(content)) + name + content

    times = struct.pack(">III", 0, made, made)
    head = box(b"mvhd", times + struct.pack(">II", 1000, seconds * 1000) + bytes(80))
    track = box(b"tkhd", times + bytes(80))
    media = box(
        b"mdia",
        box(b"mdhd", times + bytes(12)) + box(b"hdlr", bytes(8) + b"soun" + bytes(12) + CANARY.encode() + b"\0"),
    )
    place = box(b"\xa9xyz", b"+51.76-000.34/" + CANARY.encode())
    place = struct.pack(">I4sQ", 1, b"udta", 16 + len(place)) + place
    other = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + also + bytes(13)))) if also else b""
    moov = box(b"moov", head + box(b"trak", track + media) + other + place)
    return box(b"ftyp", b"M4A \0\0\0\0M4A ") + moov + box(b"mdat", b"sound" * 20)


def opus(stream: int = 7, *, theirs: bytes = b"") -> bytes:
    """An OGG stream of Opus: its head, its comments and one page of sound, with a page of another stream before it."""

    def page(content: bytes, at: int, number: int, flags: int, of: int = stream) -> bytes:
        head = b"OggS\0" + bytes([flags]) + struct.pack("<qII", at, of, number)
        segments = bytes([255] * (len(content) // 255) + [len(content) % 255])
        whole = head + bytes(4) + bytes([len(segments)]) + segments + content
        return whole[:22] + struct.pack("<I", _ogg_sum(whole)) + whole[26:]

    comment, maker = b"artist=" + CANARY.encode(), CANARY.encode()
    tags = b"OpusTags" + struct.pack("<I", len(maker)) + maker + struct.pack("<II", 1, len(comment)) + comment
    tags += b"\x01" + CANARY.encode()
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48000, 0, 0)
    first = page(head, 0, 0, 2) + (page(theirs, 0, 0, 2, stream + 1) if theirs else b"")
    return first + page(tags, 0, 1, 0) + page(b"\xf8\xff\xfe" * 4, 48000, 2, 4)


def _ogg_sum(data: bytes) -> int:
    total = 0
    for byte in data:
        total ^= byte << 24
        for _ in range(8):
            total = (total << 1 ^ 0x04C11DB7 if total & 0x80000000 else total << 1) & 0xFFFFFFFF
    return total
