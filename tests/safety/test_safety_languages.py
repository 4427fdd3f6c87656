"""Which language a message is in, and the danger check for those that are not English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.danger_lines import labelled
from heard.danger_training import train_language_model
from heard.language_lines import language_lines
from heard.settings import PROJECT, Settings
from safety import Finding, check
from safety.any_language import UNKNOWN, AnyLanguage, english_runs
from safety.check import phrases
from safety.languages import LanguagesError, Parameters, load_languages, save_languages, windows, words_of
from safety.scripts import script_of
from tests.safety.model_kit import trained_languages
from tests.safety.safety_set import Line, Share, load

HELD = [line for line in load() if line.half == "held" and line.kind != "language"]
LARGEST = 10_000_000  # bytes
LEAST_TOLD = 0.9
MOST_ALARMS = 0.1
QUIET = Finding(danger=False, self_harm=False, reasons=())


@pytest.fixture(scope="module")
def checker() -> AnyLanguage:
    return AnyLanguage(check, trained_languages())


CALM = {
    "o której godzinie otwiera się biuro": "pl",
    "la ce oră se deschide biroul acela": "ro",
    "a qué hora abre la oficina de allí": "es",
    "a que horas abre o escritório aí": "pt",
    "à quelle heure ouvre le bureau là-bas": "fr",
    "a che ora apre l'ufficio da voi": "it",
    "ofis saat kaçta açılıyor acaba": "tr",
    "në çfarë ore hapet zyra atje": "sq",
    "kelintą valandą atidaroma įstaiga": "lt",
    "xafiisku saacadma ayuu furmaa": "so",
    "во сколько открывается ваш отдел": "ru",
    "о котрій годині відчиняється ваш відділ": "uk",
    "في أي ساعة يفتح المكتب": "ar",
    "دفتر ساعت چند باز می شود": "fa",
    "دفتر کتنے بجے کھلتا ہے": "ur",
    "ਦਫ਼ਤਰ ਕਿੰਨੇ ਵਜੇ ਖੁੱਲ੍ਹਦਾ ਹੈ": "pa",
    "दफ़्तर कितने बजे खुलता है": "hi",
    "অফিস কয়টায় খোলে": "bn",
    "ઑફિસ કેટલા વાગ્યે ખૂલે છે": "gu",
    "அலுவலகம் எத்தனை மணிக்கு திறக்கும்": "ta",
    "办公室几点开门": "zh",
    "daftar kinne vaje khulda hai ji": "pa",
    "office koytay khole bolte parben": "bn",
    "um wie viel uhr öffnet das büro": "de",
    "quiero hablar con el médico": "es",
    "vorrei avere un appuntamento domani": "it",
}


def test_languages_are_told_apart(checker: AnyLanguage) -> None:
    heard = {said: checker(said).language for said in CALM}
    assert None not in heard.values()
    told = Share(sum((heard[said] or "").partition("-")[0] == CALM[said] for said in CALM), len(CALM))
    print(f"language told, ordinary questions: {told}")
    assert told.value >= LEAST_TOLD


def test_ordinary_messages_in_other_languages_seldom_alarm(checker: AnyLanguage) -> None:
    alarms = Share(sum(checker(said).alert is not None for said in CALM), len(CALM))
    print(f"false alarms, ordinary questions in other languages: {alarms}")
    assert alarms.value <= MOST_ALARMS


@pytest.mark.parametrize(
    "said",
    [
        *("ok", "no", "ta", "hi", "danger", "help", "yes please", "last tuesday, in hatfield", "he", "8pm", ""),
        *(
            "i no speak good english",
            "pls my husband he angry me every day",
            "me no want police for now",
            "wot can i do",
        ),
        *("my freind is geting hit by her bf", "idk wat 2 do tbh", "inshallah i leave him soon", "yaar im so tired"),
    ],
)
def test_english_that_is_not_good_stays_english(checker: AnyLanguage, said: str) -> None:
    assert checker(said).language is None


def test_a_language_nobody_taught_us_is_some_other_language(checker: AnyLanguage) -> None:
    assert checker("도움이 필요해요").language == UNKNOWN
    assert checker("אני צריכה עזרה").language == UNKNOWN


@pytest.mark.parametrize(
    "said",
    [
        *(
            "on ma nóż i wali w drzwi",
            "vrea să mă omoare acum",
            "تێكچوو الحقوني عم يضربني",
            "menu maar reha hai police nu bulao",
        ),
        *(
            "救命他拿着刀",
            "mujhe maar raha hai",
            "меня бьют спасите",
            "ayuda",
            "ajutor!",
            "🆘 proszę",
            "on mnie ✋👍✊",
        ),
        *("yaar he is hitting me help", "he has a knife bachao", "mąż pijany he is going to kill me right now"),
    ],
)
def test_danger_is_found_in_other_languages_and_between_them(checker: AnyLanguage, said: str) -> None:
    assert checker(said).danger


@pytest.mark.parametrize(
    "said", ["ich will die Kinder sehen", "dile que me llame por favor", "cuándo será el juicio de mi marido"]
)
def test_english_patterns_do_not_mistake_other_languages(checker: AnyLanguage, said: str) -> None:
    assert checker(said).alert is None


def test_no_danger_in_english_is_lost_or_found_by_the_other_languages(checker: AnyLanguage) -> None:
    def changed(line: Line) -> bool:
        before, after = check(line.text), checker(line.text)
        return (before.danger, before.self_harm) != (after.danger, after.self_harm)

    assert [line.kind for line in HELD if changed(line)] == []


def test_the_language_of_a_phrase_is_that_of_the_answer(checker: AnyLanguage) -> None:
    assert checker("please help he is here ratunku").language == "pl"


def test_english_stands_in_rows_of_three_words() -> None:
    assert list(english_runs(["mąż", "he", "is", "going", "to", "kill", "me", "żona"])) == [
        ["he", "is", "going", "to", "kill", "me"]
    ]
    assert list(english_runs(["sos", "nie"])) == [["sos"]]


@pytest.mark.parametrize(
    ("words", "script"),
    [
        (["help", "он", "тут"], "CYRILLIC"),
        (["help", "me", "он"], "LATIN"),
        (["救命"], "CJK"),
        (["help", "он"], "CYRILLIC"),
        (["7abasni"], "LATIN"),
        (["12", "🙂"], None),
    ],
)
def test_the_script_is_that_of_most_words_and_of_two_equal_ones_not_latin(words: list[str], script: str | None) -> None:
    assert script_of(words) == script


def test_a_long_message_is_looked_at_in_pieces_that_overlap_and_not_for_ever() -> None:
    words = [str(at) for at in range(5000)]
    found = windows(words)
    assert len(found) == 60
    assert found[0][16:] == found[1][:8]
    assert found[-1][-1] == "4999"
    assert windows(["a"]) == [["a"]]


def test_danger_at_the_end_of_a_long_story_in_another_language_is_found(checker: AnyLanguage) -> None:
    story = "Mieszkamy razem od roku i mamy dwoje dzieci. W niedzielę byliśmy u mojej siostry na obiedzie. " * 20
    assert not checker(story).danger
    assert checker(f"{story} Teraz mnie bije i wali w drzwi.").danger


def test_every_line_says_its_label_and_a_language_that_can_be_told() -> None:
    folder = PROJECT / "data" / "safety" / "languages"
    assert all(len(labelled(file)) > 20 for file in folder.glob("languages_*.csv"))
    kinds = {line.kind for line in language_lines(PROJECT / "data")}
    assert kinds == {*trained_languages().parameters.kinds}


def test_a_line_of_another_language_is_never_taught_as_english() -> None:
    lines = language_lines(PROJECT / "data")
    others = {line.text.casefold() for line in lines if line.kind != "en"}
    assert not any(line.text.casefold() in others for line in lines if line.kind == "en")


def test_no_held_line_is_learned_from() -> None:
    taught = {line.text for line in language_lines(PROJECT / "data") if line.for_danger}
    assert not taught & {line.text for line in HELD}


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    AnyLanguage(check, trained_languages())(text)


@pytest.mark.parametrize("text", ["\ud800", "\x00", "a" * 5000, "ي" * 5000, "救" * 4000, "؟ ؟ ؟", "<p></p>"])
def test_no_strange_text_raises(checker: AnyLanguage, text: str) -> None:
    checker(text)


def test_the_file_is_small_and_reads_back_as_it_was_written(tmp_path: Path) -> None:
    assert train_language_model(Settings(home=PROJECT / ".heard")).stat().st_size < LARGEST
    first = trained_languages().parameters
    save_languages(first, tmp_path / "languages-x.npz")
    again = load_languages(tmp_path / "languages-x.npz").parameters
    assert (again.kinds, again.scripts, again.limits) == (first.kinds, first.scripts, first.limits)
    assert all((one == other).all() for one, other in zip(arrays(first), arrays(again), strict=True))


def arrays(parameters: Parameters) -> Iterator[np.ndarray]:
    yield from (parameters.english, *parameters.languages, *parameters.alerts)


@pytest.mark.parametrize("content", [b"", b"no model", b"PK\x03\x04"])
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "languages-x.npz").write_bytes(content)
    with pytest.raises(LanguagesError):
        load_languages(tmp_path / "languages-x.npz")


# Not danger: an old story, a joke, somebody she no longer wishes to live with, a question, "I miss you".
MENDED = {
    "szef mnie zabije": "mnie zabije",
    "nie jestem w niebezpieczeństwie": "jestem w niebezpieczeństwie",
    "nie chcę żyć z nim": "nie chcę żyć",
    "ce ajutor există pentru femei": "ajutor",
    "nu mai vreau să trăiesc cu el": "nu mai vreau să trăiesc",
    "qué ayuda tienen para mujeres": "ayuda por favor",
    "me está siguiendo en instagram": "me está siguiendo",
    "che tipo di aiuto c'è": "aiuto aiuto",
    "questo lavoro mi uccide": "mi uccide",
    "çfarë ndihme ka për gratë": "ndihmë",
    "كان يضربني زمان": "يضربني",
    "не хочу жить с ним": "не хочу жить",
    "меня душит обида": "меня душит",
    "他在打我电话": "他在打我",
    "怎么报警": "快报警",
    "我想死你了": "我想死",
    "আমি বিপদে নাই": "আমি বিপদে",
    "uske saath jeena nahi chahti": "jeena nahi chahti",
    "onunla yaşamak istemiyorum": "yaşamak istemiyorum",
}


@pytest.mark.parametrize("calm", MENDED)
def test_a_phrase_is_set_aside_by_what_stands_next_to_it_and_only_then(calm: str) -> None:
    assert phrases(calm) == QUIET
    assert phrases(MENDED[calm]).alert is not None


def test_words_are_read_without_marks() -> None:
    assert words_of("Pomocy! Jest, tutaj?\n") == ["pomocy", "jest", "tutaj"]
