"""A report that was saved is sent from one chat and waits for the action server, which still has it as saved."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from gateway.gateway import Gateway
from gateway.receipts import Receipt
from tests.gateway.actions_double import ActionsDouble
from tests.gateway.chat import Chat
from tests.gateway.rasa_double import RasaDouble
from tests.gateway.spool_kit import LOCKED, SEND, with_room
from tests.gateway.test_gateway_drafts import ERASE, GO_ON, REALLY, SAVE, saved

REST = ("Yes, by phone", "ring my sister first", "My answers are right", "Yes, I agree")


@pytest.fixture
def receipt_words() -> tuple[str, ...]:
    """Words of which no draw can sound like danger: she types them where danger is looked for first."""
    return ("acoustic",)


@pytest.fixture
def gateway(gateway: Gateway) -> Gateway:
    return with_room(gateway)


@pytest.fixture
async def words(chat: Chat) -> str:
    """The receipt of a report that was saved."""
    return await saved(chat)


async def back(client: TestClient[Any, Any], words: str) -> Chat:
    """Another chat of hers, in which the receipt was typed."""
    return await (await Chat(client).start()).say(words)


async def send(client: TestClient[Any, Any], words: str, rasa: RasaDouble) -> None:
    """Sends it from a chat of its own; it is locked here, and with no team yet."""
    chat = await (await back(client, words)).choose(GO_ON)
    for answer in REST:
        await (chat.choose(answer) if answer in chat.titles else chat.say(answer))
    rasa.trouble = "failed"
    await chat.choose(SEND)
    assert chat.text.startswith(LOCKED)
    rasa.trouble = None


async def test_it_is_not_saved_again_and_not_said_not_to_be_sent(
    client: TestClient[Any, Any], words: str, rasa: RasaDouble, actions: ActionsDouble
) -> None:
    other = await (await back(client, words)).choose(GO_ON)
    await send(client, words, rasa)
    before = actions.drafts[Receipt(words).lookup]
    await other.choose(SAVE)
    assert "This report was sent before" in other.text
    assert "Nothing has been sent" not in other.text
    assert actions.drafts[Receipt(words).lookup] is before


async def test_nobody_goes_on_with_it(client: TestClient[Any, Any], words: str, rasa: RasaDouble) -> None:
    other = await back(client, words)
    await send(client, words, rasa)
    await other.choose(GO_ON)
    assert other.text == "This report is not saved any more. If it was sent, your receipt words tell you how it stands."


async def test_erasing_what_was_saved_is_not_said_to_be_all(
    client: TestClient[Any, Any], words: str, rasa: RasaDouble, actions: ActionsDouble
) -> None:
    other = await (await back(client, words)).choose(ERASE)
    await send(client, words, rasa)
    await other.choose(REALLY)
    assert "It was not sent to the police." not in other.text
    assert "If it was sent, your receipt words tell you how it stands." in other.text
    assert actions.drafts == {}
