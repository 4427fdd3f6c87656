"""Where the reporter is in the report, said above each question."""

from __future__ import annotations

from dataclasses import replace

from gateway.form import NOT_ASKED
from gateway.gateway import Gateway
from gateway.message import Message
from gateway.session import Session


def with_place(gateway: Gateway, session: Session, slot: str, message: Message) -> Message:
    """`message`, which asks about `slot`, with its place in the report."""
    order = gateway.questions
    parts = sorted(
        (order.index(part.begins), part.name) for part in gateway.messages.report_parts if part.begins in order
    )
    here = order.index(slot) if slot in order else -1
    number = sum(begin <= here for begin, _ in parts)
    if not number:
        return message
    begin, name = parts[number - 1]
    end = parts[number][0] if number < len(parts) else len(order)
    step = 1 + sum(session.slots.get(each) != NOT_ASKED for each in order[begin:here])
    # What is still to come may not all be asked: an answer can rule it out.
    words = gateway.messages.where.format(
        part=number, parts=len(parts), name=name, step=step, most=step + end - here - 1
    )
    return replace(message, place=words)
