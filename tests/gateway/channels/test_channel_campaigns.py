"""A campaign's code begins a conversation, is counted when that has ended, and is nowhere else."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from content.campaign_codes import load_campaign_codes
from content.texting import Texting, by_text
from gateway import conversation
from gateway.channels.campaigns import begun_with
from gateway.channels.wording import Wording
from gateway.counts_sending import send_counts
from gateway.gateway import Gateway
from gateway.settings import PROJECT
from safety import Finding
from tests.gateway.actions_double import ActionsDouble
from tests.gateway.channels.doubles.telegram_double import TelegramDouble
from tests.gateway.channels.phone import Phone
from tests.gateway.channels.test_channel_journeys import token_of
from tests.gateway.channels.test_channel_leaving import is_open
from tests.gateway.chat import DANGER
from tests.gateway.rasa_double import RasaDouble

CODES = load_campaign_codes(PROJECT / "data" / "campaign-codes.yml").by_code
CODE, CAMPAIGN = next((code.upper(), campaign) for code, campaign in CODES.items())
RECEIPT = "orange zoo zone zero youth young yellow year wrap"
telegram = pytest.mark.parametrize("double", [TelegramDouble], ids=["telegram"], indirect=True)


async def counted(gateway: Gateway, actions: ActionsDouble) -> Counter[str]:
    """How many chats came of each campaign; "" for none."""
    await gateway.sessions.end_all()
    await send_counts(gateway)
    found = Counter[str]()
    for entry in (entry for batch in actions.batches for entry in batch["ordinary"]):
        if entry["cells"] == [["chat", "not_left"]] or entry["cells"] == [["chat", "left"]]:
            found[entry["campaign"]] += entry["count"]
    return found


async def test_a_code_alone_is_answered_with_the_welcome(
    phone: Phone, rasa: RasaDouble, gateway: Gateway, actions: ActionsDouble
) -> None:
    welcome, first = (await phone.send(CODE)).texts
    assert "1 I want to talk about something" in welcome
    assert "phone bill" in first
    assert rasa.requests == []
    assert await counted(gateway, actions) == {CAMPAIGN: 1}


@pytest.mark.parametrize("way", [f"{CODE} ", f" {CODE.lower()}: ", f"{CODE.title()}\n\n", f"“{CODE}” - ", f"#{CODE}. "])
async def test_the_words_behind_a_code_are_answered_as_usual(
    phone: Phone, rasa: RasaDouble, gateway: Gateway, actions: ActionsDouble, way: str
) -> None:
    await phone.send(f"{way}my boss keeps making comments")
    assert "Here is an answer." in phone.text
    assert rasa.requests[-1]["text"] == "my boss keeps making comments"
    session = await conversation.look_back(gateway, await token_of(phone))
    assert session is not None
    assert CODE.casefold() not in repr(session.transcript).casefold()
    assert await counted(gateway, actions) == {CAMPAIGN: 1}


async def test_danger_behind_a_code_comes_first(phone: Phone, gateway: Gateway, actions: ActionsDouble) -> None:
    await phone.send(f"{CODE} {DANGER}")
    assert "call 999" in phone.texts[0]
    assert await counted(gateway, actions) == {CAMPAIGN: 1}


async def test_later_it_is_a_word_like_any_other(
    phone: Phone, rasa: RasaDouble, gateway: Gateway, actions: ActionsDouble
) -> None:
    await phone.send("hello there")
    await phone.send(f"{CODE} is what it says")
    assert rasa.requests[-1]["text"] == f"{CODE} is what it says"
    assert await counted(gateway, actions) == {"": 1}


async def test_a_report_goes_out_without_it(
    phone: Phone, rasa: RasaDouble, gateway: Gateway, actions: ActionsDouble
) -> None:
    await phone.send(CODE)
    await phone.reach("send")
    await phone.choose("Send my report")
    assert CODE.casefold() not in rasa.bytes.decode(errors="replace").casefold()
    assert CAMPAIGN.encode() not in rasa.bytes
    await counted(gateway, actions)
    with_campaign = [entry for batch in actions.batches for entry in batch["ordinary"] if entry["campaign"]]
    assert [entry["cells"] for entry in with_campaign] == [[["chat", "not_left"]]]


async def test_a_code_that_is_delivered_twice_or_before_leaving_is_counted_once_or_not(
    phone: Phone, gateway: Gateway, actions: ActionsDouble
) -> None:
    call = phone.double.message(CODE)
    for _ in range(3):
        await phone.deliver(call)
    await phone.quiet()
    await phone.send("exit")
    await phone.send(f"{CODE} exit")
    assert not is_open(phone)
    assert await counted(gateway, actions) == {CAMPAIGN: 1}


@telegram
@pytest.mark.parametrize("said", [f"/start {CODE}", f"/start {CODE.lower()}"])
async def test_a_link_of_telegram_brings_its_code(
    phone: Phone, rasa: RasaDouble, gateway: Gateway, actions: ActionsDouble, said: str
) -> None:
    welcome, _ = (await phone.send(said)).texts
    assert "1 I want to talk about something" in welcome
    assert rasa.requests == []
    assert await counted(gateway, actions) == {CAMPAIGN: 1}


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("orange", ""), ("ORANGE!!", ""), ("o r a n g e", None), ("orange's fine", None), ("oranges", None),
        ("orange-he hits me", "he hits me"), ("my orange", None), ("", None), ("...", None), ("orange 👋", "👋"),
        ("start orange hello", "hello"), ("start", None), ("/start", None), ("orange orange", "orange"),
        ("ＯＲＡＮＧＥ hello", "hello"), (RECEIPT, None), (f"orange {RECEIPT}", RECEIPT), ("orange 1", "1"),
    ],
)  # fmt: skip
async def test_what_is_taken_off_a_first_message(
    gateway: Gateway, texting: Texting, text: str, rest: str | None
) -> None:
    wording = Wording(texting, by_text(gateway.messages, PROJECT / "data" / "texting.yml"))
    begun = await begun_with(gateway, {"orange": "days"}, wording, text)
    assert (begun.campaign, begun.text) == (("", text) if rest is None else ("days", rest))


async def test_nothing_is_taken_off_where_danger_would_not_be_found(gateway: Gateway, texting: Texting) -> None:
    def check(text: str) -> Finding:
        return Finding(danger=text == "orange now", self_harm=False, reasons=())

    wording = Wording(texting, by_text(gateway.messages, PROJECT / "data" / "texting.yml"))
    begun = await begun_with(replace(gateway, check=check), {"orange": "days"}, wording, "orange now")
    assert (begun.campaign, begun.text) == ("days", "orange now")
