"""TLS that ends at the gateway."""

from __future__ import annotations

import ssl
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from gateway.app import make_app
from gateway.gateway import Gateway
from gateway.settings import SettingError, Settings
from gateway.tls import tls_context
from tests.certificates import make_certificate


def settings_with(home: Path, certificate: Path | None, key: Path | None) -> Settings:
    return Settings(home=home, gateway_tls_certificate=certificate, gateway_tls_key=key)


async def test_the_gateway_speaks_tls_with_its_own_certificate_and_insists_on_it(
    gateway: Gateway, tmp_path: Path
) -> None:
    certificate, key = make_certificate(tmp_path)
    settings = settings_with(tmp_path, certificate, key)
    server = TestServer(make_app(replace(gateway, settings=settings)))
    await server.start_server(ssl=tls_context(settings))
    trusted = ssl.create_default_context(cafile=str(certificate))
    async with aiohttp.ClientSession() as client, client.get(server.make_url("/"), ssl=trusted) as response:
        assert response.status == 200
        assert response.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    await server.close()


def test_old_tls_is_refused(tmp_path: Path) -> None:
    context = tls_context(settings_with(tmp_path, *make_certificate(tmp_path)))
    assert context
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2


def test_without_a_certificate_tls_ends_elsewhere(tmp_path: Path) -> None:
    assert tls_context(settings_with(tmp_path, None, None)) is None


@pytest.mark.parametrize("given", ["certificate", "key"])
def test_one_without_the_other_is_refused(tmp_path: Path, given: str) -> None:
    certificate, key = make_certificate(tmp_path)
    one = settings_with(tmp_path, *((certificate, None) if given == "certificate" else (None, key)))
    with pytest.raises(SettingError, match="Set HEARD_GATEWAY_TLS_CERTIFICATE and HEARD_GATEWAY_TLS_KEY together"):
        tls_context(one)


@pytest.mark.parametrize("wrong", ["missing", "no certificate", "locked key", "key of another"])
def test_a_certificate_or_key_that_cannot_be_used_says_what_to_set(tmp_path: Path, wrong: str) -> None:
    certificate, key = make_certificate(tmp_path, b"a password" if wrong == "locked key" else b"")
    if wrong == "missing":
        key = tmp_path / "seventeen.pem"
    elif wrong == "no certificate":
        certificate.write_text("seventeen")
    elif wrong == "key of another":
        (tmp_path / "another").mkdir()
        key = make_certificate(tmp_path / "another")[1]
    with pytest.raises(SettingError, match="to a certificate") as error:
        tls_context(settings_with(tmp_path, certificate, key))
    assert "seventeen" not in str(error.value)
