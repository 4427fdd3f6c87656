"""A campaign's code is a word that means nothing else where it can be sent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.collected import Content
from content.files import Problem

REMEDY = "Choose a word that nobody would send for anything else"
_WORD = re.compile(r"[^\W_]+")


def codes_mean_nothing_else(content: Content) -> Iterator[Problem]:
    """No code is a word that is understood by text, or with which a choice of the welcome can be taken."""
    if content.campaigns is None:
        return
    taken = {*_understood(content), *_beginnings(content)}
    for code, keys in content.campaigns.model.codes():
        if code.casefold() in taken:
            problem = f"{code}: a code that means something by text already"
            yield content.campaigns.document.problem(problem, REMEDY, *keys)


def _understood(content: Content) -> Iterator[str]:
    """Every word of data/texting.yml that stands for something, also within a longer one ("stop all")."""
    if content.texting:
        understood = content.texting.model.understood
        for name in type(understood).model_fields:
            for spoken in getattr(understood, name):
                yield from spoken.casefold().split()


def _beginnings(content: Content) -> Iterator[str]:
    """The first word of each choice below the welcome: sent alone it takes the choice."""
    if content.messages:
        for choice in content.messages.model.welcome_choices:
            yield from _WORD.findall(choice.title.casefold())[:1]
