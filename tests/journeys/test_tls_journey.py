"""TLS that ends at the gateway, in the real process, started as `heard run` does it."""

from __future__ import annotations

import ssl
from pathlib import Path

import aiohttp
import pytest

from heard.running import processes
from tests.certificates import make_certificate
from tests.journeys.stack import Stack, free_ports

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="session")]


async def test_the_gateway_answers_over_tls_and_over_nothing_else(stack: Stack, tmp_path: Path) -> None:
    certificate, key = make_certificate(tmp_path)
    (port,) = free_ports(1)
    settings = stack.settings.model_copy(update={"gateway_port": port, "gateway_tls_certificate": certificate})
    gateway = next(part for part in processes(settings) if part.name == "gateway")
    gateway.environment = {
        **stack.parts["gateway"].environment,
        "HEARD_GATEWAY_PORT": str(port),
        "HEARD_GATEWAY_TLS_CERTIFICATE": str(certificate),
        "HEARD_GATEWAY_TLS_KEY": str(key),
    }
    await gateway.start()
    try:
        await gateway.ready(stack.http)
        trusted = ssl.create_default_context(cafile=str(certificate))
        async with stack.http.get(f"https://127.0.0.1:{port}/", ssl=trusted) as response:
            assert response.status == 200
            assert response.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
        with pytest.raises(aiohttp.ClientError):
            await stack.http.get(f"http://127.0.0.1:{port}/")
    finally:
        await gateway.stop()
