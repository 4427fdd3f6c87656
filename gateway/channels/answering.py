"""Answers what comes in over one provider: the same conversation as on the page, held by text."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gateway import conversation
from gateway.channels.addresses import Addresses
from gateway.channels.campaigns import begun_with
from gateway.channels.choosing import UNLISTED, chosen, receipt_choice
from gateway.channels.outbox import Outbox
from gateway.channels.provider import Delivery, Provider, Reading, Received
from gateway.channels.pseudonyms import Pseudonyms
from gateway.channels.rendering import Fits
from gateway.channels.seen import Seen
from gateway.channels.speaker import SILENCE, Caller, Speaker
from gateway.channels.turns import Turns
from gateway.channels.wording import Wording
from gateway.form import CONSENTS
from gateway.gateway import Gateway
from gateway.log import event, trouble
from gateway.message import Message, Paragraph
from gateway.refused import Refused
from gateway.turn.danger import alert_messages
from gateway.turn.turn import Incoming

MOST_AT_ONCE = 5_000  # messages being answered; the provider brings later ones again


class FullError(Exception):
    """Too much is being answered: nothing was taken, and the provider may come again."""


@dataclass
class Answering:
    """One provider's conversations. `gateway` speaks by text: its messages are those of `wording`."""

    gateway: Gateway
    provider: Provider
    wording: Wording
    pseudonyms: Pseudonyms
    addresses: Addresses
    seen: Seen
    outbox: Outbox
    fits: Fits
    codes: Mapping[str, str]  # the campaign of each
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._turns = Turns(self.gateway.find_danger)
        self._speaker = Speaker(self.gateway, self.wording, self.outbox, self.fits)

    def take(self, reading: Reading) -> None:
        """Answers in a task of its own what was read of a verified webhook; what came before is not answered again.

        Raises `FullError`.
        """
        if len(self._tasks) >= MOST_AT_ONCE:
            raise FullError
        if isinstance(reading, Delivery):
            if reading.state == "gone":
                self._run(self._forget(self.pseudonyms.tokens(self.provider.name, reading.address)))
        elif self.seen.is_new(self.provider.name, reading.id):
            event("channel", "received")
            tokens = self.pseudonyms.tokens(self.provider.name, reading.sender)
            now = self.gateway.clock()
            caller = Caller(self.addresses.seal(reading.sender), tokens, min(reading.written or now, now))
            self._run(self._answer(caller, reading))

    async def finish(self) -> None:
        """Waits for everything that is being answered."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _run(self, answering: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(_reported(answering))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, caller: Caller, received: Received) -> None:
        words = self.wording
        if self.gateway.clock() > caller.wrote + SILENCE:
            await self._answer_late(caller, received)
            return
        begun = await begun_with(self.gateway, self.codes, words, received.text)
        open_token = await self._open_token(caller)
        is_new = open_token is None
        text = begun.text if is_new else received.text
        if received.is_opt_out or words.leaves(text):
            await self._leave(caller, is_silent=received.is_opt_out)
            return
        token = open_token or (await conversation.start(self.gateway, caller.tokens[0], begun.campaign)).token
        if received.has_media:
            self._speaker.say(caller, token, words.texting.media)
        if received.has_media and not text.strip():
            pass
        elif words.asks_help(text):
            self._speaker.say(caller, token, words.texting.help)
        elif words.starts(text) or (is_new and words.says_nothing_yet(text)):
            await self._speaker.say_again(caller, token)
        elif words.asks_more(text):
            await self._speaker.say_more(caller, token)
        else:
            await self._turn(caller, token, text, is_first=is_new)
            return
        if is_new:
            self._speaker.say(caller, token, words.texting.first)

    async def _answer_late(self, caller: Caller, received: Received) -> None:
        """What was written too long ago begins and changes nothing; leaving is leaving, and danger may still be now."""
        if self.gateway.clock() > caller.wrote + self.gateway.sessions.idle:
            event("channel", "too late")
            return
        if received.is_opt_out or self.wording.leaves(received.text):
            await self._forget(caller.tokens)
            return
        alerts = alert_messages(self.gateway, await self.gateway.find_danger(received.text))
        await self._speaker.send(caller, caller.tokens[0], self._speaker.pages(alerts, None).now, is_urgent=True)

    async def _turn(self, caller: Caller, token: str, text: str, *, is_first: bool) -> None:
        incoming = await self._incoming(token, text)
        if incoming is None:
            await self._speaker.say_more(caller, token)
            return
        if isinstance(incoming, str):
            self._speaker.say(caller, token, incoming)
            return
        try:
            async with self._turns.turn(token, incoming.text) as finding:
                messages = await conversation.say(self.gateway, token, incoming, finding)
        except Refused as refused:
            if refused.kind in ("erased", "ended"):  # she has left: nothing follows
                return
            messages = (*refused.messages, Message((Paragraph(refused.detail),)))
        session = await conversation.look_back(self.gateway, token)
        if session is None:
            return
        pages = self._speaker.pages(messages, session.transcript[-1].said)
        is_alert = any(message.alert for message in messages)
        if is_first and not is_alert:
            self._speaker.say(caller, token, self.wording.texting.first)
        await self._speaker.send(caller, token, pages.now, is_urgent=is_alert)
        if is_first and is_alert:
            self._speaker.say(caller, token, self.wording.texting.first)

    async def _incoming(self, token: str, text: str) -> Incoming | str | None:
        """What the text is in the conversation, or our own sentence where it is nothing in it.

        None: she agrees to something of which she was not sent all yet.

        A choice is bound to the answer that it was on: whoever sends the same number twice does not answer the next
        question unawares.
        """
        session = await conversation.look_back(self.gateway, token)
        if session is None:
            return Incoming(text=text)
        if self.wording.asks_receipt(text):
            shown = receipt_choice(session)
            return Incoming(choice=shown) if shown else self.wording.texting.no_receipt
        choice = chosen(session, text, self.wording)
        if choice == UNLISTED:
            return self.wording.texting.not_on_the_list
        if choice is None:
            return Incoming(text=text)
        if session.requested_slot in CONSENTS and self._speaker.unsent(session):
            return None
        return Incoming(choice=choice.id, turn=session.turns)

    async def _open_token(self, caller: Caller) -> str | None:
        """The token of the caller's conversation; None when the next one begins now."""
        for token in caller.tokens:
            if await conversation.look_back(self.gateway, token) is not None:
                return token
        return None

    async def _leave(self, caller: Caller, *, is_silent: bool) -> None:
        await self._forget(caller.tokens)
        if not is_silent:
            self._speaker.say_goodbye(caller)

    async def _forget(self, tokens: Sequence[str]) -> None:
        for token in tokens:
            await self.forget(token)

    async def forget(self, token: str) -> None:
        """Ends a conversation, with all that waits to be sent in it."""
        self._turns.forget(token)
        await conversation.leave(self.gateway, token)
        self.outbox.forget(token)


async def _reported(answering: Coroutine[Any, Any, None]) -> None:
    try:
        await answering
    except Exception as error:
        trouble("channel", type(error).__name__)
