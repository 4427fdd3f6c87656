"""What a safeguarding reviewer relies on: every pattern explains itself, and its example is found by it."""

import re

import pytest

from safety import check
from safety.blocks import parse
from safety.foreign import SPOKEN, said
from safety.pattern import Innocent, Meaning, Pattern, Spoken
from safety.phrases import Lexicon
from safety.rules import COVERS, INNOCENT, PATTERNS, RULES
from safety.search import cover
from safety.vocabulary import GROUPS, SPELLINGS


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_a_pattern_finds_its_own_example(pattern: Pattern) -> None:
    finding = check(pattern.example)
    assert pattern.name in finding.reasons
    assert finding.danger if pattern.meaning is Meaning.DANGER else finding.self_harm


@pytest.mark.parametrize("innocent", INNOCENT, ids=lambda innocent: innocent.name)
def test_an_innocent_example_raises_no_alert(innocent: Innocent) -> None:
    assert check(innocent.example).alert is None


def test_every_pattern_has_a_name_of_its_own_and_a_reason_in_words() -> None:
    explained: list[Pattern | Innocent] = [*PATTERNS, *INNOCENT]
    assert len({item.name for item in explained}) == len(explained)
    for item in explained:
        assert re.fullmatch(r"[a-z_]+", item.name)
        assert len(item.reason.split()) >= 4
        assert item.phrases


def test_reasons_are_names_and_never_words_of_the_message() -> None:
    known = {pattern.name for pattern in PATTERNS} | {"bare_call"}
    assert set(check("he is hitting me and I want to die").reasons) <= known


@pytest.mark.parametrize("spoken", SPOKEN, ids=lambda spoken: spoken.name)
def test_every_foreign_phrase_is_found_and_says_who_checked_it(spoken: Spoken) -> None:
    assert spoken.checked
    for phrase in spoken.phrases:
        finding = check(said(phrase))
        assert finding.danger if spoken.meaning is Meaning.DANGER else finding.self_harm


def test_every_language_has_both_meanings() -> None:
    languages = {spoken.name.removesuffix(f"_{spoken.meaning.value}") for spoken in SPOKEN}
    assert len(languages) >= 22
    assert len(SPOKEN) == 2 * len(languages)


def test_every_spelling_stands_for_something_else() -> None:
    assert all(words and words != (spelling,) for spelling, words in SPELLINGS.items())


FAULTS = {
    "    he is here\n": "line 1",
    "name\n    why: a\n    why: b\n": "line 1: write `why: …` once",
    "# remark\nname\n    wy: a\n": "line 2: name has an unknown field `wy`",
}


def read_strictly(text: str) -> str:
    block = parse(text, "patterns/x.txt")[0]
    block.only("why")
    return block.one("why")


@pytest.mark.parametrize("text", FAULTS)
def test_a_pattern_file_that_cannot_be_read_names_the_line(text: str) -> None:
    with pytest.raises(ValueError, match=FAULTS[text]):
        read_strictly(text)


def test_no_word_group_is_a_string_taken_apart_by_mistake() -> None:
    for entries in GROUPS.values():
        assert all(len(entry) > 1 or entry in {"a", "i"} for entry in entries)


def test_no_expression_can_run_away() -> None:
    rules = {rule for filed in RULES.values() for rule in filed}
    expressions = [rule.phrase.find for rule in rules] + [phrase.find for _, phrase in COVERS]
    for expression in expressions:
        assert not re.search(r"[*+]|\{\d+,\}", expression.pattern)
        assert max(map(int, re.findall(r"\{0,(\d+)\}", expression.pattern)), default=0) <= 8


def test_a_phrase_that_could_match_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="without a required word"):
        Lexicon(GROUPS).compile("my? .. $")


def test_an_unknown_word_group_is_refused() -> None:
    with pytest.raises(KeyError):
        Lexicon(GROUPS).compile("NOSUCHGROUP me")


def test_covering_up_keeps_the_length_of_a_message() -> None:
    code = "\n" + "".join(chr(0x4E00 + at) for at in range(400)) + "\n\r"
    assert len(cover(code)) == len(code)
