"""Another system's: the library of Standard Webhooks as the oracle."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import timedelta

import pytest
from standardwebhooks import Webhook

from gateway.channels.signed_webhook import SignedWebhook, signature
from tests.gateway.channels.doubles.provider_double import Call
from tests.gateway.channels.doubles.webhook_double import KEY, WebhookDouble

NOW = WebhookDouble.now()
HOOK = SignedWebhook("https://answers.example", (KEY, b"o" * 32), 1.0)


def forged() -> Iterator[tuple[str, Call]]:
    """Another scheme, another time, or none."""
    headers, body = WebhookDouble().message("hello there", message_id="m1")
    right = headers["webhook-signature"]
    for wrong in ("v1,", right[3:], f"v2,{right[3:]}", f"v1a,{right[3:]}", right.replace("v1,", "v1 ")):
        yield f"signature {wrong!r:.10}", ({**headers, "webhook-signature": wrong}, body)
    for name in headers:
        yield f"no {name}", ({key: value for key, value in headers.items() if key != name}, body)
        yield f"{name} longer", ({**headers, name: headers[name] + "0"}, body)
    for minutes in (-6, -60, 6, 60, 60 * 24 * 365):
        yield f"{minutes} minutes away", WebhookDouble().signed(json.loads(body), NOW + timedelta(minutes=minutes))
    for moment in ("", "x", "-1", "1e9", "١٢٣", "9" * 400, "1.5"):
        signed = f"v1,{signature(KEY, headers['webhook-id'], moment, body).decode()}"
        yield f"time {moment:.6}", ({**headers, "webhook-timestamp": moment, "webhook-signature": signed}, body)


def test_nothing_that_is_unsigned_or_old_is_taken() -> None:
    taken = [what for what, (headers, body) in forged() if HOOK.verify(headers, "", body, NOW)]
    assert taken == []


@pytest.mark.parametrize("key", [KEY, b"o" * 32], ids=["this key", "the one before"])
@pytest.mark.parametrize("seed", range(10))
def test_whatever_is_written_the_library_and_ours_sign_the_same(seed: int, key: bytes) -> None:
    chance = random.Random(seed)
    raw = json.dumps({"text": "".join(chance.choices("aé ŁÖ+%&=😀\n\x00؟", k=40))})
    signed = Webhook(key).sign("m", NOW, raw)
    headers = {
        "webhook-id": "m",
        "webhook-timestamp": str(int(NOW.timestamp())),
        "webhook-signature": f"v1,AAAA {signed}",
    }
    assert HOOK.verify(headers, "", raw.encode(), NOW)
