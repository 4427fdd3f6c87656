"""Over TLS the cookies are tied to the host; without it the staff process leaves its own machine under no setting."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from staff.app import build_app
from staff.desk import Desk
from staff.settings import Settings, SettingsError
from staff.tls import tls_context
from staff.who import Role
from tests.certificates import make_certificate
from tests.staff.kit import Staffroom
from tests.staff.people_kit import PASSWORD, Hire, staff_people


@pytest.fixture
async def over_tls(room: Staffroom, tmp_path: Path) -> AsyncIterator[TestServer]:
    """The real application over TLS, on the same database."""
    certificate, key = make_certificate(tmp_path)
    staff = staff_people(room.office, room.clock, is_tls=True)
    fields = {name: getattr(room.desk, name) for name in Desk.__slots__}
    desk = Desk(**{**fields, "people": staff})
    server = TestServer(build_app(desk), scheme="https")
    await server.start_server(ssl=tls_context(Settings(staff_certificate=certificate, staff_key=key)))
    yield server
    await server.close()
    staff.close()


async def test_the_cookies_are_this_hosts_alone_and_the_browser_stays_with_tls(
    room: Staffroom, over_tls: TestServer, hire: Hire, tmp_path: Path
) -> None:
    mira = await hire("mira", Role.MEMBER, "daisu")
    trusted = ssl.create_default_context(cafile=str(tmp_path / "certificate.pem"))
    async with aiohttp.ClientSession(
        over_tls.make_url("/"), connector=aiohttp.TCPConnector(ssl=trusted), cookie_jar=aiohttp.CookieJar(unsafe=True)
    ) as browser:
        given = {"account": "mira", "password": PASSWORD, "code": mira.code}
        answer = await browser.post("/api/session", json=given)
        assert answer.status == 200
        assert set(answer.cookies) == {"__Host-heard-session", "__Host-heard-device"}
        for cookie in answer.cookies.values():
            assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
        assert answer.headers["Strict-Transport-Security"] == "max-age=63072000"
        assert (await browser.get("/api/reports")).status == 200


async def test_without_tls_no_browser_is_told_to_stay_with_it(room: Staffroom) -> None:
    assert "Strict-Transport-Security" not in (await room.client.get("/healthz")).headers


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_on_its_own_machine_it_may_go_without(host: str) -> None:
    assert tls_context(Settings(staff_host=host)) is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "10.0.0.1", "203.0.113.7", "staff.example"])
@pytest.mark.parametrize("behind", [True, False])
def test_anywhere_else_it_does_not_start(host: str, behind: bool) -> None:
    with pytest.raises(SettingsError, match="HEARD_STAFF_KEY, or set HEARD_STAFF_HOST to 127"):
        tls_context(Settings(staff_host=host, staff_behind_tls=behind))


def test_a_certificate_needs_its_key_and_must_be_one(tmp_path: Path) -> None:
    certificate, key = make_certificate(tmp_path)
    assert tls_context(Settings(staff_host="10.0.0.1", staff_certificate=certificate, staff_key=key)) is not None
    for half in (Settings(staff_certificate=certificate), Settings(staff_key=key)):
        with pytest.raises(SettingsError, match="together, or neither"):
            tls_context(half)
    with pytest.raises(SettingsError, match="to a certificate"):
        tls_context(Settings(staff_certificate=key, staff_key=certificate))


@pytest.mark.parametrize(
    ("behind", "certificate", "tls"), [(False, None, False), (True, None, True), (False, "x", True)]
)
def test_a_proxy_before_it_counts_as_tls(behind: bool, certificate: str | None, tls: bool) -> None:
    path = Path(certificate) if certificate else None
    assert Settings(staff_behind_tls=behind, staff_certificate=path).is_tls is tls
