"""Before a report without a name is sent: details in her own words that could say who she is, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gateway.form import ANONYMOUS, CONTACT
from gateway.gateway import Gateway
from gateway.message import Choice, Message, Paragraph
from gateway.session import Session, Settled
from gateway.turn.question import ways_out
from gateway.turn.turn import Turn
from reading.details import Detail


@dataclass(frozen=True)
class Pending:
    """A detail nobody has decided on, and the answer it stands in."""

    slot: str
    detail: Detail

    @property
    def key(self) -> str:
        """The same for the same words in any answer."""
        return self.detail.words.casefold()


def pending_details(gateway: Gateway, session: Session) -> tuple[Pending, ...]:
    """The details still to be decided on; none unless she stays anonymous."""
    if session.slots.get(CONTACT) != ANONYMOUS:
        return ()
    found = (
        Pending(slot, detail) for slot, text in session.own_words.items() for detail in gateway.reader.details(text)
    )
    return tuple(each for each in found if each.key not in session.kept)


def point_out(gateway: Gateway, turn: Turn, pending: tuple[Pending, ...]) -> Message:
    """Shows the first of them, to be removed or kept."""
    words, (first, *_) = gateway.messages, pending
    kind = getattr(words.detail_kinds, first.detail.kind)
    label = turn.session.answers[first.slot].label
    shown = words.detail.format(label=label, kind=kind, words=first.detail.words)
    return Message(
        (Paragraph(words.details), Paragraph(shown), Paragraph(words.details_free)),
        (*_choices(gateway, turn, pending), *ways_out(gateway, turn)),
        expects="choice",
    )


def details_note(gateway: Gateway, session: Session) -> tuple[Paragraph, ...]:
    """What was looked for in a report without a name, and what cannot be."""
    return (Paragraph(gateway.messages.details_note),) if session.slots.get(CONTACT) == ANONYMOUS else ()


def what_was_removed(gateway: Gateway, turn: Turn) -> Iterator[Message]:
    """The answers as they read now."""
    if isinstance(turn.request, Settled):
        for slot, text in turn.request.texts.items():
            label = turn.session.answers[slot].label
            yield Message((Paragraph(gateway.messages.detail_removed.format(label=label, answer=text)),))


def _choices(gateway: Gateway, turn: Turn, pending: tuple[Pending, ...]) -> Iterator[Choice]:
    words, first = gateway.messages, {pending[0].key}
    every = {each.key for each in pending}
    ways = [(words.remove, first, True), (words.keep_detail, first, False)]
    if len(every) > 1:
        ways += [(words.remove_all, every, True), (words.keep_all, every, False)]
    for title, keys, is_removed in ways:
        texts = _without(gateway, turn.session, keys) if is_removed else {}
        kept = frozenset() if is_removed else frozenset(keys)
        yield turn.offer(title, Settled(texts, kept, title))


def _without(gateway: Gateway, session: Session, keys: set[str]) -> Mapping[str, str]:
    """The answers that change when these details are removed."""
    texts = {}
    for slot, text in session.own_words.items():
        wanted = [detail for detail in gateway.reader.details(text) if detail.words.casefold() in keys]
        for detail in reversed(wanted):
            text = text[: detail.start] + gateway.messages.removed + text[detail.end :]
        if wanted:
            texts[slot] = text
    return texts
