"""The conversation, for the API, the page and the channels: start, say, stay, set aside, leave, look back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from gateway.counts import Way
from gateway.gateway import Gateway
from gateway.log import event
from gateway.message import Message, new_choice
from gateway.refused import Refused
from gateway.session import Aside, Chosen, Course, Exchange, Offer, Session
from gateway.sessions import BusyError, ErasedError
from gateway.turn.answer import answer
from gateway.turn.aside import go_on_with, take_aside
from gateway.turn.ask import ask
from gateway.turn.course import follow_course
from gateway.turn.danger import alert_messages, check_danger
from gateway.turn.feeling import ask_feeling
from gateway.turn.fill import fill
from gateway.turn.keep import is_asked_for, show_receipts
from gateway.turn.language import speak_language
from gateway.turn.limit import limit
from gateway.turn.police import flag_police
from gateway.turn.receipt import take_receipt
from gateway.turn.receipt_in_report import refuse_receipt
from gateway.turn.recognise import recognise
from gateway.turn.remember import remember
from gateway.turn.seal import seal
from gateway.turn.shorten import shorten
from gateway.turn.turn import Incoming, Turn
from safety import Finding

Step = Callable[[Gateway, Turn], Awaitable[None]]

STEPS: tuple[Step, ...] = (
    recognise,
    check_danger,
    limit,
    take_receipt,
    refuse_receipt,
    take_aside,
    speak_language,
    seal,
    flag_police,
    shorten,
    ask,
    remember,
    fill,
    go_on_with,
    show_receipts,
    ask_feeling,
    follow_course,
    answer,
)

ASIDE_SECONDS = 1.0  # for a turn to end
NOTHING_FOUND = Finding(danger=False, self_harm=False, reasons=())


@dataclass(frozen=True)
class Started:
    """A new conversation: its token, which only the reporter's page may hold, and the first messages."""

    token: str
    messages: tuple[Message, ...]


async def start(gateway: Gateway, token: str | None = None, campaign: str = "") -> Started:
    """Begins a conversation, under `token` if one is given. Needs nothing but this process.

    `campaign`: whose code it began with, to be counted when it has ended.
    """
    offered = {new_choice(each.title): each.intent for each in gateway.messages.welcome_choices}
    offers = {choice.id: Offer(choice.title, Chosen(intent, {}, choice.title)) for choice, intent in offered.items()}
    welcome = replace(gateway.message(gateway.messages.welcome), choices=tuple(offered))
    course = Course(campaign=campaign)
    session = Session(current=welcome, offers=offers, course=course, transcript=(Exchange(None, (welcome,)),))
    token = await gateway.sessions.create(session, token)
    event("conversation", "started")
    return Started(token, (welcome,))


async def go_on(gateway: Gateway, words: str, token: str | None = None) -> Started:
    """Begins a conversation in the middle of the report that was put aside under the receipt of these words.

    With a `token` it takes the place of that session, so that leaving ends it at any moment. Raises `Refused` when
    somebody has left.
    """
    choice = new_choice(gateway.messages.drafts.go_on)
    session = Session(offers={choice.id: Offer(choice.title, Aside("go on", words))})
    if token is None:
        token = await gateway.sessions.create(session)
    else:
        async with gateway.sessions.hold(token, ASIDE_SECONDS) as held:
            if held is not None:
                await held.keep(session)
    event("conversation", "started")
    return Started(token, await say(gateway, token, Incoming(choice=choice.id)))


async def say(gateway: Gateway, token: str, incoming: Incoming, finding: Finding | None = None) -> tuple[Message, ...]:
    """Takes a turn and answers within 8 s. Raises `Refused`. `finding`: of the danger check, where it was made."""
    began = asyncio.get_running_loop().time()
    kind = "answered"
    if finding is None:
        finding = NOTHING_FOUND if incoming.text is None else await gateway.find_danger(incoming.text)
    try:
        return await _take_turn(gateway, token, incoming, finding, began + gateway.turn_seconds)
    except Refused as refused:
        kind = refused.kind
        raise
    finally:
        event("turn", finding.alert or kind, asyncio.get_running_loop().time() - began)


async def stay(gateway: Gateway, token: str) -> bool:
    """Gives a conversation as much time again as after a message. False when it has ended."""
    return await gateway.sessions.extend(token)


async def leave(gateway: Gateway, token: str, way: Way = "left") -> None:
    """Erases a conversation, also with a turn in flight, and counts it after that. Does nothing when there is none."""
    course = await gateway.sessions.erase(token)
    if course is not None:
        gateway.counts.ended(gateway.month, course, way)
    event("conversation", "left")


async def look_back(gateway: Gateway, token: str) -> Session | None:
    """The conversation as it is now: `transcript`, and `turns` for `Incoming.turn`. None when it has ended."""
    return await gateway.sessions.look(token)


async def set_aside(gateway: Gateway, token: str, draft: str | None) -> Session | None:
    """The conversation while she looks at something else, with as much time again; None when it has ended.

    `draft`, what stands in the box, is kept until she is back; None leaves the one that is kept already.
    """
    try:
        async with gateway.sessions.hold(token, ASIDE_SECONDS) as held:
            if held is None:
                return None
            before = held.session
            if draft is not None:
                await held.keep(replace(before, draft=draft))
            return before
    except BusyError:
        return await look_back(gateway, token)
    except ErasedError:
        return None


async def _take_turn(
    gateway: Gateway, token: str, incoming: Incoming, finding: Finding, deadline: float
) -> tuple[Message, ...]:
    patience = 0 if finding.alert else gateway.turn_seconds  # danger does not wait for a turn that hangs
    try:
        async with gateway.sessions.hold(token, patience) as held:
            session = held.session if held else Session()
            if is_asked_for(gateway, session, incoming.text):
                finding = NOTHING_FOUND
            turn = Turn(incoming, finding, session, known=held is not None, deadline=deadline)
            for step in STEPS:
                await step(gateway, turn)
            if held:
                await held.keep(turn.session)
            return tuple(turn.messages)
    except BusyError:
        alerts = alert_messages(gateway, finding)
        return (*alerts, gateway.message(gateway.messages.not_yet if alerts else gateway.messages.fallback))
    except ErasedError:
        detail = gateway.message(gateway.messages.erased).text
        raise Refused("erased", 410, detail, messages=alert_messages(gateway, finding)) from None
