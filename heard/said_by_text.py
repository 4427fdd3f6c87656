"""How long each answer of domain.yml is as a text message, with everything that the gateway puts beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from content.collected import Content
from content.files import ContentError, Problem
from content.messages import Messages
from content.rasa import BY_TEXT, Domain, Variation
from content.support import Directory
from content.texting import by_text
from gateway.cards import card_of, parts_of
from gateway.channels.rendering import Fits, Pages, render
from gateway.channels.segments import GSM_JOINED, MOST, segments
from gateway.channels.wording import Wording
from gateway.form import ABOUT_POLICE, FORM, RELATIONSHIP, WHEN, WHERE, WHO
from gateway.message import Message, Paragraph, Part, ReceiptWords, new_choice

QUESTION = f"utter_ask_{FORM}_"
BEFORE_THE_FIRST = "utter_report_limits"
PAGED = {
    BEFORE_THE_FIRST: "Said with the first question: its twelve choices leave no room for what must be known before",
}
"""What may be sent in pages, with MORE, and why."""
TOLD, TOLD_WHO = "at my mum's house", "my husband"
"""As long as most of what she told before the report, and is offered as an answer in it."""


@dataclass(frozen=True)
class Said:
    """What is said by text, opening and choices with it, and where it stands in domain.yml."""

    response: str
    place: int
    whole: str

    @property
    def is_long(self) -> bool:
        """Whether it takes more parts than an answer may have."""
        return segments(self.whole) > MOST


@dataclass(frozen=True)
class Texts:
    """What text messages are made of."""

    domain: Domain
    directory: Directory
    wording: Wording

    def said(self) -> Iterator[Said]:
        """Every variation that is said by text."""
        for name, variations in self.domain.responses.items():
            for place in said_there(variations):
                yield Said(name, place, "".join(self.pages(name, place, lambda _: True).now))

    def pages(self, name: str, place: int, fits: Fits) -> Pages:
        """A variation in pages that `fits`."""
        messages = [self._message(name, self.domain.responses[name][place])]
        if name == BEFORE_THE_FIRST:
            messages += self._first_question()
        return render(messages, None, self.wording, fits)

    def _first_question(self) -> Iterator[Message]:
        for slot in self._first_slots():
            variations = self.domain.responses.get(f"{QUESTION}{slot}", ())
            yield from (self._message(f"{QUESTION}{slot}", variations[place]) for place in said_there(variations)[:1])

    def _first_slots(self) -> set[str]:
        return {form.required_slots[0] for form in self.domain.forms.values()}

    def _message(self, name: str, variation: Variation) -> Message:
        message = Message(tuple(self._parts(variation)), tuple(new_choice(each.title) for each in variation.buttons))
        if name.startswith(QUESTION):
            return self._as_question(message, name.removeprefix(QUESTION), variation)
        return self._with_receipt(message) if variation.custom.get("receipt") else message

    def _parts(self, variation: Variation) -> Iterator[Part]:
        yield from parts_of(variation.text, self.directory)
        service = variation.custom.get("service")
        if isinstance(service, str) and service in self.directory:
            yield card_of(self.directory[service])

    def _as_question(self, message: Message, slot: str, variation: Variation) -> Message:
        said, titles = self._offered(slot, message)
        choices = (*map(new_choice, titles), *message.choices, *map(new_choice, self._ways(slot, variation)))
        return replace(message, parts=(*message.parts, *map(Paragraph, said)), choices=choices)

    def _offered(self, slot: str, message: Message) -> tuple[list[str], list[str]]:
        """What she told before, where the gateway offers that as an answer, and the choice that takes it."""
        words = self.wording.messages
        first = message.choices[0].title if message.choices else ""
        if slot == ABOUT_POLICE:
            return [words.told_police], [words.use.format(answer=first)]
        if slot == RELATIONSHIP:
            return [words.told.format(words=TOLD_WHO)], [words.use.format(answer=first)]
        if slot in (WHEN, WHERE, WHO):
            return [words.told.format(words=TOLD)], [words.use.format(answer=TOLD)]
        return [], []

    def _ways(self, slot: str, variation: Variation) -> Iterator[str]:
        """The gateway's own choices below a question. What she answered, at the end of the report, has any length."""
        words: Messages = self.wording.messages
        if not variation.custom.get("required"):
            yield words.skip
        if slot not in self._first_slots():
            yield from (words.back, words.drafts.save)
        yield words.stop

    def _with_receipt(self, message: Message) -> Message:
        """The message with a receipt, for which a warning stands by text."""
        shown = new_choice(self.wording.messages.keep_receipt.show.shopping)
        return replace(message, parts=(*message.parts, ReceiptWords("", "")), choices=(*message.choices, shown))


def said_there(variations: Sequence[Variation]) -> list[int]:
    """The places of those that Rasa picks from by text: one for text without a condition beats all of the page's."""
    texted = {place: each.conditions for place, each in enumerate(variations) if each.channel == BY_TEXT}
    if frozenset() in texted.values():
        return [*texted]
    on_page = (place for place, each in enumerate(variations) if each.channel is None)
    return sorted([*texted, *(place for place in on_page if variations[place].conditions not in texted.values())])


def answers_fit(content: Content) -> Iterator[Problem]:
    """Every answer fits in the parts of one text message, but those of `PAGED`."""
    if not (content.domain and content.directory and content.messages and content.texting):
        return
    try:
        sentences = by_text(content.messages.model, content.texting.document.path)
    except ContentError as error:
        yield from error.problems
        return
    wording = Wording(content.texting.model, sentences)
    for said in Texts(content.domain.model, content.directory, wording).said():
        if said.is_long and said.response not in PAGED:
            keys = ("responses", said.response, said.place, "text")
            yield content.domain.document.problem(*_too_long(said, content.domain.model), *keys)


def _too_long(said: Said, domain: Domain) -> tuple[str, str]:
    problem = f"By text {said.response} is sent in {segments(said.whole)} parts, and an answer has at most {MOST}"
    over = len(said.whole) - MOST * GSM_JOINED
    if over <= 0:
        return problem, "Take out the characters that are neither letters of English nor plain signs"
    if domain.responses[said.response][said.place].channel == BY_TEXT:
        return problem, f"Shorten it by {over} characters, or offer fewer choices"
    return problem, f"Write a variation with `channel: {BY_TEXT}` that is shorter by {over} characters"
