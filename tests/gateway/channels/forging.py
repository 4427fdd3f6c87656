"""Webhooks that somebody else sends: each is a signed one with one thing about it changed."""

from __future__ import annotations

from collections.abc import Iterator

from tests.gateway.channels.doubles.provider_double import Call


def altered(call: Call, signature: str, *, body_too: bool = True) -> Iterator[tuple[str, Call]]:
    """What was changed, and the call. `signature`: the header with it. `body_too`: whether it covers the body."""
    headers, body = call
    right = headers[signature]
    for place, letter in enumerate(right):
        other = "A" if letter != "A" else "B"
        yield (
            f"signature, character {place}",
            ({**headers, signature: right[:place] + other + right[place + 1 :]}, body),
        )
    for wrong in (
        "",
        " ",
        right[:-1],
        f"{right}=",
        f"{right}0",
        f"x{right}",
        right.swapcase(),
        "é é",
        "v1,x",
        "sha256=",
    ):
        yield f"signature {wrong!r:.12}", ({**headers, signature: wrong}, body)
    yield "no signature", ({name: value for name, value in headers.items() if name != signature}, body)
    yield "no headers", ({}, body)
    if not body_too:
        return
    for place in range(len(body)):
        yield f"body, byte {place}", (headers, body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :])
    yield "an empty body", (headers, b"")
    yield "half of the body", (headers, body[: len(body) // 2])
    yield "a body and more", (headers, body + b"0")
