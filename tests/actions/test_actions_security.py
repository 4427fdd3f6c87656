"""Who may call what, once, with how much, in which form."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from pytest_aiohttp import AiohttpClient

from actions import callers, server
from actions.callers import WINDOW, Caller, Callers, Nonces, RefusedCallError
from actions.delivery import Relay
from actions.doors import door_of
from actions.guard import CALLERS
from actions.key_files import KeyringError
from actions.server import build_app
from heard.secret_rotation import finish_secret, rotate_secret
from tests.actions.calling import callers_of, secrets_in
from tests.actions.kit import CANARY, LOOKUP, NOW, SUBMISSION, Office, call
from wire.secret_file import SecretFile
from wire.signing import NONCE, SIGNATURE, TIME, Signer, signature_of

Client = TestClient[Any, Any]
JSON = "application/json"
NEW_SECRET = "n" * 43
GATEWAY_ROUTES = ("/receipts/open", "/receipts/add", "/receipts/withdraw", "/counts", "/spooled")
ROUTES = ("/webhook", *GATEWAY_ROUTES)
OPEN = json.dumps({"lookup": LOOKUP}).encode()
T = 1_700_000_000.0


class Door:
    """The action server with a clock that stands still, and secrets of its own."""

    def __init__(self, home: Path, office: Office) -> None:
        self.home, self.now = home, T
        self.app = build_app(
            office.intake, Relay(office.sessions, {}, lambda: NOW), callers_of(home, lambda: self.now, started=T - 3600)
        )
        self.client: Client

    def headers(
        self, path: str = "/receipts/open", body: bytes = OPEN, caller: Caller = Caller.GATEWAY, at: float | None = None
    ) -> dict[str, str]:
        """What a caller would send."""
        signer = Signer(secrets_in(self.home)[caller].current, lambda: self.now if at is None else at)
        return dict(signer.headers("POST", path, body))

    async def call(
        self, headers: Mapping[str, str], path: str = "/receipts/open", body: bytes = OPEN, content: str = JSON
    ) -> tuple[int, str | None]:
        """The status, and the kind of a refusal."""
        given = {**headers, "Content-Type": content}
        answer = await self.client.post(path, data=body, headers=given)
        return answer.status, (await answer.json()).get("kind")


@pytest.fixture
async def door(keys: Path, tmp_path: Path, office: Office, aiohttp_client: AiohttpClient) -> Door:
    door = Door(Path(shutil.copytree(keys, tmp_path / "home")), office)
    door.client = await aiohttp_client(door.app)
    return door


@pytest.mark.parametrize("path", ROUTES)
async def test_each_route_has_one_caller_and_refuses_the_other(door: Door, path: str) -> None:
    told = {}
    for caller in Caller:
        told[caller] = await door.call(door.headers(path, b"{}", caller), path, b"{}")
    mine = Caller.RASA if path == "/webhook" else Caller.GATEWAY
    (other,) = set(Caller) - {mine}
    assert told[other] == (403, "caller")
    assert told[mine][0] in {200, 400}


def test_every_route_of_the_server_says_who_may_call_it(door: Door) -> None:
    for route in door.app.router.routes():
        assert door_of(route.handler) is not None, f"put @door before {route.resource}"


async def test_a_route_that_does_not_say_who_may_call_it_is_open_to_nobody(
    door: Door, aiohttp_client: AiohttpClient
) -> None:
    async def forgotten(_: web.Request) -> web.Response:
        return web.json_response({})

    app = web.Application(middlewares=list(door.app.middlewares))
    app[CALLERS] = door.app[CALLERS]
    app.router.add_post("/forgotten", forgotten)
    door.client = await aiohttp_client(app)
    for caller in Caller:
        assert await door.call(door.headers("/forgotten", b"{}", caller), "/forgotten", b"{}") == (403, "caller")


async def test_a_call_counts_once(door: Door) -> None:
    headers = door.headers()
    assert await door.call(headers) == (404, None)
    assert await door.call(headers) == (401, "replay")
    assert await door.call(door.headers()) == (404, None)


@pytest.mark.parametrize(
    "change",
    [
        lambda headers: (headers, "/receipts/withdraw", OPEN),
        lambda headers: (headers, "/receipts/open?x=1", OPEN),
        lambda headers: (headers, "/receipts/open", OPEN.replace(b"ab", b"ac")),
        lambda headers: (headers | {TIME: str(int(headers[TIME]) + 1)}, "/receipts/open", OPEN),
        lambda headers: (headers | {NONCE: "0" * 32}, "/receipts/open", OPEN),
        lambda headers: (headers | {SIGNATURE: ""}, "/receipts/open", OPEN),
        lambda headers: (headers | {SIGNATURE: "\udcff" * 64}, "/receipts/open", OPEN),
        lambda headers: ({"Authorization": headers["Authorization"]}, "/receipts/open", OPEN),
    ],
)
async def test_a_call_that_was_changed_on_its_way_is_refused(
    door: Door, change: Callable[[dict[str, str]], tuple[dict[str, str], str, bytes]]
) -> None:
    headers, path, body = change(door.headers())
    assert await door.call(headers, path, body) == (401, "signature")


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(-WINDOW, (404, None)), (WINDOW, (404, None)), (-WINDOW - 1, (401, "clock")), (WINDOW + 1, (401, "clock"))],
)
async def test_a_clock_that_is_wrong_is_called_so(door: Door, seconds: float, told: tuple[int, str | None]) -> None:
    assert await door.call(door.headers(at=T + seconds)) == told


async def test_what_was_signed_before_the_server_started_is_refused(door: Door, keys: Path) -> None:
    late = callers_of(door.home, lambda: T, started=T)
    secret = SecretFile(door.home / "secrets" / Caller.GATEWAY).current()
    with pytest.raises(RefusedCallError) as refused:
        late.check(secret, "POST", "/receipts/open", OPEN, door.headers(at=T - 1))
    assert refused.value.kind == "clock"
    late.check(secret, "POST", "/receipts/open", OPEN, door.headers(at=T))


@pytest.mark.parametrize(("moment", "nonce"), [("", "0" * 32), ("-1", "0" * 32), ("²", "0" * 32), ("1e9", "0" * 32)])
async def test_a_time_that_is_none_is_refused(door: Door, moment: str, nonce: str) -> None:
    secret = SecretFile(door.home / "secrets" / Caller.GATEWAY).current()
    signed = {TIME: moment, NONCE: nonce, SIGNATURE: signature_of(secret, "POST", "/", b"", moment, nonce)}
    with pytest.raises(RefusedCallError):
        door.app[CALLERS].check(secret, "POST", "/", b"", signed)


def test_no_nonce_is_forgotten_early_and_none_is_kept_for_ever() -> None:
    nonces = Nonces(most=2)
    nonces.take("a", T)
    nonces.take("b", T + 1)
    with pytest.raises(RefusedCallError) as full:
        nonces.take("c", T + 2)
    assert (full.value.status, full.value.kind) == (503, "busy")
    with pytest.raises(RefusedCallError) as known:
        nonces.take("a", T + 2 * WINDOW)
    assert known.value.kind == "replay"
    nonces.take("c", T + 2 * WINDOW + 0.5)


def test_every_secret_is_compared_also_when_the_first_one_fits(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Caller:
        rotate_secret(door.home, name, name[0] + "n" * 42 if name is Caller.RASA else NEW_SECRET)
    seen: list[str] = []

    def same(given: str, expected: str) -> bool:
        seen.append(expected)
        return given == expected

    monkeypatch.setattr(callers, "same", same)
    known = callers_of(door.home)
    for caller in Caller:
        seen.clear()
        assert known.find(door.headers(caller=caller))[0] is caller
        assert len(set(seen)) == 4


def test_two_callers_with_one_secret_stop_the_start(door: Door) -> None:
    shutil.copy(door.home / "secrets" / Caller.GATEWAY, door.home / "secrets" / Caller.RASA)
    with pytest.raises(KeyringError, match="hold the same secret"):
        callers_of(door.home)


async def test_a_secret_is_replaced_while_the_server_runs(door: Door) -> None:
    with_old = [door.headers() for _ in range(3)]
    assert await door.call(with_old[0]) == (404, None)
    rotate_secret(door.home, Caller.GATEWAY, NEW_SECRET)
    assert await door.call(door.headers()) == (404, None)
    assert await door.call(with_old[1]) == (404, None)
    finish_secret(door.home, Caller.GATEWAY)
    assert await door.call(with_old[2]) == (401, "secret")
    assert await door.call(door.headers()) == (404, None)


@pytest.mark.parametrize("path", ROUTES)
async def test_a_body_is_read_no_further_than_its_route_needs(door: Door, path: str) -> None:
    (limit,) = {
        found.largest
        for route in door.app.router.routes()
        if route.resource is not None and route.resource.canonical == path and (found := door_of(route.handler))
    }
    caller = Caller.RASA if path == "/webhook" else Caller.GATEWAY
    for size, status in ((limit, 400), (limit + 1, 413)):
        body = b" " * size
        assert (await door.call(door.headers(path, body, caller), path, body))[0] == status
    assert limit == server.LARGEST_BODY or path != "/webhook"
    assert limit <= 1024 or path not in {"/receipts/open", "/receipts/withdraw"}


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x", ""])
async def test_only_json_is_read(door: Door, kind: str) -> None:
    assert (await door.call(door.headers(), content=kind))[0] == 415


@pytest.mark.parametrize("bomb", ["[" * 400 + "]" * 400, '{"a":' * 150 + "1" + "}" * 150 + "]", "1" * 900])
async def test_a_bomb_of_depth_is_refused_also_where_nobody_reads(door: Door, bomb: str) -> None:
    body = f'{{"lookup": "{LOOKUP}", "x": {bomb}}}'.encode()
    status, _ = await door.call(door.headers(body=body), body=body)
    assert status in {400, 404, 413}


async def test_a_bomb_among_the_answers_is_refused(door: Door, office: Office) -> None:
    bomb = "[" * 5000 + "]" * 5000
    whole = json.dumps(call(office.slots())).replace('"what_happened": "', f'"x": {bomb}, "y": "')
    headers = door.headers("/webhook", whole.encode(), Caller.RASA)
    assert (await door.call(headers, "/webhook", whole.encode()))[0] == 400


async def test_unknown_fields_are_dropped_unread(door: Door) -> None:
    body = json.dumps({"lookup": LOOKUP, CANARY: CANARY, "submission": SUBMISSION}).encode()
    assert (await door.call(door.headers(body=body), body=body))[0] == 404


def test_a_fallen_rasa_holds_nothing_of_the_gateway_s(door: Door) -> None:
    known = Callers({Caller.GATEWAY: secrets_in(door.home)[Caller.GATEWAY]}, lambda: T, T)
    with pytest.raises(RefusedCallError) as refused:
        known.find(door.headers(caller=Caller.RASA))
    assert refused.value.kind == "secret"
