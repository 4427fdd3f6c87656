"""What Heard says by itself in other languages: data/languages.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from content.files import ContentError, Document, Entry, Problem, parse, read, wrong
from content.messages import Sentence, Words, filled_with
from content.support import Directory

INTERPRETERS = "interpreters"
MOST_WORDS_ASKING = 12
_WORDS = re.compile(r"[^\W\d_]+")

Tag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-(Latn|Arab))?$")]
Calm = Annotated[Words, filled_with("tel_999", "english")]


class Choices(Entry):
    """Who has read the wording, and what is on the choices."""

    checked: Sentence
    carry_on: Sentence
    go_on: Sentence
    help_lines: Sentence


class Other(Choices):
    """What is said in English about a language that is not here."""

    calm: Annotated[Words, filled_with("tel_999")]


class Language(Choices):
    """A language: its own name, its names in English (the first is the one to say on the phone), and its sentences."""

    name: Sentence
    english: tuple[Sentence, ...] = Field(min_length=1)
    direction: Literal["ltr", "rtl"] = "ltr"
    danger: Annotated[Words, filled_with("tel_999", "press_55", "english")]
    self_harm: Annotated[Words, filled_with("tel_999", "english")]
    calm: Calm


class Languages(Entry):
    """data/languages.yml. Languages by tag: ISO 639, with -Latn or -Arab for a script that is not the usual one."""

    emergency: str
    help_lines: tuple[str, ...] = Field(min_length=1)
    asking: Sentence
    other: Other
    languages: dict[Tag, Language]

    @field_validator("languages")
    @classmethod
    def _scripts_have_a_language(cls, languages: dict[str, Language]) -> dict[str, Language]:
        for tag in languages:
            if tag.partition("-")[0] not in languages:
                raise wrong(f"{tag} stands without its language", f"Add {tag.partition('-')[0]} as well")
        return languages

    def find(self, tag: str | None) -> str | None:
        """The tag under which a language is spoken here: the same, or the language in its usual script."""
        return next((each for each in (tag, (tag or "").partition("-")[0]) if each in self.languages), None)

    def asked_for(self, text: str) -> tuple[str, ...]:
        """The languages that a message in English asks for by name; none when it says anything else."""
        words = _WORDS.findall(text.casefold())
        if len(words) > MOST_WORDS_ASKING:
            return ()
        names = self._by_name()
        asked = tuple(dict.fromkeys(names[word] for word in words if word in names))
        return asked if {*words} <= {*names, *self.asking.split()} else ()

    def _by_name(self) -> Mapping[str, str]:
        usual = ((tag, each) for tag, each in self.languages.items() if "-" not in tag)
        return {name.casefold(): tag for tag, language in usual for name in language.english}


def load_languages(path: Path, directory: Directory) -> Languages:
    """The languages in the file `path`. Raises `ContentError` naming each wrong line."""
    document = read(path)
    languages = parse(document, Languages)
    problems = list(services_can_be_called(document, languages, directory))
    if problems:
        raise ContentError(problems)
    return languages


def services_can_be_called(document: Document, languages: Languages, directory: Directory) -> Iterator[Problem]:
    """The services named are in the directory; the emergency has a number, and the help lines have interpreters."""
    unknown = "Use an id that is in data/support, or add the service there"
    if languages.emergency not in directory:
        yield document.problem(f"There is no service {languages.emergency}", unknown, "emergency")
    elif not directory[languages.emergency].numbers:
        yield document.problem(f"{languages.emergency} has no number", "Name a service with one", "emergency")
    for number, service in enumerate(languages.help_lines):
        if service not in directory:
            yield document.problem(f"There is no service {service}", unknown, "help_lines", number)
        elif INTERPRETERS not in directory[service].ways:
            remedy = "Name one whose `ways` in data/support say interpreters"
            yield document.problem(f"{service} has no interpreters", remedy, "help_lines", number)
