"""What is said about files is easy to read, and there are words for whatever a cleaner can say."""

from __future__ import annotations

from pathlib import Path

import pytest

from attachments.protocol import Found, Kind, Refusal
from content.attachments import load_attachments
from tests.content.reading_age import LIMIT, grade

WORDS = load_attachments(Path(__file__).parents[2] / "data" / "attachments.yml")
SENTENCES = {name: said for name, said in WORDS.model_dump().items() if isinstance(said, str) and said.endswith(".")}
SENTENCES |= {f"refused {name}": said for name, said in WORDS.refused.model_dump().items()}
FOUND = f"{WORDS.holds}: {', '.join(WORDS.found.model_dump().values())}."


@pytest.mark.parametrize("name", SENTENCES)
def test_every_sentence_is_easy_to_read(name: str) -> None:
    assert grade(SENTENCES[name]) <= LIMIT


def test_each_thing_that_can_be_found_has_words_and_no_other() -> None:
    assert set(WORDS.found.model_dump()) == {each.value for each in Found}
    assert set(WORDS.kinds.model_dump()) == {each.value for each in Kind}
    assert set(WORDS.refused.model_dump()) == {each.value for each in Refusal}


def test_nothing_is_said_to_be_safe() -> None:
    said = " ".join([*SENTENCES.values(), FOUND]).lower()
    assert not {"safe", "anonymous", "guarantee", "secure"} & set(said.replace(".", " ").replace(",", " ").split())
