"""What the chat page shows of a conversation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gateway.gateway import Gateway
from gateway.message import Choice, Expects, Message, Paragraph, Summary
from gateway.notes import notes_of
from gateway.session import Exchange, Session


@dataclass(frozen=True)
class ChatView:
    """The conversation as the page shows it.

    `turn` goes back with the form, so that a form sent twice is one turn. `live`: the choices that can still be
    picked; of these `answers` are offered above the text box and `steps` (skip, back, save, stop) below it, and those
    in `exchanges` where they stand. `question`: what the answers answer. `can_keep`: something was told that she may
    keep, and no report is being made. `asks_feeling`: she is asked, below it all, if she felt taken seriously.
    """

    turn: int
    exchanges: tuple[Exchange, ...]
    live: frozenset[str]
    answers: tuple[Choice, ...]
    steps: tuple[Choice, ...]
    expects: Expects | None
    question: str | None
    can_keep: bool = False
    asks_feeling: bool = False
    has_extra: bool = False

    def since(self, turn: int | None) -> ChatView:
        """The view without the exchanges that a page at `turn` shows already."""
        new = self.turn - (turn or 0) + self.has_extra
        return replace(self, exchanges=self.exchanges[-new:] if new > 0 else ())


def view(gateway: Gateway, session: Session, extra: Exchange | None = None) -> ChatView:
    """The page's view of `session`; `extra` is an exchange that is shown but not remembered."""
    exchanges = (*session.transcript, extra) if extra else session.transcript
    offered = tuple(_offered(session, exchanges[-1].messages))
    words = gateway.messages
    moves = {words.skip, words.back, words.drafts.save, words.stop}
    return ChatView(
        turn=session.turns,
        exchanges=exchanges,
        live=frozenset(session.offers),
        answers=tuple(choice for choice in offered if choice.title not in moves),
        steps=tuple(choice for choice in offered if choice.title in moves),
        expects=session.current.expects if session.current else None,
        question=asked(session.current) if session.current else None,
        can_keep=not session.in_form and not notes_of(session.transcript).is_empty,
        asks_feeling=session.feeling == "now",
        has_extra=extra is not None,
    )


def asked(message: Message) -> str | None:
    """The paragraph of a message that asks: the first with a question mark at its end, else the first of a report's."""
    paragraphs = [
        paragraph
        for part in message.parts
        if isinstance(part, Paragraph) and not part.tongue
        for paragraph in part.text.split("\n\n")
    ]
    in_report = paragraphs[0] if paragraphs and message.place else None
    return next((each for each in paragraphs if each.endswith("?")), in_report)


def _offered(session: Session, latest: Sequence[Message]) -> Iterator[Choice]:
    """The choices of the latest answer, then those of a question that still waits, each once."""
    waiting = (session.current,) if session.current else ()
    seen: set[str] = set()
    for message in (*latest, *waiting):
        elsewhere = {row.change.id for part in message.parts if isinstance(part, Summary) for row in part.rows}
        for choice in message.choices:
            if choice.id in session.offers and choice.id not in elsewhere | seen:
                seen.add(choice.id)
                yield choice
