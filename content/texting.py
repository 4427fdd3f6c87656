"""What Heard says and understands by text message, beside what it says on the page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints, ValidationError

from content.files import ContentError, Entry, load, parse, read, wrong
from content.messages import Messages, Sentence

SHOWN_LOCKED = 40  # characters that a locked telephone may show

Spoken = Annotated[tuple[Annotated[str, StringConstraints(min_length=1)], ...], Field(min_length=1)]
Hour = Annotated[int, Field(ge=0, le=24)]


def _covers(text: str) -> str:
    if len(text) < SHOWN_LOCKED:
        raise wrong(f"shorter than the {SHOWN_LOCKED} characters that a locked phone shows", "Write a longer opening")
    return text


class Hours(Entry):
    """Hours of the day, local time: from the first to before the last."""

    begin: Hour
    end: Hour


class Understood(Entry):
    """Words that stand for something wherever they are all of a message; case and punctuation do not matter."""

    leave: Spoken
    start: Spoken
    help: Spoken
    more: Spoken
    receipt: Spoken
    before_number: Spoken
    numbers: Spoken


class Signals(Entry):
    """A message of nothing but these, once or more, ends the conversation as `leave` does."""

    characters: Spoken


class Texting(Entry):
    """data/texting.yml."""

    opening: Annotated[Sentence, AfterValidator(_covers)]
    first: Sentence
    choose: Sentence
    change: Sentence
    more: Sentence
    no_more: Sentence
    not_on_the_list: Sentence
    left: Sentence
    help: Sentence
    media: Sentence
    receipt: Sentence
    receipt_shown: Sentence
    no_receipt: Sentence
    understood: Understood
    signals: Signals
    safe_hours: dict[str, Hours]
    left_out: tuple[str, ...] = ()
    instead: dict[str, str | dict[str, str]]


def load_texting(path: Path) -> Texting:
    """The file `path`. Raises `ContentError` naming each wrong line."""
    return load(path, Texting)


def by_text(messages: Messages, path: Path) -> Messages:
    """The sentences of data/messages.yml, with those of `path` that are shorter. Raises `ContentError`."""
    document = read(path)
    instead = parse(document, Texting).instead
    try:
        return Messages.model_validate(_merged(messages.model_dump(), instead))
    except ValidationError as error:
        place = tuple(key for key in error.errors()[0]["loc"] if isinstance(key, str))
        remedy = "Use a key of data/messages.yml, and the gaps that it has there"
        raise ContentError([document.problem("This sentence does not fit", remedy, "instead", *place)]) from None


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **base,
        **{key: _merged(base.get(key, {}), value) if isinstance(value, dict) else value for key, value in over.items()},
    }
