"""Answers what comes in over one provider: the same conversation as on the page, held by text."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from gateway import conversation
from gateway.channels.addresses import Address, Addresses
from gateway.channels.campaigns import begun_with
from gateway.channels.choosing import UNLISTED, chosen, receipt_choice
from gateway.channels.outbox import Letter, Outbox
from gateway.channels.provider import Delivery, Provider, Reading, Received
from gateway.channels.pseudonyms import Pseudonyms
from gateway.channels.rendering import Fits, opened, render
from gateway.channels.safe_hours import safe_at
from gateway.channels.seen import Seen
from gateway.channels.turns import Turns
from gateway.channels.wording import Wording
from gateway.form import CONSENTS
from gateway.gateway import LOCAL, Gateway
from gateway.log import event, trouble
from gateway.message import Message, Paragraph
from gateway.refused import Refused
from gateway.session import Session
from gateway.sessions import BusyError, ErasedError
from gateway.turn.danger import alert_messages
from gateway.turn.turn import Incoming

SILENCE = timedelta(minutes=10)  # nothing is sent so long after the message that it answers
MOST_AT_ONCE = 5_000  # messages being answered; the provider brings later ones again
PAGE_SECONDS = 5.0  # for a turn to end, before the next page of its answer is looked up


class FullError(Exception):
    """Too much is being answered: nothing was taken, and the provider may come again."""


@dataclass(frozen=True)
class _Caller:
    """Who is answered: where to, by which tokens the conversation may be known, and when the message was written."""

    address: Address = field(repr=False)
    tokens: tuple[str, ...] = field(repr=False)
    wrote: datetime


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
            caller = _Caller(self.addresses.seal(reading.sender), tokens, min(reading.written or now, now))
            self._run(self._answer(caller, reading))

    async def finish(self) -> None:
        """Waits for everything that is being answered."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _run(self, answering: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(_reported(answering))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, caller: _Caller, received: Received) -> None:
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
            self._say(caller, token, self._message(words.texting.media))
        if received.has_media and not text.strip():
            pass
        elif words.asks_help(text):
            self._say(caller, token, self._message(words.texting.help))
        elif words.starts(text) or (is_new and words.says_nothing_yet(text)):
            await self._say_again(caller, token)
        elif words.asks_more(text):
            await self._say_more(caller, token)
        else:
            await self._turn(caller, token, text, is_first=is_new)
            return
        if is_new:
            self._say(caller, token, self._message(words.texting.first))

    async def _answer_late(self, caller: _Caller, received: Received) -> None:
        """What was written too long ago begins and changes nothing; leaving is leaving, and danger may still be now."""
        if self.gateway.clock() > caller.wrote + self.gateway.sessions.idle:
            event("channel", "too late")
            return
        if received.is_opt_out or self.wording.leaves(received.text):
            await self._forget(caller.tokens)
            return
        alerts = alert_messages(self.gateway, await self.gateway.find_danger(received.text))
        pages = render(alerts, None, self.wording, self.fits)
        await self._send(caller, caller.tokens[0], pages.now, is_urgent=True)

    async def _turn(self, caller: _Caller, token: str, text: str, *, is_first: bool) -> None:
        incoming = await self._incoming(token, text)
        if incoming is None:
            await self._say_more(caller, token)
            return
        if isinstance(incoming, Message):
            self._say(caller, token, incoming)
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
        said = session.transcript[-1].said
        pages = render(messages, said, self.wording, self.fits)
        is_alert = any(message.alert for message in messages)
        if is_first and not is_alert:
            self._say(caller, token, self._message(self.wording.texting.first))
        await self._send(caller, token, pages.now, is_urgent=is_alert)
        if is_first and is_alert:
            self._say(caller, token, self._message(self.wording.texting.first))

    async def _incoming(self, token: str, text: str) -> Incoming | Message | None:
        """What the text is in the conversation, or our own answer where it is nothing in it.

        None: she agrees to something of which she was not sent all yet.

        A choice is bound to the answer that it was on: whoever sends the same number twice does not answer the next
        question unawares.
        """
        session = await conversation.look_back(self.gateway, token)
        if session is None:
            return Incoming(text=text)
        if self.wording.asks_receipt(text):
            shown = receipt_choice(session)
            return Incoming(choice=shown) if shown else self._message(self.wording.texting.no_receipt)
        choice = chosen(session, text, self.wording)
        if choice == UNLISTED:
            return self._message(self.wording.texting.not_on_the_list)
        if choice is None:
            return Incoming(text=text)
        if session.requested_slot in CONSENTS and self._unsent(session):
            return None
        return Incoming(choice=choice.id, turn=session.turns)

    def _unsent(self, session: Session) -> tuple[str, ...]:
        """The pages of the latest answer that were not asked for yet."""
        latest = session.transcript[-1]
        return render(latest.messages, latest.said, self.wording, self.fits).later[session.page :]

    async def _say_again(self, caller: _Caller, token: str) -> None:
        """The latest answer once more; of a new conversation, the welcome."""
        session = await conversation.look_back(self.gateway, token)
        if session is not None:
            latest = session.transcript[-1]
            pages = render(latest.messages, latest.said, self.wording, self.fits)
            await self._send(caller, token, pages.now)

    async def _say_more(self, caller: _Caller, token: str) -> None:
        try:
            async with self.gateway.sessions.hold(token, PAGE_SECONDS) as held:
                if held is None:
                    return
                unsent = self._unsent(held.session)
                await held.keep(replace(held.session, page=held.session.page + min(1, len(unsent))))
        except (BusyError, ErasedError):
            return
        if unsent:
            await self._send(caller, token, unsent[:1])
        else:
            self._say(caller, token, self._message(self.wording.texting.no_more))

    async def _open_token(self, caller: _Caller) -> str | None:
        """The token of the caller's conversation; None when the next one begins now."""
        for token in caller.tokens:
            if await conversation.look_back(self.gateway, token) is not None:
                return token
        return None

    async def _leave(self, caller: _Caller, *, is_silent: bool) -> None:
        await self._forget(caller.tokens)
        if not is_silent:
            until = caller.wrote + SILENCE
            self.outbox.put(Letter(caller.tokens[0], caller.address, self.wording.texting.left, until))

    async def _forget(self, tokens: Sequence[str]) -> None:
        for token in tokens:
            await self.forget(token)

    async def forget(self, token: str) -> None:
        """Ends a conversation, with all that waits to be sent in it."""
        self._turns.forget(token)
        await conversation.leave(self.gateway, token)
        self.outbox.forget(token)

    def _message(self, sentence: str) -> Message:
        return self.gateway.message(sentence)

    def _say(self, caller: _Caller, token: str, message: Message) -> None:
        body = "\n\n".join(part.plain for part in message.parts)
        self._put(caller, token, opened(body, self.wording), is_urgent=False)

    async def _send(self, caller: _Caller, token: str, pages: Sequence[str], *, is_urgent: bool = False) -> None:
        session = await conversation.look_back(self.gateway, token)
        slots = session.slots if session else {}
        safe = safe_at(self.wording.texting, slots.get("safe_contact"), LOCAL)
        for page in pages:
            self._put(caller, token, page, is_urgent=is_urgent, safe=safe)

    def _put(
        self,
        caller: _Caller,
        token: str,
        text: str,
        *,
        is_urgent: bool,
        safe: Callable[[datetime], bool] = lambda now: True,
    ) -> None:
        """A message as long as it is of use: an alert while its conversation lives, anything else for ten minutes."""
        until = caller.wrote + (self.gateway.sessions.idle if is_urgent else SILENCE)
        if self.gateway.clock() <= until:
            self.outbox.put(Letter(token, caller.address, text, until, is_urgent, safe))


async def _reported(answering: Coroutine[Any, Any, None]) -> None:
    try:
        await answering
    except Exception as error:
        trouble("channel", type(error).__name__)
