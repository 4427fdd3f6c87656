from __future__ import annotations

import re
from pathlib import Path

import pytest

from content.contacts import contact_details
from content.files import ContentError
from content.messages import Messages, load_messages
from content.receipt_words import load_receipt_words
from content.support import Directory, service_ids
from gateway.settings import PROJECT
from safety import check

FILE = PROJECT / "data" / "messages.yml"


@pytest.fixture
def sentences(messages: Messages) -> str:
    return messages.model_dump_json()


def broken(tmp_path: Path, pattern: str, replacement: str) -> str:
    changed = re.sub(pattern, replacement, FILE.read_text(), count=1, flags=re.MULTILINE)
    assert changed != FILE.read_text()
    (tmp_path / "messages.yml").write_text(changed)
    with pytest.raises(ContentError) as error:
        load_messages(tmp_path / "messages.yml")
    return str(error.value)


def test_every_service_that_a_sentence_names_is_in_the_directory(sentences: str, directory: Directory) -> None:
    named = service_ids(sentences)
    assert named
    assert [service for service in named if service not in directory] == []


def test_danger_gives_every_way_to_call(messages: Messages) -> None:
    for sentence in (messages.danger, messages.both):
        assert all(way in sentence for way in ("999", "press 55", "mobile", "18000", "registered"))
    for sentence in (messages.self_harm, messages.both):
        assert all(way in sentence for way in ("999", "[[samaritans]]", "[[shout]]"))
    # An alert may go with a refusal: only where it is so does one of the other sentences say that all is kept.
    for sentence in (messages.danger, messages.self_harm, messages.both, messages.not_yet):
        assert "kept" not in sentence
    for sentence in (messages.kept_until_safe, messages.kept_until_ready):
        assert "kept" in sentence


def test_no_sentence_shouts_or_gives_a_number(sentences: str) -> None:
    assert "!" not in sentences
    assert [each.kind for each in contact_details(sentences)] == []


def test_a_missing_sentence_is_named(tmp_path: Path) -> None:
    assert "stale: Field required. Add this key" in broken(tmp_path, r"^stale:.*\n", "")


def test_an_unknown_sentence_is_named_with_its_line(tmp_path: Path) -> None:
    assert re.search(r"messages\.yml:\d+: stail: .*Remove this key", broken(tmp_path, "^stale:", "stail: x\nstale:"))


def test_an_empty_sentence_is_named(tmp_path: Path) -> None:
    assert "skip" in broken(tmp_path, "^skip: .*$", 'skip: ""')


def test_a_gap_that_is_missing_or_invented_is_named(tmp_path: Path) -> None:
    assert "{label}" in broken(tmp_path, r"^change: .*$", 'change: "Change"')
    assert "back" in broken(tmp_path, r"^back: .*$", 'back: "Go back to {place}"')


def test_a_telephone_number_in_a_sentence_is_refused(tmp_path: Path) -> None:
    assert "Name the service instead" in broken(tmp_path, r"^empty: .*$", "empty: Call 0808 2000 247 instead.")


def test_no_receipt_word_sounds_like_danger(receipt_words: tuple[str, ...]) -> None:
    assert [word for word in receipt_words if check(word).alert] == []


def test_a_receipt_word_that_is_not_in_the_list_is_named(tmp_path: Path) -> None:
    path = tmp_path / "receipt-words.yml"
    path.write_text("upsetting: [abuse]\ntelling: [\n  police,\n  polic,\n]\ntyped_here: []\nspelled_otherwise: []\n")
    with pytest.raises(ContentError, match=r"receipt-words\.yml:4: telling"):
        load_receipt_words(path)
