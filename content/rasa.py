"""Rasa's own files (domain.yml, data/nlu, data/rules), as far as Heard's rules about them need; without Rasa."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from content.files import Entry, Key

BY_TEXT = "text"
"""The channel of the variations that are said by text message."""
_PAYLOAD = re.compile(r"/([a-z][a-z0-9_]*)(\{.*\})?")


class RasaEntry(BaseModel):
    """Base of what Rasa defines: keys that Heard has no rule about are Rasa's to check."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Button(Entry):
    """A choice: what is shown, and what it means to Rasa."""

    title: str = Field(min_length=1)
    payload: str


class Condition(RasaEntry):
    """A slot that holds a value."""

    name: str
    value: str | bool | int | float | None = None


class Variation(RasaEntry):
    """One way to say a response: on the page, or by the channel that is named; always, or where all of this holds."""

    text: str = ""
    channel: str | None = None
    condition: tuple[Condition, ...] = ()
    buttons: tuple[Button, ...] = ()
    custom: dict[str, Any] = {}

    @property
    def conditions(self) -> frozenset[Condition]:
        """What must hold, in no order."""
        return frozenset(self.condition)


class Form(RasaEntry):
    """A form and the slots it fills, in order."""

    required_slots: tuple[str, ...]


class Domain(RasaEntry):
    """What domain.yml declares."""

    intents: tuple[str | dict[str, Any], ...] = Field(min_length=1)
    entities: tuple[str | dict[str, Any], ...] = ()
    slots: dict[str, dict[str, Any]] = {}
    forms: dict[str, Form] = {}
    actions: tuple[str, ...] = ()
    responses: dict[str, tuple[Variation, ...]] = Field(min_length=1)

    @property
    def intent_names(self) -> tuple[str, ...]:
        """Every intent, in order."""
        return _names(self.intents)

    @property
    def entity_names(self) -> tuple[str, ...]:
        """Every entity, in order."""
        return _names(self.entities)

    @property
    def titles(self) -> dict[str, str]:
        """What the choice of each intent is called where the page first offers it; not of those that need an answer."""
        on_page = (each for said in self.responses.values() for each in said if each.channel is None)
        titles: dict[str, str] = {}
        for button in (button for each in on_page for button in each.buttons):
            if button.payload.isascii() and "{" not in button.payload:
                titles.setdefault(button.payload.removeprefix("/"), button.title)
        return titles

    def buttons(self) -> Iterator[tuple[Button, tuple[Key, ...]]]:
        """Every button with the keys that lead to it."""
        for name, variations in self.responses.items():
            for place, variation in enumerate(variations):
                for number, button in enumerate(variation.buttons):
                    yield button, ("responses", name, place, "buttons", number)


class Examples(Entry):
    """A block of training examples, one a line; for an intent, or for Rasa's synonyms, lookups and patterns."""

    intent: str | None = None
    synonym: str | None = None
    lookup: str | None = None
    regex: str | None = None
    examples: str = Field(min_length=1)

    def lines(self) -> Iterator[tuple[str, int]]:
        """Every line that is not empty, with the character at which it starts."""
        start = 0
        for line in self.examples.split("\n"):
            if line.strip():
                yield line.strip(), start
            start += len(line) + 1


class NluFile(Entry):
    """A file of data/nlu/."""

    version: str
    nlu: tuple[Examples, ...]


class Step(RasaEntry):
    """One step of a rule: something said to Heard, or something Heard does."""

    intent: str | None = None
    action: str | None = None
    either: tuple[Step, ...] = Field(default=(), alias="or")


class Rule(RasaEntry):
    """One rule."""

    rule: str = Field(min_length=1)
    steps: tuple[Step, ...] = Field(min_length=1)

    def all_steps(self) -> Iterator[tuple[Step, tuple[Key, ...]]]:
        """Every step, those inside `or` too, with the keys below the rule that lead to it."""
        for number, step in enumerate(self.steps):
            yield step, ("steps", number)
            for other, alternative in enumerate(step.either):
                yield alternative, ("steps", number, "or", other)


class RulesFile(Entry):
    """A file of data/rules/."""

    version: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Payload:
    """What a button means: an intent, and the values it puts into slots (None clears one)."""

    intent: str
    entities: Mapping[str, str | None]


def _names(listed: tuple[str | dict[str, Any], ...]) -> tuple[str, ...]:
    """The names alone: one with options is written as a mapping of one key."""
    return tuple(each if isinstance(each, str) else next(iter(each), "") for each in listed)


def read_payload(payload: str) -> Payload | None:
    """The meaning of `/intent` or `/intent{"slot": "value"}`; None when it is written in any other way."""
    match = _PAYLOAD.fullmatch(payload)
    if match is None:
        return None
    try:
        entities = json.loads(match[2] or "{}")
    except ValueError:
        return None
    if not all(value is None or isinstance(value, str) for value in entities.values()):
        return None
    return Payload(match[1], entities)
