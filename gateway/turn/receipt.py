"""Step 4: a receipt on show is kept, and one typed into the chat is opened. It is a secret, so it goes no further."""

from __future__ import annotations

from gateway.gateway import Gateway
from gateway.message import Message, Paragraph
from gateway.opening import Opened, open_receipt
from gateway.refused import Refused
from gateway.session import Words
from gateway.turn.aside import offer_saved
from gateway.turn.keep import take_keeping
from gateway.turn.turn import Turn


async def take_receipt(gateway: Gateway, turn: Turn) -> None:
    """Answers a receipt with how far the report has come and the team's replies."""
    take_keeping(gateway, turn)
    typed = turn.request.text if isinstance(turn.request, Words) and not turn.session.in_form else ""
    receipt = gateway.forms.read(typed)
    if receipt is None:
        return
    try:
        opened = await open_receipt(gateway, typed)
    except Refused as refused:
        turn.messages.append(Message((Paragraph(refused.detail),)))
    else:
        turn.messages += _messages(gateway, opened)
        if opened.status == "draft":
            offer_saved(gateway, turn, receipt.words)
    turn.request = None


def _messages(gateway: Gateway, opened: Opened) -> list[Message]:
    replies = (gateway.messages.receipt_reply.format(at=reply.day, reply=reply.text) for reply in opened.replies)
    said = (opened.meaning, *([opened.told] if opened.told else []), *replies)
    return [Message((Paragraph(text),)) for text in said]
