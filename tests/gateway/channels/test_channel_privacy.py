"""The privacy page says who carries messages, when they are carried."""

from __future__ import annotations

from typing import Any

from aiohttp.test_utils import TestClient

from tests.gateway.channels.phone import Phone

SAID = "If you write to us by text"


async def test_the_privacy_page_names_the_carrier_of_each_channel_that_is_on(phone: Phone) -> None:
    page = await (await phone.client.get("/privacy")).text()
    assert SAID in page
    if carrier := phone.answering.provider.carrier:
        assert f"Messages go through {carrier}." in page


async def test_it_says_nothing_of_channels_that_are_off(client: TestClient[Any, Any]) -> None:
    assert SAID not in await (await client.get("/privacy")).text()
