"""Step 10: ask Rasa. Its state travels with the turn, so a turn that fails has changed nothing."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any, TypeGuard

from gateway.form import SEND, YES
from gateway.gateway import Gateway
from gateway.log import trouble
from gateway.rasa import BotReply
from gateway.receipts import Receipt
from gateway.session import Chosen, Request, Sendable, Session
from gateway.turn.retry import offer_retry
from gateway.turn.spooled import SPOOL_SECONDS, spool_report
from gateway.turn.turn import Turn
from gateway.turn.unconfirmed import is_stopping, say_unconfirmed, stop_unconfirmed
from gateway.upstream import UpstreamError

LEAST_SECONDS = 0.1


async def ask(gateway: Gateway, turn: Turn) -> None:
    """Gets Rasa's reply in what is left of the turn's time; says so when there is none.

    A report that could not be sent goes without Rasa, or waits sealed; only where neither can be is it in doubt.
    """
    request = turn.outgoing
    if request is None:
        return
    if is_stopping(turn):
        stop_unconfirmed(gateway, turn)
        return
    if is_sending(request):
        turn.session = with_receipt(gateway, turn.session)
    try:
        turn.reply = await _reply(gateway, turn, request)
    except UpstreamError as error:
        trouble("rasa", str(error))
        if not is_sending(request):
            offer_retry(gateway, turn, gateway.messages.fallback)
        elif not await spool_report(gateway, turn, request, _context(gateway, turn)):
            say_unconfirmed(gateway, turn, request)


def is_sending(request: Request) -> TypeGuard[Chosen]:
    """Whether this turn sends the report."""
    return isinstance(request, Chosen) and request.entities.get(SEND) == YES


def with_receipt(gateway: Gateway, session: Session) -> Session:
    """The session with a receipt for the report that is about to be sent."""
    return session if session.receipt else replace(session, receipt=gateway.new_receipt())


async def _reply(gateway: Gateway, turn: Turn, request: Sendable) -> BotReply:
    reserved = SPOOL_SECONDS if is_sending(request) else 0.0
    seconds = max(LEAST_SECONDS, turn.deadline - reserved - asyncio.get_running_loop().time())
    reply = await gateway.rasa.turn(request, turn.session.state, _context(gateway, turn), seconds)
    if reply.failed:
        raise UpstreamError("action-failed")
    if not reply.messages:
        raise UpstreamError("nothing-said")
    return reply


def _context(gateway: Gateway, turn: Turn) -> dict[str, Any]:
    session = turn.session
    context: dict[str, Any] = {"at": gateway.clock().isoformat(), "submission": session.submission}
    if session.receipt:
        receipt = Receipt(session.receipt)
        context["receipt"] = {"lookup": receipt.lookup, "recipient": receipt.recipient}
    if turn.was_checked or turn.finding.unsure:
        context["checked"] = True
    if gateway.channel:
        context["channel"] = gateway.channel
    return context
