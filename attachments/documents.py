"""A PDF written anew with what is seen on its pages. Scripts, files, names, forms and links are not in the copy."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from attachments.limits import MOST_PAGES, MOST_PIXELS, MOST_UNPACKED
from attachments.packed import photo_alone, photo_of, put_photo, unpacked_size
from attachments.protocol import Cleaned, Found, Kind, Refusal, RefusedFileError, in_order

PAGE = {"/Type", "/Parent", "/Resources", "/Contents", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group"}
PAGES = {"/Type", "/Parent", "/Kids", "/Count", "/Resources", "/MediaBox", "/CropBox", "/Rotate"}
ROOT = {"/Type", "/Pages", "/Lang"}
TRAILER = {"/Root", "/Size", "/ID"}
NOTES = (
    *("/Metadata", "/PieceInfo", "/AF", "/LastModified", "/StructParent", "/StructParents", "/OPI", "/Thumb"),
    *("/Measure", "/PtData", "/Alternates"),
)
"""What anything in a PDF may carry that is not seen."""
TOLD = {"/Author": Found.NAME, "/CreationDate": Found.WHEN, "/ModDate": Found.WHEN}
TOLD |= {"/Creator": Found.DEVICE, "/Producer": Found.DEVICE}
TOLD |= {"/Title": Found.WORDS, "/Subject": Found.WORDS, "/Keywords": Found.WORDS}
RUNNING = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute", "/GoToE"}
ENCLOSING = {"/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"}
DEEPEST = 40


def clean_document(data: bytes) -> Cleaned:
    """What is seen on the pages. Raises `RefusedFileError`, and pikepdf's errors."""
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        raise RefusedFileError(Refusal.LOCKED) from None
    with pdf:
        _check(pdf)
        found = set(_found(pdf, data))
        _strip(pdf)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, encryption=False, linearize=False)
    return Cleaned(Kind.PDF, out.getvalue(), in_order(found))


def _check(pdf: Pdf) -> None:
    if not pdf.pages:
        raise RefusedFileError(Refusal.BROKEN)
    if len(pdf.pages) > MOST_PAGES:
        raise RefusedFileError(Refusal.PAGES)
    left = MOST_UNPACKED
    for each in _streams(pdf):
        left -= unpacked_size(each, left)
        _check_size(each)


def _streams(pdf: Pdf) -> Iterator[Stream]:
    return (each for each in pdf.objects if isinstance(each, Stream))


def _everything(pdf: Pdf) -> Iterator[Object]:
    for each in pdf.objects:
        yield from _with_parts(each, 0)


def _with_parts(each: Object, depth: int) -> Iterator[Object]:
    """An object, and those that stand in it without a number of their own."""
    yield each
    if depth > DEEPEST:
        raise RefusedFileError(Refusal.BROKEN)
    if isinstance(each, Array):
        inside = list(each.as_list())
    else:
        inside = [each[name] for name in each.keys()] if isinstance(each, (Dictionary, Stream)) else []  # noqa: SIM118
    for part in inside:
        if isinstance(part, Object) and not part.is_indirect:
            yield from _with_parts(part, depth + 1)


def _check_size(stream: Stream) -> None:
    """Of a picture: the size that it says."""
    try:
        pixels = int(stream.get("/Width", 0)) * int(stream.get("/Height", 0))
    except (TypeError, ValueError):
        raise RefusedFileError(Refusal.BROKEN) from None
    if pixels < 0:
        raise RefusedFileError(Refusal.BROKEN)
    if pixels > MOST_PIXELS:
        raise RefusedFileError(Refusal.LARGE)


def _found(pdf: Pdf, data: bytes) -> Iterator[Found]:
    told = pdf.trailer.get("/Info")
    if isinstance(told, Dictionary):
        yield from (found for name, found in TOLD.items() if str(told.get(name, "")))
    if "/Metadata" in pdf.Root:
        yield from _in_packet(pdf.Root.Metadata)
    if data.rstrip()[-5:] != b"%%EOF" or data.count(b"%%EOF") > 1 + (b"/Linearized" in data[:1024]):
        yield Found.HIDDEN
    for each in _everything(pdf):
        yield from _in_object(each)


def _in_packet(packet: Object) -> Iterator[Found]:
    text = packet.read_bytes() if isinstance(packet, Stream) else b""
    if b"dc:creator" in text:
        yield Found.NAME
    if b"CreateDate" in text:
        yield Found.WHEN


def _in_object(each: Object) -> Iterator[Found]:
    if isinstance(each, Stream):
        if (photo := photo_of(each)) is not None and _is_noted(each, photo):
            yield Found.HIDDEN
        return
    if not isinstance(each, Dictionary):
        return
    if str(each.get("/S", "")) in RUNNING or "/JS" in each or "/XFA" in each or "/AA" in each:
        yield Found.SCRIPT
    if str(each.get("/Subtype", "")) in ENCLOSING or "/EF" in each:
        yield Found.FILES


def _is_noted(stream: Stream, photo: bytes) -> bool:
    """Whether a camera or a program wrote something into it that is worth a word; a colour profile is not."""
    marks = (b"Exif\0", b"http://ns.adobe.com/xap", b"<x:xmpmeta")
    return any(each in photo[:65536] for each in marks) and photo_alone(stream, photo) != photo


def _strip(pdf: Pdf) -> None:
    """Leaves the pages as they look: what a form or a note shows is drawn on them first."""
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")
    for page in pdf.pages:
        _keep(page.obj, PAGE)
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == Name.Pages:
            _keep(each, PAGES)
    _keep(pdf.Root, ROOT)
    _keep(pdf.trailer, TRAILER)
    for each in _everything(pdf):
        _without_notes(each)


def _keep(what: Object, names: set[str]) -> None:
    for name in set(what.keys()) - names:
        del what[name]


def _without_notes(each: Object) -> None:
    if not isinstance(each, (Dictionary, Stream)):
        return
    for name in NOTES:
        if name in each:
            del each[name]
    if isinstance(each, Stream) and (photo := photo_of(each)) is not None:
        put_photo(each, photo_alone(each, photo))
