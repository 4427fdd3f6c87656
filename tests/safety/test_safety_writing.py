"""However it is written: width, alphabets, spacing, number-letters, text-speak, slips, commands, long stories."""

import random
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safety import check, rules, search
from safety.phrases import SENTENCE_END
from safety.text import plain, tokens
from safety.words import Reader
from tests.safety.safety_set import Share, load

SAID = ("help me", "he is hitting me", "he has a knife", "I want to die", "he will kill me", "call the police")
DISGUISES: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "invisible marks": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "full width": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    "mathematical letters": lambda text: "".join(chr(0x1D41A + ord(c) - 97) if c.islower() else c for c in text),
    "letter by letter": " ".join,
    "dots": lambda text: " ".join(".".join(word) for word in text.split()),
    "dashes": lambda text: " ".join("-".join(word) for word in text.split()),
    "Cyrillic look-alikes": lambda text: text.translate(str.maketrans("eaopcx", "еаорсх")),
    "number-letters": lambda text: text.translate(str.maketrans("eio", "310")),
    "stretched": lambda text: " ".join(word + word[-1] * 3 for word in text.split()),
    "one word": lambda text: text.replace(" ", ""),
    "a stop after each word": lambda text: text.replace(" ", ". "),
    "a line for each word": lambda text: text.replace(" ", "\n"),
    "a leading slash": lambda text: f"/{text}",
    "a trailing slash": lambda text: f"{text}/",
    "after a command": lambda text: f"/restart {text}",
    "markup": lambda text: f"<p><b>{text}</b></p>",
    "quotation marks": lambda text: f"“{text}”",
    "struck through": lambda text: "".join(c + "\u0336" for c in text),
    "underscores": lambda text: text.replace(" ", "_"),
}
SHORT_FORMS = [
    "hes hitting me rn",
    "im hidin frm him",
    "he gonna kill me 2nite",
    "pls help me hes got a knif",
    "kms",
    "wanna die rn",
    "cant do this anymore",
    "need police asap",
    "he is strangeling me",
    "im hidding in the wardrobe",
    "k1ll myself",
    "🆘",
    "✋👍✊",
    "✋🏽✊🏽",
    "he has a 🔪",
    "/999",
    "SOS!!",
]
BURIED = ("he is outside the door with a knife", "I have taken all my tablets", "He strangled me tonight")
ALREADY_DISGUISED = {"language", "evasion", "typo", "text-speak"}
STORY = (
    "We met at college and moved in together after a year. He liked to know where I was. My sister noticed it first. "
    "We went on holiday and he would not speak to me for two days. I have kept a diary of some of it. "
)


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_disguise_does_not_hide_it(disguise: str, said: str) -> None:
    assert check(DISGUISES[disguise](said)).alert is not None


@pytest.mark.parametrize("said", SHORT_FORMS)
def test_text_speak_and_slips_are_read(said: str) -> None:
    assert check(said).alert is not None


@pytest.mark.parametrize("word", ["sitting", "riding", "filling", "kite", "heal", "chose", "therapist", "shelf"])
def test_real_words_are_not_mended_into_dangerous_ones(word: str) -> None:
    assert Reader(rules.LEXICON.uses).readings([word]) == [[word]]


def test_a_russian_message_stays_russian() -> None:
    assert tokens(plain("помогите мне")) == ["помогите", "мне"]


@pytest.mark.parametrize(
    "said", ["he is outside the door with a knife", "I have taken all my tablets", "He strangled me tonight"]
)
@pytest.mark.parametrize("place", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("joint", [". ", "\n", " "])
def test_a_sentence_in_a_long_story_is_found(said: str, place: float, joint: str) -> None:
    story = (STORY * 20)[:3500]
    assert check(story).alert is None
    at = story.index(" ", int(place * 3300))
    assert check(story[:at] + joint + said + joint + story[at:]).alert is not None


def test_a_story_without_full_stops_does_not_hide_it() -> None:
    story = re.sub(r"[.]", "", STORY * 8)
    assert check(f"{story} he is outside with a knife {story}").danger


def slip(word: str, chance: random.Random) -> str:
    """One letter dropped, doubled, replaced or swapped with its neighbour."""
    at = chance.randrange(len(word) - 1)
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[: at + 1] + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


def misspelt(text: str, chance: random.Random) -> str:
    return " ".join(
        slip(word, chance) if word.isalpha() and len(word) > 2 and chance.random() < 0.1 else word
        for word in text.split(" ")
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_word_in_ten_misspelt_loses_at_most_two_points(seed: int) -> None:
    chance = random.Random(seed)
    lines = [line for line in load() if line.label != "neither" and line.kind not in ALREADY_DISGUISED]
    before = Share(sum(check(line.text).alert is not None for line in lines), len(lines))
    after = Share(sum(check(misspelt(line.text, chance)).alert is not None for line in lines), len(lines))
    print(f"as written: {before}; misspelt: {after}")
    assert before.value - after.value <= 0.02


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_no_text_raises(text: str) -> None:
    check(text)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*list(rules.LEXICON.uses)[:600], ".", "\n", "'", "zzz"]), max_size=120))
def test_no_mixture_of_known_words_raises_and_the_answer_is_always_the_same(words: list[str]) -> None:
    text = " ".join(words)
    assert check(text) == check(text)


def rules_tried(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many expressions are run over the sentences of a text."""
    tried = 0
    candidates = search._candidates

    def counted(present: frozenset[str]) -> list[rules.Rule]:
        nonlocal tried
        chosen = candidates(present)
        tried += len(chosen)
        return chosen

    monkeypatch.setattr(search, "_candidates", counted)
    check(text)
    monkeypatch.undo()
    return tried


@pytest.mark.parametrize("unit", [STORY, "he is hitting me. ", "not want not be in the ", "he he he ", "i me my "])
def test_work_grows_no_faster_than_the_text(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    once = rules_tried(unit * 5, monkeypatch)
    assert rules_tried(unit * 20, monkeypatch) <= 4 * once + 20


def test_an_ordinary_long_story_tries_few_of_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rules_tried((STORY * 20)[:4000], monkeypatch) < 2_000


def test_a_very_long_text_keeps_its_beginning_and_end() -> None:
    filler = "and then we went to the shops " * 4_000
    assert check(f"he has a knife. {filler}").danger
    assert check(f"{filler}. he has a knife").danger


def test_sentences_are_framed_once() -> None:
    code = rules.LEXICON.encode(["he", SENTENCE_END, SENTENCE_END, "is", SENTENCE_END])
    assert code.count(SENTENCE_END) == 3


@pytest.mark.parametrize("text", ["akys lipa", "akys", "fuck the police", "Fuck the police!"])
def test_small_talk_and_a_slogan_are_no_call_for_help(text: str) -> None:
    assert check(text).alert is None


@pytest.mark.parametrize(
    ("text", "alert"),
    [("fuck help me", "danger"), ("omg the police please", "danger"), ("come quick", "danger"), ("kys", "self_harm")],
)
def test_what_only_looks_like_that_still_alarms(text: str, alert: str) -> None:
    assert check(text).alert == alert
