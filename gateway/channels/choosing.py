"""Which of the choices in the latest answer a text means: by number, by title, or by the beginning of a title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from gateway.channels.rendering import choice_ids
from gateway.channels.wording import Wording, folded
from gateway.message import Choice
from gateway.session import Keeping, Session

Unlisted = Literal["not on the list"]
UNLISTED: Unlisted = "not on the list"


def chosen(session: Session, text: str, wording: Wording) -> Choice | Unlisted | None:
    """The choice that `text` means; None when it is somebody's own words.

    A number that is on no list is `UNLISTED`, but where words are asked for: there it may be an answer.
    """
    choices = _on_offer(session, wording)
    number = wording.number(text)
    if number is None:
        return _by_words(choices, text)
    if 1 <= number <= len(choices):
        return choices[number - 1]
    takes_words = session.question is not None and not session.question.closed
    return None if takes_words else UNLISTED


def receipt_choice(session: Session) -> str | None:
    """The id of the choice that shows a receipt as a shopping list, while there is one to show."""
    return next(
        (
            key
            for key, offer in session.offers.items()
            if isinstance(offer.request, Keeping) and offer.request.then == "shopping"
        ),
        None,
    )


def _on_offer(session: Session, wording: Wording) -> tuple[Choice, ...]:
    if not session.transcript:
        return ()
    latest = session.transcript[-1]
    return choice_ids(latest.messages, latest.said, wording)


def _by_words(choices: Sequence[Choice], text: str) -> Choice | None:
    typed = folded(text)
    if not typed:
        return None
    titles = [folded(choice.title) for choice in choices]
    whole = [choice for choice, title in zip(choices, titles, strict=True) if title == typed]
    begun = [choice for choice, title in zip(choices, titles, strict=True) if title.startswith(f"{typed} ")]
    return next(iter(whole or begun)) if len(whole or begun) == 1 else None
