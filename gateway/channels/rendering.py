"""What a turn says, as text messages: compact, with numbered choices, cut into pages that each fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from gateway.channels.segments import plain, split
from gateway.channels.wording import Wording
from gateway.message import Card, Choice, Message, Paragraph, Part, ReceiptWords, Summary

Fits = Callable[[str], bool]  # whether a whole message is no longer than the provider and our limit allow


@dataclass(frozen=True)
class Pages:
    """An answer: the pages that are sent with it, and those that are sent when she asks for more."""

    now: tuple[str, ...]
    later: tuple[str, ...] = ()


def render(messages: Sequence[Message], said: str | None, wording: Wording, fits: Fits) -> Pages:
    """The pages of an answer to `said`. An alert is sent whole, before anything else; the rest waits for MORE."""
    shown = for_text(messages, said, wording)
    numbers = {choice.id: number for number, choice in enumerate(_choices(shown), 1)}
    alert = [message for message in shown if message.alert]
    rest = [message for message in shown if not message.alert]
    first = _pages(alert, numbers, wording, fits, more=bool(rest))
    then = _pages(rest, numbers, wording, fits, more=False)
    return Pages(first, then) if first else Pages(then[:1], then[1:])


def for_text(messages: Sequence[Message], said: str | None, wording: Wording) -> tuple[Message, ...]:
    """The messages with a receipt in them only where it was asked for: its choices are a word, and not numbers."""
    return tuple(
        each for message in messages if (each := _for_text(message, said in wording.shows_receipt, wording)) is not None
    )


def choice_ids(messages: Sequence[Message], said: str | None, wording: Wording) -> tuple[Choice, ...]:
    """The choices of an answer in the order of their numbers."""
    return _choices(for_text(messages, said, wording))


def opened(body: str, wording: Wording) -> str:
    """A whole message: the opening that a locked telephone may show, and what is said."""
    return plain(f"{wording.texting.opening}\n\n{body}")


def _for_text(message: Message, is_asked_for: bool, wording: Wording) -> Message | None:
    receipts = [part for part in message.parts if isinstance(part, ReceiptWords)]
    if not receipts:
        return message
    choices = tuple(choice for choice in message.choices if choice.title not in wording.about_receipt)
    if is_asked_for:
        return Message((*(Paragraph(part.words) for part in receipts), Paragraph(wording.texting.receipt_shown)))
    others = tuple(part for part in message.parts if not isinstance(part, ReceiptWords))
    if not others:
        return None
    is_stored = len(choices) < len(message.choices)  # else it may be in doubt, and nothing can be shown yet
    warning = (Paragraph(wording.texting.receipt),) if is_stored else ()
    return replace(message, parts=(*others, *warning), choices=choices)


def _choices(messages: Sequence[Message]) -> tuple[Choice, ...]:
    return tuple(choice for message in messages for choice in message.choices)


def _pages(
    messages: Sequence[Message], numbers: dict[str, int], wording: Wording, fits: Fits, *, more: bool
) -> tuple[str, ...]:
    body = plain("\n\n".join(filter(None, (_body(message, numbers, wording) for message in messages))))
    if not body:
        return ()
    last = _closed(wording, more=more)
    if fits(last(body)):
        return (last(body),)
    between = _closed(wording, more=True)
    *others, end = split(body, lambda text: fits(between(text)))
    return (*(between(text) for text in others), last(end))


def _closed(wording: Wording, *, more: bool) -> Callable[[str], str]:
    end = f"\n\n{wording.texting.more}" if more else ""
    return lambda body: opened(body + end, wording)


def _body(message: Message, numbers: dict[str, int], wording: Wording) -> str:
    parts = [_part(part, numbers) for part in message.parts]
    rows = {row.change.id for part in message.parts if isinstance(part, Summary) for row in part.rows}
    listed = [f"{numbers[choice.id]} {choice.title}" for choice in message.choices if choice.id not in rows]
    change = [wording.texting.change] if rows else []
    choices = ["\n".join((wording.texting.choose, *listed))] if listed else []
    return "\n\n".join(filter(None, (*parts, *change, *choices)))


def _part(part: Part, numbers: dict[str, int]) -> str:
    match part:
        case Card():
            return _card(part)
        case Summary():
            return "\n".join(f"{numbers[row.change.id]} {row.plain}" for row in part.rows)
        case _:
            return part.plain


def _card(card: Card) -> str:
    """The service's name and how to reach it; its hours and what it does stand on the page."""
    ways = [each.display if each.label == "Call" else f"{each.label} {each.display}" for each in card.numbers]
    return f"{card.name}: {', '.join(ways) or card.site or card.what}"
