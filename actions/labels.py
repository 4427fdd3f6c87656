"""Plain words for slots and their values: the questions and buttons of domain.yml, as the reporter saw them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actions.answers import ACCOUNT, ALWAYS_FREE, CONFIRMED, CONTACT, Vocabulary
from content.files import ContentError, Document, Problem, read

PREFIX = "utter_ask_report_form_"


@dataclass(frozen=True, slots=True)
class Labels:
    """What the questions and choices of the report form are called."""

    questions: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]

    @property
    def vocabulary(self) -> Vocabulary:
        """The values that each question's buttons can give."""
        return {slot: tuple(titles) for slot, titles in self.choices.items()}

    def question(self, slot: str) -> str:
        """The question's short name."""
        return self.questions.get(slot) or _readable(slot)

    def choice(self, slot: str, value: str) -> str:
        """The choice's title."""
        return self.choices.get(slot, {}).get(value) or _readable(value)


def load_labels(domain: Path) -> Labels:
    """The labels in a Rasa domain file. Raises `ContentError` when a question of the form is not in it."""
    document = read(domain)
    responses = document.data.get("responses") if isinstance(document.data, dict) else None
    variations = {slot: list(_variations(responses, slot)) for slot in (*ACCOUNT, CONFIRMED, *CONTACT)}
    choices = {slot: _titles(slot, variations[slot]) for slot in variations}
    problems = [_missing(document, slot) for slot in variations if not (choices[slot] or _is_free(slot, variations))]
    if problems:
        raise ContentError(problems)
    return Labels({slot: _label(variations[slot]) for slot in variations}, choices)


def _variations(responses: Any, slot: str) -> Iterator[dict[str, Any]]:
    listed = responses.get(PREFIX + slot) if isinstance(responses, dict) else None
    on_page = (each for each in listed or () if isinstance(each, dict) and "channel" not in each)
    yield from on_page  # by text the titles are shorter, and teams read the whole ones


def _label(variations: list[dict[str, Any]]) -> str:
    return next((str(each["custom"]["label"]) for each in variations if "label" in (each.get("custom") or {})), "")


def _titles(slot: str, variations: list[dict[str, Any]]) -> dict[str, str]:
    buttons = (button for each in variations for button in each.get("buttons") or ())
    named = ((_value(str(button.get("payload")), slot), str(button.get("title"))) for button in buttons)
    return {value: title for value, title in named if value is not None}


def _value(payload: str, slot: str) -> str | None:
    """What `/intent{"slot": "value"}` puts into `slot`."""
    _, brace, rest = payload.partition("{")
    try:
        entities = json.loads(brace + rest)
    except ValueError:
        return None
    value = entities.get(slot)
    return value if isinstance(value, str) else None


def _is_free(slot: str, variations: Mapping[str, list[dict[str, Any]]]) -> bool:
    return slot in ALWAYS_FREE and bool(variations[slot])


def _missing(document: Document, slot: str) -> Problem:
    name = PREFIX + slot
    return document.problem(
        f"The report form's question {slot} cannot be asked",
        f"Add the response {name} with its buttons",
        "responses",
        name,
    )


def _readable(name: str) -> str:
    return name.replace("_", " ").capitalize()
