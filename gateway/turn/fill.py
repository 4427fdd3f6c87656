"""Step 12: make Rasa's responses into messages: services, summary, receipt, choices."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from content.rasa import read_payload
from gateway.cards import card_of
from gateway.gateway import Gateway
from gateway.log import trouble
from gateway.message import Choice, Expects, Link, Message, Paragraph, Part
from gateway.rasa import BotButton, BotCustom, BotMessage
from gateway.receipt_part import receipt_part
from gateway.session import Chosen, Question
from gateway.turn.details import details_note, pending_details, point_out, what_was_removed
from gateway.turn.offered import offered_answer
from gateway.turn.place import with_place
from gateway.turn.question import navigation, summary
from gateway.turn.turn import Turn


async def fill(gateway: Gateway, turn: Turn) -> None:
    """Shows every response; in a form the last one is the question."""
    if turn.reply is None:
        return
    slot = turn.session.requested_slot
    if slot is None:
        turn.messages += [_answer(gateway, turn, each) for each in turn.reply.messages]
        current = next((message for message in reversed(turn.messages) if message.choices), None)
        turn.session = replace(turn.session, question=None, current=current)
        turn.messages += _something_else(gateway, turn)
    else:
        *others, last = turn.reply.messages
        # Only the question's choices: others would lead out of the report unawares.
        turn.messages += [_message(gateway, turn, each.model_copy(update={"buttons": ()})) for each in others]
        turn.messages += what_was_removed(gateway, turn)
        message = with_place(gateway, turn.session, slot, _question(gateway, turn, last, slot))
        turn.messages.append(message)
        turn.session = replace(turn.session, question=_asked(last.custom, slot), current=message)


def _something_else(gateway: Gateway, turn: Turn) -> tuple[Message, ...]:
    """What may have been meant instead, to choose from."""
    offered = {offer.title for offer in turn.offers.values()}
    guesses = turn.reply.guesses if turn.reply else ()
    titled = [(guess, gateway.titles[guess]) for guess in guesses if guess in gateway.titles]
    choices = tuple(
        turn.offer(title, Chosen(guess, {}, title)) for guess, title in dict(titled).items() if title not in offered
    )
    return (replace(gateway.message(gateway.messages.something_else), choices=choices),) if choices else ()


def _asked(custom: BotCustom, slot: str) -> Question:
    return Question(slot, custom.label or slot, closed=custom.expects == "choice", clears=custom.clears)


def _question(gateway: Gateway, turn: Turn, bot: BotMessage, slot: str) -> Message:
    pending = pending_details(gateway, turn.session) if bot.custom.summary else ()
    if pending:
        return point_out(gateway, turn, pending)
    message = _message(gateway, turn, bot)
    told, use = offered_answer(gateway, turn, slot, message.choices)
    parts, choices = (*message.parts, *told), (*use, *message.choices)
    if bot.custom.summary:
        table = summary(gateway, turn, slot)
        note = details_note(gateway, turn.session)
        parts, choices = (*parts, table, *note), (*choices, *(row.change for row in table.rows))
    choices = (*choices, *navigation(gateway, turn, slot, required=bot.custom.required))
    return replace(message, parts=parts, choices=choices, expects=message.expects or "free_text")


def _answer(gateway: Gateway, turn: Turn, bot: BotMessage) -> Message:
    """An answer outside a report. What is said when one was sent or stopped is about it, and no advice."""
    return replace(_message(gateway, turn, bot), advice=bot.custom.keep and not turn.run_over)


def _message(gateway: Gateway, turn: Turn, bot: BotMessage) -> Message:
    custom = bot.custom
    parts = list(gateway.parts(bot.text))
    link = None
    if custom.service and custom.service in gateway.directory:
        service = gateway.directory[custom.service]
        parts.append(card_of(service))
        link = Link(service.name, service.site) if service.site else None
    if custom.receipt and turn.session.receipt:
        parts = _with_receipt(parts, receipt_part(gateway, turn.session.receipt))
    return Message(tuple(parts), _choices(turn, bot.buttons), expects=_expects(custom), link=link)


def _with_receipt(parts: list[Part], receipt: Part) -> list[Part]:
    """The receipt after the first paragraph, in sight on a phone: it is what must be kept."""
    first, *rest = parts
    if not isinstance(first, Paragraph):
        return [receipt, *parts]
    head, _, tail = first.text.partition("\n\n")
    return [Paragraph(head), receipt, *([Paragraph(tail)] if tail else []), *rest]


def _expects(custom: BotCustom) -> Expects | None:
    return next((each for each in get_args(Expects) if each == custom.expects), None)


def _choices(turn: Turn, buttons: tuple[BotButton, ...]) -> tuple[Choice, ...]:
    return tuple(choice for button in buttons if (choice := _choice(turn, button)) is not None)


def _choice(turn: Turn, button: BotButton) -> Choice | None:
    payload = read_payload(button.payload)
    if payload is None:
        trouble("button", "unreadable-payload")
        return None
    return turn.offer(button.title, Chosen(payload.intent, payload.entities, button.title))
