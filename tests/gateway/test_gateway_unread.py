"""Danger in a body that cannot be taken is answered beside the error, wherever in the body it stands."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from gateway.body import LARGEST_MESSAGE, LARGEST_READ
from gateway.pieces import LONGEST_PIECE, OVERLAP, Limit, check_pieces
from gateway.unread import texts_in
from safety import Finding, check
from tests.gateway.chat import DANGER, MESSAGES, Chat
from tests.gateway.page_reader import PageReader, PlainBrowser

ALERT = ("div", {"class": "important", "role": "alert"})
STORY = "so much has happened. "
LONG = STORY * (LARGEST_MESSAGE // len(STORY) + 100)
MULTIPART = "multipart/form-data; boundary=edge"


def multipart(text: str, end: str = "\r\n--edge--\r\n") -> bytes:
    return f'--edge\r\nContent-Disposition: form-data; name="text"\r\n\r\n{text}{end}'.encode()


def escaped(text: str) -> str:
    return "".join(f"\\u{ord(letter):04x}" for letter in text)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (f'{{"text": "{DANGER}"'.encode(), 400),
        (f'{{"text": "{DANGER}'.encode(), 400),
        (f'{{"text": "first line\n{DANGER}"}}'.encode(), 400),
        (f'{{"text": "{escaped(DANGER)}'.encode(), 400),
        (b'{"text": "help me', 400),
        (json.dumps({"text": [DANGER]}).encode(), 400),
        (json.dumps({"message": DANGER}).encode(), 400),
        (json.dumps(DANGER).encode(), 400),
        (DANGER.encode(), 400),
        (DANGER.encode("utf-16"), 400),
        (b"text=" + DANGER.replace(" ", "%20").encode(), 400),
        (multipart(DANGER), 400),
        (json.dumps({"text": LONG + DANGER}).encode(), 413),
        (json.dumps({"text": LONG + DANGER + ". " + LONG}).encode(), 413),
        (json.dumps({"text": LONG[:30_000] + DANGER + ". " + LONG[:30_000]}).encode(), 413),
    ],
    ids=[
        "no end",
        "cut short",
        "bare line end",
        "escapes",
        "a bare call",
        "a list",
        "another field",
        "no object",
        "no JSON",
        "UTF-16",
        "a form",
        "multipart",
        "at the end of what is too big",
        "inside what is too big",
        "inside what is too long",
    ],
)
async def test_danger_in_what_the_api_cannot_take_is_answered(chat: Chat, body: bytes, status: int) -> None:
    response = await chat.client.post(MESSAGES, data=body, headers=chat.headers)
    assert response.status == status
    assert [message["alert"] for message in (await response.json())["messages"]] == ["danger"]


@pytest.mark.parametrize("path", ["/api/receipts/open", "/api/receipts/add"])
async def test_danger_in_what_a_receipt_came_with_is_answered(client: TestClient[Any, Any], path: str) -> None:
    response = await client.post(path, data=f'{{"text": "{DANGER}')
    assert response.status == 400
    assert (await response.json())["messages"][0]["alert"] == "danger"


@pytest.mark.parametrize("body", [b"{", b"hello", b'{"text": 5}', multipart("hello")])
async def test_other_words_that_cannot_be_read_raise_no_alert(chat: Chat, body: bytes) -> None:
    response = await chat.client.post(MESSAGES, data=body, headers=chat.headers)
    assert response.status == 400
    assert "messages" not in await response.json()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (multipart(DANGER), MULTIPART),
        (multipart("help me"), MULTIPART),
        (multipart(DANGER, end=""), MULTIPART),
        (DANGER.encode(), "text/plain"),
        (b"a=1&" * 100 + b"text=" + DANGER.replace(" ", "+").encode(), "application/x-www-form-urlencoded"),
    ],
    ids=["multipart", "a bare call", "cut short", "no form", "too many fields"],
)
async def test_danger_in_a_form_that_cannot_be_read_is_answered_beside_the_error(
    client: TestClient[Any, Any], body: bytes, kind: str
) -> None:
    response = await client.post("/chat", data=body, headers={"Content-Type": kind})
    assert response.status == 400
    page = PageReader(await response.text())
    assert "There is a problem" in page.text
    assert ALERT in page.tags


async def test_danger_at_the_end_of_a_form_that_is_too_big_is_answered(client: TestClient[Any, Any]) -> None:
    browser = await (await PlainBrowser(client).open("/")).press("Start")
    await browser.press("Send", text=LONG + DANGER)
    assert "too long" in browser.page.text
    assert ALERT in browser.page.tags


async def test_danger_beside_a_choice_is_seen_in_the_middle_of_a_long_text(client: TestClient[Any, Any]) -> None:
    browser = await (await PlainBrowser(client).open("/")).press("Start")
    await browser.press("I want to report something", text=LONG[:30_000] + DANGER + ". " + LONG[:30_000])
    assert ALERT in browser.page.tags


async def test_no_more_is_read_than_the_limit(chat: Chat) -> None:
    response = await chat.client.post(
        MESSAGES, data=b"x " * (LARGEST_READ // 2) + DANGER.encode(), headers=chat.headers
    )
    assert response.status == 413
    assert "messages" not in await response.json()


def test_what_is_checked_is_bounded_by_what_was_read() -> None:
    body = b'"text":"a' * (LARGEST_READ // 9)
    assert len(texts_in(body)) <= 3
    assert all(len(text) <= LARGEST_READ for text in texts_in(body))


@pytest.mark.parametrize("place", [LONGEST_PIECE - 30, LONGEST_PIECE - OVERLAP + 10, LONGEST_PIECE + 5])
def test_danger_at_a_cut_is_seen_whole(place: int) -> None:
    text = STORY * 900
    text = text[:place] + ". " + DANGER + ". " + text[place:]
    assert check_pieces(check, [text], Limit(60, lambda: 0.0)).danger


def test_when_the_time_is_up_nothing_more_is_checked() -> None:
    read: list[str] = []

    def slow(text: str) -> Finding:
        read.append(text)
        return Finding(danger=False, self_harm=False, reasons=())

    clock = iter(float(second) for second in range(100))
    check_pieces(slow, ["a" * 100_000 + "z"], Limit(2, lambda: next(clock)))
    assert len(read) == 3
    assert read[1].endswith("z")  # the end comes after the beginning
