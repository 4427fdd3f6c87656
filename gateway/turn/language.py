"""Step 6: a message in another language, before a report, is answered in that language, with who can interpret."""

from __future__ import annotations

from dataclasses import replace

from gateway.cards import card_of
from gateway.gateway import Gateway
from gateway.message import Message
from gateway.session import Chosen, InEnglish, Words
from gateway.tongues import say, tongue_of
from gateway.turn.turn import Turn

ABOUT_LANGUAGES = "language"  # the intent: what Heard says in English about other languages


async def speak_language(gateway: Gateway, turn: Turn) -> None:
    """Answers by ourselves: Rasa knows no other language. In a report any language is an answer.

    Nothing of it is said again once she goes on in English.
    """
    request = turn.request
    if isinstance(request, InEnglish):
        turn.session = replace(turn.session, in_english=True)
    elif isinstance(request, Words) and not (turn.session.in_form or turn.session.in_english or turn.was_checked):
        found = turn.finding.language
        tags = gateway.languages.asked_for(request.text) if found is None else (gateway.languages.find(found),)
        if tags:
            turn.messages += [_answer(gateway, turn, tag, InEnglish(request.text)) for tag in tags]
            turn.request = None


def _answer(gateway: Gateway, turn: Turn, tag: str | None, in_english: InEnglish) -> Message:
    words = gateway.languages.languages[tag] if tag else gateway.languages.other
    tongue = tongue_of(gateway, tag)
    lines = Chosen(ABOUT_LANGUAGES, {}, words.help_lines)
    cards = (card_of(gateway.directory[service]) for service in gateway.languages.help_lines)
    choices = ((words.go_on, in_english), (words.help_lines, lines))
    offered = (turn.offer(title, request, ours=True, tongue=tongue) for title, request in choices)
    return Message((*say(gateway, tag, words.calm), *cards), tuple(offered), advice=True)
