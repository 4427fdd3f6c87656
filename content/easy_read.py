"""The first page in easy words: data/easy-read.yml."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from content.files import Entry, load, wrong
from content.messages import Sentence, Words
from content.support import REFERENCE

MOST_WORDS = 12
"""Of one line, as guides to easy read ask for."""
GAP = "idle_minutes"
"""The minutes after which a chat is erased: the only thing that is filled in."""

_GAPS = re.compile(r"\{(.*?)\}")
_AND_MORE = re.compile(r"[.?!;:](?=\s)")


def _gaps_can_be_filled(text: str) -> str:
    if set(_GAPS.findall(text)) - {GAP} or text.count("{") != text.count("}"):
        raise wrong("there is a gap that nothing fills", f"Use {{{GAP}}}, or no gap")
    return text


def _one_idea(text: str) -> str:
    if not REFERENCE.fullmatch(text) and (len(text.split()) > MOST_WORDS or _AND_MORE.search(text)):
        raise wrong(f"more than one idea, or more than {MOST_WORDS} words", "Make two lines of it")
    return text


Idea = Annotated[Words, AfterValidator(_gaps_can_be_filled), AfterValidator(_one_idea)]
"""One short sentence, or a service by itself as [[service_id]]."""


class Section(Entry):
    """A heading, and its ideas, one a line."""

    heading: Sentence
    lines: Annotated[tuple[Idea, ...], Field(min_length=1)]


class EasyRead(Entry):
    """The whole file."""

    heading: Sentence
    about: Annotated[tuple[Idea, ...], Field(min_length=1)]
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    start: Sentence
    find: Sentence
    full: Sentence


def load_easy_read(path: Path) -> EasyRead:
    """The words in the file `path`. Raises `ContentError` naming each wrong line."""
    return load(path, EasyRead)
