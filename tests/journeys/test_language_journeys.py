"""People who write in another language: answered in it, calm first, then in danger."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.journeys.person import Person
from tests.journeys.reporting import ANONYMOUS, fill_in

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
