"""What is said over one provider, and until when: page by page, nothing late, nothing at an hour that is not safe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from gateway import conversation
from gateway.channels.addresses import Address
from gateway.channels.outbox import Letter, Outbox
from gateway.channels.rendering import Fits, Pages, opened, render
from gateway.channels.safe_hours import safe_at
from gateway.channels.wording import Wording
from gateway.gateway import LOCAL, Gateway
from gateway.message import Message
from gateway.session import Session
from gateway.sessions import BusyError, ErasedError

SILENCE = timedelta(minutes=10)  # nothing is sent so long after the message that it answers
PAGE_SECONDS = 5.0  # for a turn to end, before the next page of its answer is looked up


@dataclass(frozen=True)
class Caller:
    """Who is answered: where to, by which tokens the conversation may be known, and when the message was written."""

    address: Address = field(repr=False)
    tokens: tuple[str, ...] = field(repr=False)
    wrote: datetime


@dataclass(frozen=True)
class Speaker:
    """Puts what is said into the outbox, as text messages."""

    gateway: Gateway
    wording: Wording
    outbox: Outbox
    fits: Fits

    def pages(self, messages: Sequence[Message], said: str | None) -> Pages:
        """An answer to `said`, cut into pages."""
        return render(messages, said, self.wording, self.fits)

    def unsent(self, session: Session) -> tuple[str, ...]:
        """The pages of the latest answer that were not asked for yet."""
        latest = session.transcript[-1]
        return self.pages(latest.messages, latest.said).later[session.page :]

    def say(self, caller: Caller, token: str, sentence: str) -> None:
        """Sends a sentence of our own, whole."""
        body = "\n\n".join(part.plain for part in self.gateway.parts(sentence))
        self._put(caller, token, opened(body, self.wording), is_urgent=False)

    async def send(self, caller: Caller, token: str, pages: Sequence[str], *, is_urgent: bool = False) -> None:
        """Sends pages of an answer; again, if that fails, only while she said it is safe."""
        session = await conversation.look_back(self.gateway, token)
        slots = session.slots if session else {}
        safe = safe_at(self.wording.texting, slots.get("safe_contact"), LOCAL)
        for page in pages:
            self._put(caller, token, page, is_urgent=is_urgent, safe=safe)

    async def say_again(self, caller: Caller, token: str) -> None:
        """Sends the latest answer once more; of a new conversation, the welcome."""
        session = await conversation.look_back(self.gateway, token)
        if session is not None:
            latest = session.transcript[-1]
            await self.send(caller, token, self.pages(latest.messages, latest.said).now)

    async def say_more(self, caller: Caller, token: str) -> None:
        """Sends the next page of the latest answer, or says that there is none."""
        try:
            async with self.gateway.sessions.hold(token, PAGE_SECONDS) as held:
                if held is None:
                    return
                unsent = self.unsent(held.session)
                await held.keep(replace(held.session, page=held.session.page + min(1, len(unsent))))
        except (BusyError, ErasedError):
            return
        if unsent:
            await self.send(caller, token, unsent[:1])
        else:
            self.say(caller, token, self.wording.texting.no_more)

    def say_goodbye(self, caller: Caller) -> None:
        """Sends the one line that anybody may read, without the opening."""
        until = caller.wrote + SILENCE
        self.outbox.put(Letter(caller.tokens[0], caller.address, self.wording.texting.left, until))

    def _put(
        self,
        caller: Caller,
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
