"""What she was told in a conversation, for her to keep if she asks: the services, and the advice.

Nothing she wrote is in it, and nothing of a report: no question, summary, receipt, or answer of a team. What was said
about danger is not in it either, but for the services named then; a line about 999 always is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from content.pages import Keep
from gateway.message import Card, Message, Paragraph
from gateway.session import Exchange

RULE = "-" * 40


@dataclass(frozen=True)
class Notes:
    """Each service once, and each piece of advice once, as it was said: its paragraphs, in order."""

    services: tuple[Card, ...]
    advice: tuple[tuple[Paragraph, ...], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was told yet."""
        return not (self.services or self.advice)

    def as_text(self, words: Keep) -> str:
        """The notes as a plain text, with the headings of `words`."""
        parts = [words.notes, words.danger]
        if self.services:
            parts += [RULE, words.services, *(card.plain for card in self.services)]
        if self.advice:
            parts += [RULE, words.advice]
            parts += ["\n\n".join(paragraph.plain for paragraph in each) for each in self.advice]
        return "\n\n".join(parts) + "\n"


def notes_of(transcript: Iterable[Exchange]) -> Notes:
    """What was told in `transcript`."""
    messages = [message for exchange in transcript for message in exchange.messages]
    services = {part.name: part for message in messages for part in message.parts if isinstance(part, Card)}
    advice = (_advice(message) for message in messages if message.advice)
    return Notes(tuple(services.values()), tuple(dict.fromkeys(each for each in advice if each)))


def _advice(message: Message) -> tuple[Paragraph, ...]:
    return tuple(part for part in message.parts if isinstance(part, Paragraph))
