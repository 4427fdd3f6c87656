"""Step 14: a receipt stays on show until she types a part of it, which shows that she kept it, or lets it go."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace

from content.receipt_forms import tokens
from gateway.gateway import Gateway
from gateway.message import Choice, Message, ReceiptWords, without_receipts
from gateway.receipt_forms import FORMS
from gateway.receipt_part import receipt_part
from gateway.receipts import Receipt
from gateway.session import Keeping, Session, Then, Unkept, Words
from gateway.turn.turn import Turn


async def show_receipts(gateway: Gateway, turn: Turn) -> None:
    """Shows every receipt that may not be kept yet: where it stands already, or below the answer."""
    if turn.repeated:
        return
    turn.session = _with_new(gateway, turn)
    warned = {offer.request.words for offer in turn.offers.values() if isinstance(offer.request, Keeping)}
    for unkept in turn.session.unkept:
        if unkept.words not in warned:
            _show(gateway, turn, unkept)


def is_asked_for(gateway: Gateway, session: Session, text: str | None) -> bool:
    """Whether just what was asked for of a receipt on show was typed: our words, which tell nothing of her."""
    return text is not None and any(_keeps(gateway, unkept, text) for unkept in session.unkept)


def take_keeping(gateway: Gateway, turn: Turn) -> None:
    """Takes what she types or chooses about a receipt on show. Of that nothing goes any further."""
    taken = False
    for unkept in turn.session.unkept:
        if turn.keeping is not None and turn.keeping.words == unkept.words:
            _take_choice(gateway, turn, unkept, turn.keeping)
            taken = True
        elif isinstance(turn.request, Words) and _take_words(gateway, turn, unkept, turn.request.text):
            turn.request = None
            taken = True
    if taken and turn.session.in_form:
        turn.ask_again()


def _take_choice(gateway: Gateway, turn: Turn, unkept: Unkept, choice: Keeping) -> None:
    sentences = gateway.messages.keep_receipt
    if choice.then == "lose":
        turn.session = _without(turn.session, unkept)
        turn.messages.append(gateway.message(sentences.lost))
    elif choice.then == "no way back":
        ways: tuple[tuple[Then, str], ...] = (("lose", sentences.lose), (unkept.form, sentences.show_again))
        choices = tuple(_offer(turn, unkept, then, title) for then, title in ways)
        turn.messages.append(replace(gateway.message(sentences.no_way_back), choices=choices))
    else:
        turn.session = _without(turn.session, unkept, replace(unkept, form=choice.then))


def _take_words(gateway: Gateway, turn: Turn, unkept: Unkept, text: str) -> bool:
    """Whether what was typed is of this receipt."""
    typed, parts = tokens(text), _parts(gateway, unkept)
    if _keeps(gateway, unkept, text):
        turn.session = _without(turn.session, unkept)
        turn.messages.append(gateway.message(gateway.messages.keep_receipt.kept))
    elif typed and set(typed) <= {token for part in parts for token in part}:
        turn.messages.append(gateway.message(gateway.messages.keep_receipt.other_part))
    else:
        return False
    return True


def _keeps(gateway: Gateway, unkept: Unkept, text: str) -> bool:
    asked = _parts(gateway, unkept)[unkept.place]
    return tokens(text) == asked or gateway.forms.read(text) == Receipt(unkept.words)


def _parts(gateway: Gateway, unkept: Unkept) -> list[tuple[str, ...]]:
    return [tokens(name) for name in gateway.forms.names(unkept.words, unkept.form)]


def _with_new(gateway: Gateway, turn: Turn) -> Session:
    """The session with the receipt that this turn has shown for the last time by itself."""
    session = turn.session
    if turn.run_over and session.receipt and any(_has(message, session.receipt) for message in turn.messages):
        place = secrets.randbelow(len(gateway.messages.keep_receipt.places))
        session = replace(session, unkept=(*session.unkept, Unkept(session.receipt, place)))
    if session.current is not None and not session.unconfirmed:  # asked again, it must not show one that is kept
        session = replace(session, current=next(iter(without_receipts([session.current])), None))
    return session


def _without(session: Session, unkept: Unkept, *instead: Unkept) -> Session:
    others = tuple(each for each in session.unkept if each != unkept)
    return replace(session, unkept=(*others, *instead))


def _show(gateway: Gateway, turn: Turn, unkept: Unkept) -> None:
    sentences = gateway.messages.keep_receipt
    ask = getattr(sentences, unkept.form).format(place=sentences.places[unkept.place])
    part = receipt_part(gateway, unkept.words, unkept.form, ask)
    choices = tuple(_choices(gateway, turn, unkept))
    for place, message in enumerate(turn.messages):
        if _has(message, unkept.words):
            parts = tuple(part if isinstance(each, ReceiptWords) else each for each in message.parts)
            turn.messages[place] = replace(message, parts=parts, choices=(*message.choices, *choices))
            return
    turn.messages.append(Message((part,), choices))


def _choices(gateway: Gateway, turn: Turn, unkept: Unkept) -> Iterator[Choice]:
    sentences = gateway.messages.keep_receipt
    for form in FORMS:
        if form != unkept.form:
            yield _offer(turn, unkept, form, getattr(sentences.show, form))
    yield _offer(turn, unkept, "no way back", sentences.not_wanted)


def _offer(turn: Turn, unkept: Unkept, then: Then, title: str) -> Choice:
    return turn.offer(title, Keeping(unkept.words, then), ours=True)


def _has(message: Message, words: str) -> bool:
    return any(isinstance(part, ReceiptWords) and part.words == words for part in message.parts)
