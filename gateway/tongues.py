"""What is said in languages other than English, with its gaps and services filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gateway.gateway import Gateway
from gateway.message import Paragraph, Tongue
from safety import Finding

PRESS = "55"


def in_danger(gateway: Gateway, finding: Finding) -> Iterator[Paragraph]:
    """What is said first in danger, in the language that she writes in; nothing when that is English or unknown."""
    tag = gateway.languages.find(finding.language)
    if tag is None:
        return
    language = gateway.languages.languages[tag]
    if finding.danger:
        yield from say(gateway, tag, language.danger)
    if finding.self_harm:
        yield from say(gateway, tag, language.self_harm)


def carry_on(gateway: Gateway, finding: Finding) -> tuple[str, Tongue | None]:
    """What is on the choice to carry on after an alert."""
    tag = gateway.languages.find(finding.language)
    if tag is None:
        return gateway.messages.carry_on, None
    return gateway.languages.languages[tag].carry_on, tongue_of(gateway, tag)


def say(gateway: Gateway, tag: str | None, sentence: str) -> Iterator[Paragraph]:
    """A sentence of the language `tag`; None is one that we do not have, spoken to in English."""
    english = gateway.languages.languages[tag].english[0] if tag else ""
    number = gateway.directory[gateway.languages.emergency].numbers[0].display
    filled = sentence.format(tel_999=number, press_55=PRESS, english=english)
    parts = (part for part in gateway.parts(filled) if isinstance(part, Paragraph))
    yield from (replace(part, tongue=tongue_of(gateway, tag)) for part in parts)


def names_of(gateway: Gateway) -> Iterator[tuple[str, str, str]]:
    """Each language's tag, its own name, and the way it runs."""
    for tag, language in gateway.languages.languages.items():
        yield tag, language.name, language.direction


def tongue_of(gateway: Gateway, tag: str | None) -> Tongue | None:
    """How HTML names the language."""
    return Tongue(tag, gateway.languages.languages[tag].direction) if tag else None
