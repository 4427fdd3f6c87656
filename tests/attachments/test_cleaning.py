"""What is in a file is told by codes, and is not in the copy."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from attachments.cleaning import answer, clean
from attachments.protocol import Cleaned, Found, Kind, Refusal, RefusedFileError, read_answer
from tests.attachments import files
from tests.attachments.files import CANARY

BOMB = zlib.compress(bytes(210_000_000), 9)
WAYS = {"JPEG": Kind.JPEG, "PNG": Kind.PNG, "WEBP": Kind.JPEG, "HEIF": Kind.JPEG}


@pytest.mark.parametrize("kind", WAYS)
def test_a_photo_is_drawn_anew_with_nothing_but_its_dots(kind: str) -> None:
    cleaned = clean(files.photo(kind))
    assert cleaned.kind is WAYS[kind]
    assert {Found.PLACE, Found.WHEN, Found.DEVICE, Found.NAME} <= set(cleaned.found)
    assert CANARY.encode() not in cleaned.copy
    with Image.open(io.BytesIO(cleaned.copy)) as picture:
        assert not dict(picture.getexif())
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_stands_the_right_way_up(kind: str) -> None:
    with Image.open(io.BytesIO(clean(files.photo(kind, (64, 48))).copy)) as picture:
        assert picture.size == (48, 64)


def test_a_photo_without_a_place_is_not_said_to_hold_one() -> None:
    cleaned = clean(files.photo(exif=files.exif(place=False)))
    assert Found.PLACE not in cleaned.found


def test_the_small_picture_of_how_it_was_before_is_told_and_gone() -> None:
    cleaned = clean(files.with_thumbnail())
    assert Found.THUMBNAIL in cleaned.found
    assert cleaned.copy.count(b"\xff\xd8\xff") == 1


def test_the_texts_of_a_screenshot_are_told_and_gone() -> None:
    cleaned = clean(files.screenshot())
    assert {Found.NAME, Found.WORDS} <= set(cleaned.found)
    assert CANARY.encode() not in cleaned.copy


@pytest.mark.parametrize("kind", WAYS)
def test_what_lies_behind_a_picture_is_told_and_gone(kind: str) -> None:
    cleaned = clean(files.photo(kind) + b"PK\x03\x04" + CANARY.encode())
    assert Found.HIDDEN in cleaned.found
    assert CANARY.encode() not in cleaned.copy


@pytest.mark.parametrize("kind", WAYS)
def test_nothing_is_said_to_be_hidden_where_nothing_is(kind: str) -> None:
    assert Found.HIDDEN not in clean(files.photo(kind)).found


def test_what_is_under_a_part_that_is_see_through_is_not_kept() -> None:
    hidden = Image.new("RGBA", (8, 8), (200, 10, 10, 0))
    out = io.BytesIO()
    hidden.save(out, "PNG")
    with Image.open(io.BytesIO(clean(out.getvalue()).copy)) as picture:
        assert picture.getpixel((3, 3)) == (255, 255, 255)


def test_the_finest_greys_of_a_scan_are_still_told_apart() -> None:
    scan, out = Image.new("I;16", (3, 1)), io.BytesIO()
    scan.putdata([0, 0x4000, 0xC000])
    scan.save(out, "PNG")
    with Image.open(io.BytesIO(clean(out.getvalue()).copy)) as picture:
        assert [picture.getpixel((x, 0)) for x in range(3)] == [(0,) * 3, (0x40,) * 3, (0xC0,) * 3]


def test_a_document_keeps_its_pages_and_nothing_that_runs_or_is_enclosed() -> None:
    cleaned = clean(files.letter(3))
    told = {Found.NAME, Found.WHEN, Found.SCRIPT, Found.FILES}
    assert told <= set(cleaned.found)
    assert CANARY.encode() not in _unpacked(cleaned)
    with pikepdf.open(io.BytesIO(cleaned.copy)) as pdf:
        assert len(pdf.pages) == 3
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages", "/Lang"}
        assert not pdf.attachments
        assert "/Info" not in pdf.trailer
        assert "/Photo" in pdf.pages[0].obj.Resources.XObject
        assert "/Annots" not in pdf.pages[0].obj


def test_a_photo_in_a_document_loses_its_place_and_not_a_dot() -> None:
    with pikepdf.open(io.BytesIO(clean(files.letter()).copy)) as pdf:
        photo = pdf.pages[0].obj.Resources.XObject.Photo.read_raw_bytes()
    assert b"Exif" not in photo
    with Image.open(io.BytesIO(photo)) as ours, Image.open(io.BytesIO(files.photo())) as theirs:
        assert ours.tobytes() == theirs.tobytes()


@pytest.mark.parametrize(
    ("photo", "filters"),
    [
        pytest.param(zlib.compress(files.photo()), ("/FlateDecode", "/DCTDecode"), id="flate"),
        pytest.param(files.photo().hex().encode() + b">", ("/ASCIIHexDecode", "/DCTDecode"), id="hex"),
        pytest.param(files.jpeg_2000(), ("/JPXDecode",), id="jpeg 2000"),
    ],
)
def test_a_photo_in_a_document_loses_its_place_whatever_it_is_packed_in(photo: bytes, filters: Sequence[str]) -> None:
    cleaned = clean(files.scan(photo, *filters))
    assert Found.HIDDEN in cleaned.found
    with pikepdf.open(io.BytesIO(cleaned.copy)) as pdf:
        seen = pdf.pages[0].obj.Resources.XObject.Photo
        assert seen.Filter == pikepdf.Name(filters[-1])
        with Image.open(io.BytesIO(seen.read_raw_bytes())) as picture:
            picture.load()
    assert CANARY.encode() not in _unpacked(cleaned)
    assert clean(cleaned.copy).found == ()


def _unpacked(cleaned: Cleaned) -> bytes:
    with pikepdf.open(io.BytesIO(cleaned.copy)) as pdf:
        streams = [each.read_raw_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return b"".join([out.getvalue(), *streams])


@pytest.mark.parametrize(
    ("data", "kind", "found"),
    [
        pytest.param(files.wav(), Kind.WAV, Found.WORDS, id="wav"),
        pytest.param(files.mp3(), Kind.MP3, Found.NAME, id="mp3"),
        pytest.param(files.m4a(), Kind.M4A, Found.PLACE, id="m4a"),
        pytest.param(files.opus(), Kind.OGG, Found.NAME, id="opus"),
    ],
)
def test_a_recording_keeps_its_sound_alone(data: bytes, kind: Kind, found: Found) -> None:
    cleaned = clean(data)
    assert cleaned.kind is kind
    assert found in cleaned.found
    assert CANARY.encode() not in cleaned.copy
    assert clean(cleaned.copy).found == ()


@pytest.mark.parametrize("data", [files.opus(theirs=CANARY.encode()), files.opus() + files.opus(stream=9)])
def test_of_sound_in_pages_only_the_first_stream_is_kept_and_the_rest_is_told(data: bytes) -> None:
    cleaned = clean(data)
    assert Found.HIDDEN in cleaned.found
    assert CANARY.encode() not in cleaned.copy
    assert cleaned.copy == clean(files.opus()).copy


def test_what_a_wav_file_says_of_itself_is_no_longer_than_it_needs_to_be() -> None:
    whole = files.wav()
    said = whole.index(b"fmt ") + 4
    size = int.from_bytes(whole[said : said + 4], "little") + 200
    note = CANARY.encode().rjust(200, b"\0")
    longer = whole[:said] + size.to_bytes(4, "little") + whole[said + 4 : said + 20] + note + whole[said + 20 :]
    assert CANARY.encode() not in clean(longer).copy


def test_a_caption_is_told_and_gone() -> None:
    cleaned = clean(files.captioned())
    assert Found.WORDS in cleaned.found
    assert CANARY.encode() not in cleaned.copy


def test_the_boxes_of_a_recording_stay_where_they_are() -> None:
    data = files.m4a()
    copy = clean(data).copy
    assert len(copy) == len(data)
    assert copy.index(b"mdat") == data.index(b"mdat")
    assert Found.WHEN in clean(data).found


def test_sound_in_frames_is_kept_and_what_lies_around_it_is_not() -> None:
    cleaned = clean(files.aac() + b"<html>" + CANARY.encode())
    assert (cleaned.kind, cleaned.copy, cleaned.found) == (Kind.AAC, files.aac(), (Found.HIDDEN,))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(b"", Refusal.EMPTY, id="empty"),
        pytest.param(b"MZ\x90\0 program", Refusal.KIND, id="program"),
        pytest.param(b"<svg onload=alert(1)>", Refusal.KIND, id="svg"),
        pytest.param(b"PK\x03\x04 archive", Refusal.KIND, id="archive"),
        pytest.param(b"\0\0\0\x18ftypmp42\0\0\0\0vide", Refusal.VIDEO, id="video"),
        pytest.param(b"RIFF\0\0\0\0AVI LIST", Refusal.VIDEO, id="older video"),
        pytest.param(files.photo()[:400], Refusal.BROKEN, id="half a photo"),
        pytest.param(files.photo("PNG")[:90], Refusal.BROKEN, id="half a screenshot"),
        pytest.param(files.letter()[:300], Refusal.BROKEN, id="half a letter"),
        pytest.param(files.letter(password="open sesame"), Refusal.LOCKED, id="locked"),
        pytest.param(files.letter(101), Refusal.PAGES, id="too many pages"),
        pytest.param(files.letter(bomb=True), Refusal.LARGE, id="a document that unpacks for ever"),
        pytest.param(
            files.scan(BOMB.hex().encode() + b">", "/ASCIIHexDecode", "/FlateDecode"), Refusal.LARGE, id="in two wraps"
        ),
        pytest.param(files.scan(bytes([129, 0]) * 2_000_000, "/RunLengthDecode"), Refusal.LARGE, id="a run of nothing"),
        pytest.param(files.scan(files.photo(), width=-1), Refusal.BROKEN, id="a photo of no size"),
        pytest.param(files.picture_bomb(), Refusal.LARGE, id="a picture that unpacks for ever"),
        pytest.param(files.m4a(also=b"vide"), Refusal.VIDEO, id="a video that calls itself sound"),
        pytest.param(files.m4a(also=b"meta"), Refusal.KIND, id="sound with where it was made, second by second"),
        pytest.param(files.opus(theirs=b"\x80theora"), Refusal.VIDEO, id="a video in pages"),
        pytest.param(files.m4a(seconds=3 * 60 * 60), Refusal.LONG, id="three hours"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(data: bytes, why: Refusal) -> None:
    with pytest.raises(RefusedFileError) as refused:
        read_answer(answer(data))
    assert refused.value.why is why


def test_the_same_file_gives_the_same_copy() -> None:
    for data in (files.photo(), files.letter(), files.mp3()):
        assert clean(data).copy == clean(data).copy


STARTS = [
    files.photo(),
    files.photo("PNG"),
    files.photo("WEBP"),
    files.letter(),
    files.mp3(),
    files.m4a(),
    files.opus(),
]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(STARTS), st.data())
def test_whatever_the_bytes_are_the_answer_is_one_of_the_protocol(whole: bytes, drawn: st.DataObject) -> None:
    at = drawn.draw(st.integers(4, len(whole)))
    changed = whole[:at] + drawn.draw(st.binary(max_size=64)) + whole[at + drawn.draw(st.integers(0, 64)) :]
    try:
        cleaned = read_answer(answer(changed))
    except RefusedFileError:
        return
    assert CANARY.encode() not in cleaned.copy or cleaned.kind in (Kind.MP3, Kind.OGG, Kind.M4A, Kind.PDF)
