"""Step 15: whether the page now asks if she felt taken seriously: once, when she is done, and never after danger.

She is done when her report is stored and the receipt is no longer on show, or when she says goodbye or thanks. Who
starts again is not asked: she wants the chat erased, and nothing may stand before that.
"""

from __future__ import annotations

from dataclasses import replace

from gateway.gateway import Gateway
from gateway.session import Asking
from gateway.turn.turn import Turn


async def ask_feeling(gateway: Gateway, turn: Turn) -> None:
    """The page asks beside the conversation: whoever does not answer is not asked again."""
    if not turn.repeated:
        turn.session = replace(turn.session, feeling=_next(turn))


def _next(turn: Turn) -> Asking:
    session = turn.session
    if turn.alert is not None or session.feeling in ("now", "over"):
        return "over"
    if session.feeling == "not yet" and not _is_done(turn):
        return "not yet"
    is_quiet = not (session.in_form or session.unkept or session.unconfirmed or turn.finding.unsure)
    return "now" if is_quiet else "when quiet"


def _is_done(turn: Turn) -> bool:
    said = turn.reply.messages if turn.reply else ()
    is_stored = turn.run_over and any(message.custom.receipt for message in said)
    return is_stored or any(message.custom.closing for message in said)
