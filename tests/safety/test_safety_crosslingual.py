"""The judge of messages in other languages, and the encoder it reads them with."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.language_lines import labelled_lines, language_lines
from heard.settings import PROJECT
from safety import Finding, check
from safety.any_language import AnyLanguage
from safety.crosslingual import LONGEST_WINDOW, MOST_WINDOWS, OVERLAP, Judge, windows
from safety.languages import words_of
from safety.multilingual import SIZE, MultilingualEncoder, harmless
from tests.safety.model_kit import trained_judge, trained_languages
from tests.safety.safety_set import FOLDER, Share

HELD = [*labelled_lines(FOLDER / "languages.csv")]
ALERTS = [line for line in HELD if any(line.meant)]
CALM = [line for line in HELD if not any(line.meant)]
QUIET = Finding(danger=False, self_harm=False, reasons=())
LEAST_FOUND = 0.66
LEAST_MET = 0.95
MOST_ALARMS = 0.13
LEAST_LINES = 8
LANGUAGES = {line.kind.partition("-")[0] for line in HELD}


@pytest.fixture(scope="module")
def judge() -> Judge:
    return trained_judge()


@pytest.fixture(scope="module")
def checker(judge: Judge) -> AnyLanguage:
    return AnyLanguage(check, trained_languages(), judge.finding)


def test_danger_and_self_harm_are_found_in_lines_nothing_was_trained_on(checker: AnyLanguage) -> None:
    found = [checker(line.text) for line in ALERTS]
    alarms = Share(sum(each.alert is not None for each in found), len(ALERTS))
    met = Share(sum((each.alert or each.unsure) is not None for each in found), len(ALERTS))
    print(f"other languages, held: alarm {alarms}; alarm or doubt {met}")
    assert alarms.value >= LEAST_FOUND
    assert met.value >= LEAST_MET


def test_calm_lines_nothing_was_trained_on_seldom_alarm(checker: AnyLanguage) -> None:
    alarms = Share(sum(checker(line.text).alert is not None for line in CALM), len(CALM))
    print(f"other languages, held: false alarms {alarms}")
    assert alarms.value <= MOST_ALARMS


def test_the_judge_finds_what_neither_a_phrase_nor_letters_do(judge: Judge) -> None:
    said = "uno mi segue dalla stazione ho paura"
    assert check(said).alert is None
    assert trained_languages().finding(words_of(said)).alert is None
    assert judge.finding(said).danger


def test_no_held_line_is_learned_from_and_every_language_is_held() -> None:
    taught = {line.text.casefold() for line in language_lines(PROJECT / "data")}
    assert not taught & {line.text.casefold() for line in HELD}
    assert len(LANGUAGES) == 22
    assert all(sum(line.kind.startswith(name) for line in HELD) >= LEAST_LINES for name in LANGUAGES)


def test_danger_in_the_middle_of_a_long_story_is_found(judge: Judge) -> None:
    story = "W niedzielę byliśmy u mojej siostry na obiedzie. Dzieci bawiły się w ogrodzie i było spokojnie. " * 8
    assert judge.finding(story) == QUIET
    assert judge.finding(f"{story}Teraz ma nóż i wali w drzwi, boję się, pomocy! {story}").danger


def test_a_score_between_the_limits_leaves_a_doubt(judge: Judge) -> None:
    limits = judge.known.limits
    assert limits.unsure < limits.short < limits.story
    doubt = np.array([[1.0, -1.0, (limits.short + limits.unsure) / 2]])
    assert judge.judge(doubt) == Finding(False, False, (), unsure="danger")
    assert judge.judge(doubt + np.array([0, 0, 1])) == Finding(True, False, ("meaning:danger",))
    assert judge.judge(doubt - np.array([0, 0, 9])) == QUIET
    story = np.array([[1.0, -1.0, (limits.short + limits.story) / 2]] * 2)
    assert judge.judge(story).unsure == "danger"
    assert judge.judge(np.array([*doubt, *doubt])) == QUIET
    both = np.array([[0.5, 0.5, 9.0]])
    assert judge.judge(both) == Finding(True, True, ("meaning:danger", "meaning:self_harm"))


def test_a_long_message_is_read_in_pieces_that_overlap_and_not_for_ever() -> None:
    found = windows(" ".join(str(at) for at in range(100)))
    assert all(first.split()[-OVERLAP:] == second.split()[:OVERLAP] for first, second in pairwise(found))
    assert found[-1].split()[-1] == "99"
    assert len(windows("słowo " * 5000)) == MOST_WINDOWS
    assert max(len(piece) for piece in windows("救" * 4000)) <= 2 * LONGEST_WINDOW
    assert windows("  ") == []


def test_a_letter_that_stands_for_many_does_not_reach_the_engine() -> None:
    """The engine sets aside room for twelve letters in place of it; a hundred of them ended the process."""
    assert "\ufdfa" not in harmless("\ufdfa" * 100)
    assert harmless("\0 \ud800 ok") == "   ok"


@pytest.mark.parametrize("text", ["", "\0", "\ud800", "\ufdfa" * 500, "a" * 5000, "ي" * 5000, "🙂", "\u202e\u200d"])
def test_no_strange_text_raises(judge: Judge, text: str) -> None:
    judge.finding(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    trained_judge().finding(text)


def test_a_vector_is_the_same_whatever_stands_beside_it() -> None:
    encoder = MultilingualEncoder()
    together, alone = encoder.vectors(["ratunku", "he hit me"]), encoder.vectors(["ratunku"])
    assert together.shape == (2, SIZE)
    assert (together[0] == alone[0]).all()
    assert encoder.vectors([]).shape == (0, SIZE)
