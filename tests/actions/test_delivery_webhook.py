"""A team's own system, over real HTTPS: signed as anybody can check, and nowhere but to the address configured."""

from __future__ import annotations

import base64
import ssl
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from actions.delivery.names import Kind
from actions.delivery.parcel import NotSentError, Parcel
from actions.delivery.targets.webhook import Hook, RefusedByReceiverError, Webhooks, read_hook_secret
from actions.key_files import KeyringError
from actions.sealing import Sealed
from tests.actions.delivery_kit import told
from tests.actions.rabbit import free_port
from tests.certificates import make_certificate

SECRET = "whsec_" + base64.b64encode(b"k" * 32).decode()
PARCEL = Parcel("1" * 32, "2" * 32, "daisu", Kind.REPORT, {"account": Sealed(b"an age file")})


@dataclass
class Receiver:
    """The other side, and what it was sent."""

    folder: Path
    answer: web.Response
    seen: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def trust(self) -> ssl.SSLContext:
        """What an action server needs to know it."""
        return ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))

    def hooks(self, trust: ssl.SSLContext | None = None) -> Webhooks:
        """A target that leads there."""
        hook = Hook(f"https://127.0.0.1:{self.port}/heard", base64.b64decode(SECRET.removeprefix("whsec_")))
        return Webhooks({"daisu": hook}, lambda: datetime.now(UTC), trust or self.trust)

    async def take(self, request: web.Request) -> web.Response:
        """Whatever comes, wherever it comes."""
        self.paths.append(request.path)
        self.seen.append(({name.lower(): value for name, value in request.headers.items()}, await request.read()))
        return web.Response(status=self.answer.status, headers=self.answer.headers)


@pytest.fixture
async def receiver(tmp_path: Path) -> AsyncIterator[Receiver]:
    public, private = make_certificate(tmp_path)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(public, private)
    there = Receiver(tmp_path, web.Response(status=204))
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", there.take)
    server = TestServer(app, host="127.0.0.1", scheme="https")
    await server.start_server(ssl=tls)
    there.port = int(server.port or 0)
    yield there
    await server.close()


async def test_what_arrives_is_checked_by_the_standards_own_library(receiver: Receiver) -> None:
    await receiver.hooks().deliver(PARCEL)
    ((headers, body),) = receiver.seen
    Webhook(SECRET).verify(body, headers)
    assert told(body) == {
        "heard": 1,
        "id": PARCEL.id,
        "kind": "report",
        "report": PARCEL.report_id,
        "parts": [{"name": "account", "age": base64.b64encode(b"an age file").decode()}],
    }
    assert headers["webhook-id"] == PARCEL.id
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body.replace(b"report", b"redact"), headers)


async def test_a_retry_has_the_same_id(receiver: Receiver) -> None:
    for _ in range(2):
        await receiver.hooks().deliver(PARCEL)
    assert {headers["webhook-id"] for headers, _ in receiver.seen} == {PARCEL.id}


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 404, 500, 503])
async def test_only_success_is_success_and_nobody_sends_it_elsewhere(receiver: Receiver, status: int) -> None:
    receiver.answer = web.Response(status=status, headers={"Location": f"https://127.0.0.1:{receiver.port}/else"})
    with pytest.raises(RefusedByReceiverError):
        await receiver.hooks().deliver(PARCEL)
    assert receiver.paths == ["/heard"]


async def test_a_receiver_nobody_vouches_for_gets_nothing(receiver: Receiver) -> None:
    with pytest.raises(NotSentError):
        await receiver.hooks(ssl.create_default_context()).deliver(PARCEL)
    assert receiver.seen == []


async def test_a_receiver_that_is_away_got_nothing(receiver: Receiver) -> None:
    receiver.port = free_port()
    with pytest.raises(NotSentError):
        await receiver.hooks().deliver(PARCEL)


@pytest.mark.parametrize("wrong", ["", "short", "whsec_", "whsec_c2hvcnQ=", "whsec_not base64", SECRET[6:]])
def test_a_file_that_holds_no_secret_is_named_with_what_to_do(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "daisu.secret"
    path.write_text(wrong)
    with pytest.raises(KeyringError, match=r"daisu\.secret does not hold .*`openssl rand -base64 32"):
        read_hook_secret(path)
    path.write_text(SECRET + "\n")
    assert read_hook_secret(path) == b"k" * 32


def test_nothing_of_it_shows_when_it_is_printed() -> None:
    assert "an age file" not in repr(PARCEL)
    assert "secret" not in repr(Hook("https://secret.example", b"secret"))
