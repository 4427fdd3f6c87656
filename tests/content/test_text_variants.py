"""Every answer of domain.yml as it goes out by text: short enough, telling nothing on a locked phone."""

from __future__ import annotations

import re

import pytest

from actions.settings import DRAFT_DAYS
from content.files import load
from content.messages import load_messages
from content.rasa import BY_TEXT, Condition, Domain, Variation
from content.support import load_directory
from content.texting import SHOWN_LOCKED, by_text, load_texting
from gateway.channels.opening import fits
from gateway.channels.segments import segments
from gateway.channels.wording import Wording
from heard.said_by_text import PAGED, Said, Texts, said_there
from tests.content.small_content import REAL

MOST_PAGED = 5
NEUTRAL = {"hello", "this", "is", "the", "answer", "to", "your", "last", "message"}
"""Words that anybody may read on the phone, though answers use them too."""


@pytest.fixture(scope="module")
def texts() -> Texts:
    texting = REAL / "data/texting.yml"
    wording = Wording(load_texting(texting), by_text(load_messages(REAL / "data/messages.yml"), texting))
    return Texts(load(REAL / "domain.yml", Domain), load_directory(REAL / "data/support"), wording)


@pytest.fixture(scope="module")
def said(texts: Texts) -> list[Said]:
    return list(texts.said())


def test_every_answer_is_read_and_most_have_words_of_their_own_for_text(texts: Texts, said: list[Said]) -> None:
    assert {each.response for each in said} == {*texts.domain.responses}
    shorter = [each for each in said if texts.domain.responses[each.response][each.place].channel == BY_TEXT]
    assert len(shorter) > 100


def test_no_answer_is_longer_than_a_text_message_may_be(said: list[Said]) -> None:
    assert [(each.response, segments(each.whole)) for each in said if each.is_long and each.response not in PAGED] == []


def test_what_is_sent_in_pages_cannot_be_shorter_and_is_named(texts: Texts, said: list[Said]) -> None:
    assert {each.response for each in said if each.is_long} == {*PAGED}
    assert len(PAGED) <= MOST_PAGED
    assert all(len(pages) == 2 for pages in paged(texts, said))


def test_a_locked_phone_shows_no_word_of_any_answer(texts: Texts, said: list[Said]) -> None:
    opening = texts.wording.texting.opening
    shown = {each.whole[:SHOWN_LOCKED] for each in said}
    shown |= {page[:SHOWN_LOCKED] for pages in paged(texts, said) for page in pages}
    assert shown == {opening[:SHOWN_LOCKED]}
    told = {word for each in said for word in words(each.whole.removeprefix(opening))}
    assert len(told) > 500
    assert {word for word in words(opening) if word in told} <= NEUTRAL


@pytest.mark.parametrize("place", [0, 1])
def test_how_long_a_saved_report_is_kept_is_said_as_it_is_set(texts: Texts, place: int) -> None:
    assert f"kept for {DRAFT_DAYS} days" in texts.domain.responses["utter_what_is_kept"][place].text


def test_a_shorter_title_is_not_what_teams_or_the_page_call_a_choice(texts: Texts) -> None:
    titles = texts.domain.titles
    assert titles["police_perpetrator"] == "It was someone in the police"
    by_titles = {button.title for button, keys in texts.domain.buttons() if "Outside the force" in button.title}
    assert by_titles == {"Outside the force"}
    assert by_titles.isdisjoint(titles.values())


HOLDS = (Condition(name="contact", value="phone"),)
ALWAYS, UNDER = Variation(text="page"), Variation(text="page, phone", condition=HOLDS)
TEXT, TEXT_UNDER = Variation(channel=BY_TEXT), Variation(channel=BY_TEXT, condition=HOLDS)


@pytest.mark.parametrize(
    ("variations", "places"),
    [
        ([ALWAYS], [0]),
        ([ALWAYS, UNDER], [0, 1]),
        ([ALWAYS, UNDER, TEXT], [2]),
        ([ALWAYS, UNDER, TEXT_UNDER], [0, 2]),
        ([ALWAYS, UNDER, TEXT, TEXT_UNDER], [2, 3]),
    ],
)
def test_what_is_said_by_text_is_what_rasa_picks_from(variations: list[Variation], places: list[int]) -> None:
    """As tests/bot/test_text_channel.py finds it with Rasa itself."""
    assert said_there(variations) == places


def paged(texts: Texts, said: list[Said]) -> list[tuple[str, ...]]:
    """The pages of each answer that has more than one."""
    pages = [texts.pages(each.response, each.place, fits) for each in said if each.response in PAGED]
    return [(*each.now, *each.later) for each in pages]


def words(text: str) -> set[str]:
    return {*re.findall(r"[a-z']+", text.lower())}
