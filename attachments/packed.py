"""The streams of a PDF as they are packed (ISO 32000-1, 7.4): how large they become, and the photo in one of them."""

from __future__ import annotations

import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from attachments import boxes, jpeg
from attachments.protocol import Refusal, RefusedFileError

FLATE = {"/FlateDecode", "/Fl"}
PACKED = FLATE | {"/LZWDecode", "/RunLengthDecode", "/LZW", "/RL"}
PHOTOS = {"/DCTDecode": jpeg.without_notes, "/DCT": jpeg.without_notes, "/JPXDecode": boxes.picture_alone}
PIECE = 1024 * 1024


def unpacked_size(stream: Stream, most: int) -> int:
    """Bytes that it unpacks to. Raises `RefusedFileError` for more than `most`, and for what is packed twice."""
    filters = _filters(stream)
    packed = [at for at, each in enumerate(filters) if each in PACKED]
    if not packed:
        return len(stream.read_raw_bytes())
    at = packed[0]
    if len(packed) > 1:
        raise RefusedFileError(Refusal.LARGE)
    if filters[at] in FLATE:
        return _inflated_size(_undone(stream, at), most)
    size = len(_undone(stream, at + 1))  # of memory there is only so much
    if size > most:
        raise RefusedFileError(Refusal.LARGE)
    return size


def photo_of(stream: Stream) -> bytes | None:
    """The file of a photo that it is, whatever that is packed in; None when it is none."""
    filters = _filters(stream)
    if not PHOTOS.keys() & filters:
        return None
    if PHOTOS.keys() & filters[:-1]:
        raise RefusedFileError(Refusal.BROKEN)  # packed the wrong way round: no reader shows it
    return _undone(stream, len(filters) - 1)


def photo_alone(stream: Stream, photo: bytes) -> bytes:
    """The same photo without what a camera or a program wrote into it. Raises `RefusedFileError` for half a photo."""
    return PHOTOS[_filters(stream)[-1]](photo)


def put_photo(stream: Stream, photo: bytes) -> None:
    """Puts `photo` in its place, packed in nothing else."""
    stream.write(photo, filter=Name(_filters(stream)[-1]))


def _filters(stream: Stream) -> list[str]:
    named = stream.get("/Filter")
    if named is None:
        return []
    return [str(named)] if isinstance(named, Name) else [str(each) for each in named.as_list()]


def _undone(stream: Stream, count: int) -> bytes:
    """Its bytes with the first `count` of its filters undone."""
    if count == 0:
        return stream.read_raw_bytes()
    if any(_settings(stream, at) for at in range(count)):
        raise RefusedFileError(Refusal.BROKEN)
    filters = [Name(each) for each in _filters(stream)[:count]]
    with pikepdf.new() as beside:
        return Stream(beside, stream.read_raw_bytes(), Filter=Array(filters)).read_bytes(
            pikepdf.StreamDecodeLevel.specialized
        )


def _settings(stream: Stream, at: int) -> bool:
    """Whether one of its filters is set in some way of its own."""
    told = stream.get("/DecodeParms")
    each = told[at] if isinstance(told, Array) and at < len(told) else told
    return isinstance(each, Dictionary) and bool(each.keys())


def _inflated_size(raw: bytes, most: int) -> int:
    unpacking, size = zlib.decompressobj(), 0
    try:
        while raw:
            size += len(unpacking.decompress(raw, PIECE))
            raw = unpacking.unconsumed_tail
            if size > most:
                raise RefusedFileError(Refusal.LARGE)
    except zlib.error:
        return size  # a reader shows as much of it as this
    return size
