"""`heard keys tls` and `rotate-secret`: certificates of our own, and secrets replaced in two steps."""

from __future__ import annotations

import asyncio
import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from typer.testing import CliRunner, Result

from heard.certificates import AUTHORITY_KEY, LASTS, CertificateError, expiring, make_development_tls, make_tls
from heard.keys import make_development_keys
from heard.keys_command import keys
from wire.tls import TlsError, checked_address, scheme, served, tls_folder, trust

NOW = datetime.now(UTC)
LATER = timedelta(days=1)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HEARD_HOME", str(tmp_path))
    return tmp_path


def heard_keys(*arguments: str) -> Result:
    """`heard keys …`."""
    return CliRunner().invoke(keys, arguments)


async def answers(server: Path, caller: Path, name: str = "127.0.0.1") -> bool:
    """Whether a server with the certificate of one home is believed by a caller with another, under `name`."""
    app = web.Application()
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=served(server, "actions", "127.0.0.1"))
    await site.start()
    port = runner.addresses[0][1]
    trusted = trust(caller, f"https://{name}:{port}")
    assert trusted is not None
    try:
        async with aiohttp.ClientSession() as http, http.get(f"https://{name}:{port}/", ssl=trusted) as answer:
            return answer.status == 404
    except aiohttp.ClientConnectorCertificateError:
        return False
    finally:
        await runner.cleanup()


async def test_one_command_makes_certificates_that_the_callers_believe_and_nobody_else_s(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    said = await asyncio.to_thread(heard_keys, "tls")
    assert said.exit_code == 0
    assert f"The authority's key is {tls_folder(home) / AUTHORITY_KEY}" in said.output
    assert "PRIVATE" not in said.output
    assert await answers(home, home)
    assert await answers(home, home, "localhost")
    other = tmp_path_factory.mktemp("other")
    make_tls(other, NOW)
    assert not await answers(home, other)


async def test_a_certificate_is_good_for_the_names_it_was_made_for_alone(home: Path) -> None:
    assert heard_keys("tls", "--host", "actions.internal", "--host", "10.0.0.5").exit_code == 0
    assert not await answers(home, home)
    make_tls(home, NOW, ["127.0.0.1"])
    assert await answers(home, home)


def test_every_key_is_for_us_alone(home: Path) -> None:
    make_tls(home, NOW)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tls_folder(home).rglob("*") if path.is_file()}
    assert modes == {0o600}


async def test_renewing_keeps_the_authority_and_the_names_and_wants_the_authority_s_key(home: Path) -> None:
    place = make_tls(home, NOW, ["localhost"])
    before = (tls_folder(home) / "authority.pem").read_bytes()
    kept = place.rename(home / "stick")
    refused = heard_keys("tls")
    assert refused.exit_code == 1
    assert "--authority FILE" in refused.output
    assert heard_keys("tls", "--authority", str(kept)).exit_code == 0
    assert (tls_folder(home) / "authority.pem").read_bytes() == before
    assert await answers(home, home, "localhost")
    assert not await answers(home, home, "127.0.0.1")


def test_another_authority_s_key_certifies_nothing(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    make_tls(home, NOW)
    other = make_tls(tmp_path_factory.mktemp("other"), NOW)
    with pytest.raises(CertificateError, match="another authority"):
        make_tls(home, NOW, key=other)


@pytest.mark.parametrize("name", ["a b", "", "-", "https://x", "*.internal", "x\n"])
def test_a_name_that_no_machine_has_is_refused(home: Path, name: str) -> None:
    with pytest.raises(CertificateError, match="--host"):
        make_tls(home, NOW, [name])


def test_the_end_of_a_certificate_is_announced_thirty_days_before(home: Path) -> None:
    make_tls(home, NOW)
    assert list(expiring(home, NOW + LASTS - timedelta(days=30) - LATER)) == []
    soon = list(expiring(home, NOW + LASTS - timedelta(days=29)))
    assert [Path(line.split()[0]).name for line in soon] == ["actions.pem", "rasa.pem"]
    assert all("ends in 2" in line and "run `heard keys tls`" in line for line in soon)
    assert "has ended" in next(iter(expiring(home, NOW + LASTS + LATER)))


def test_listing_the_keys_says_so_too(home: Path) -> None:
    make_development_keys(home, ["daisu"])
    assert "ends in" not in heard_keys("list").output
    make_tls(home, NOW - LASTS + LATER)
    assert "actions.pem ends in" in heard_keys("list").output


def test_a_development_start_makes_them_once_and_anew_before_they_end(home: Path) -> None:
    make_development_tls(home, NOW)
    first = (tls_folder(home) / "actions.pem").read_bytes()
    make_development_tls(home, NOW + LATER)
    assert (tls_folder(home) / "actions.pem").read_bytes() == first
    make_development_tls(home, NOW + LASTS)
    assert (tls_folder(home) / "actions.pem").read_bytes() != first


def test_old_tls_is_not_spoken(home: Path) -> None:
    make_tls(home, NOW)
    for context in (trust(home, "https://x"), served(home, "actions", "127.0.0.1")):
        assert context is not None
        assert context.minimum_version == ssl.TLSVersion.TLSv1_2


def test_without_certificates_only_this_machine_is_served_and_called(home: Path) -> None:
    assert scheme(home) == "http"
    assert served(home, "actions", "127.0.0.1") is None
    assert trust(home, "http://127.0.0.1:5055") is None
    with pytest.raises(TlsError, match="heard keys tls"):
        served(home, "actions", "0.0.0.0")
    with pytest.raises(TlsError, match="heard keys tls"):
        trust(home, "https://actions.internal")


def test_half_a_certificate_is_refused(home: Path) -> None:
    make_tls(home, NOW)
    (tls_folder(home) / "actions.key").unlink()
    with pytest.raises(TlsError, match="heard keys tls"):
        served(home, "actions", "127.0.0.1")


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.5:5055",
        "http://actions.internal",
        "http://localhost.example",
        "ftp://127.0.0.1",
        "https://",
        "https://a/b",
        "https://u@a",
        "https://a?b",
        "actions",
    ],
)
def test_an_address_that_others_could_listen_to_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="http:// is for this machine alone"):
        checked_address(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:5055", "http://[::1]:1", "http://localhost", "https://a.b:1"])
def test_tls_and_this_machine_are_fine(url: str) -> None:
    assert checked_address(f"{url}/") == url
