"""Answers as the server accepts them: known choices, or free text that was sealed; anything else is left out.

Of a choice that is not known any more, the name of it is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from actions.envelopes import PREFIX
from actions.refusal import RefusedError

Slots = Mapping[str, object]
Vocabulary = Mapping[str, tuple[str, ...]]
OpenEnvelope = Callable[[str, str], str]
"""Opens a sealed value: (slot, value) -> text."""

ACCOUNT = (
    "report_kind",
    "report_for",
    "what_happened",
    "when_happened",
    "where_happened",
    "who_did_it",
    "relationship",
    "still_happening",
    "children_affected",
    "adult_at_risk",
    "about_police",
    "needs",
)
CONFIRMED = "police_confirmed"
ROUTING = ("police_mention", CONFIRMED)
"""Decide the team beside the account, and are no part of what the team reads."""
CONTACT = ("contact", "contact_details", "safe_contact")
ALWAYS_FREE = frozenset({"what_happened", "who_did_it", "contact_details", "needs"})
CHOICE = re.compile(r"[a-z][a-z0-9_]{0,63}")
NO_LONGER_ASKED = "(answered {}, which is no longer asked)"
NO_ANSWER = frozenset({"", "skipped", "not_asked"})

FAIL_SAFE: Mapping[str, str] = {
    "about_police": "not_sure",
    "police_mention": "unclear",
    "police_confirmed": "not_sure",
}
"""An answer here that is not understood must never open a report to a colleague of the person it is about."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a choice from the vocabulary, or the reporter's own words."""

    slot: str
    value: str = field(repr=False)
    own_words: bool = False


class AnswerReader:
    """Reads the slots of one submission."""

    def __init__(self, slots: Slots, vocabulary: Vocabulary, open_envelope: OpenEnvelope) -> None:
        self._slots = slots
        self._vocabulary = vocabulary
        self._open = open_envelope

    def read(self, slot: str) -> Answer | None:
        """The answer in `slot`, or None when there is none. Raises `RefusedError` for unsealed free text."""
        value = self._slots.get(slot)
        if not isinstance(value, str) or value in NO_ANSWER:
            return None
        if value.startswith(PREFIX):
            words = self._open(slot, value)
            return Answer(slot, words, own_words=True) if words.strip() else None
        if slot in ALWAYS_FREE:
            # Leaving it out would lose someone's words and still say "sent".
            raise RefusedError(f"The answer in {slot} is not sealed.")
        return self._choice(slot, value)

    def read_all(self, slots: Iterable[str]) -> dict[str, Answer]:
        """The answers there are, in the order of `slots`."""
        answers = (self.read(slot) for slot in slots)
        return {answer.slot: answer for answer in answers if answer is not None}

    def _choice(self, slot: str, value: str) -> Answer | None:
        if value in self._vocabulary.get(slot, ()):
            return Answer(slot, value)
        if slot in FAIL_SAFE:
            return Answer(slot, FAIL_SAFE[slot])
        # The content may have changed while the report waited: the team is told, and no rule decides by it.
        is_old = slot in ACCOUNT and CHOICE.fullmatch(value)
        return Answer(slot, NO_LONGER_ASKED.format(value), own_words=True) if is_old else None


def for_routing(answers: Mapping[str, Answer]) -> dict[str, str]:
    """The choices alone: free text never decides who receives a report."""
    chosen = {slot: answer.value for slot, answer in answers.items() if not answer.own_words}
    unclear = {slot: FAIL_SAFE[slot] for slot, answer in answers.items() if answer.own_words and slot in FAIL_SAFE}
    return chosen | unclear
