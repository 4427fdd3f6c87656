"""Fills services into texts: `[[id]]` alone on a line becomes a card, within a sentence its name and number."""

from __future__ import annotations

import re

from content.support import Directory, Service
from gateway.log import trouble
from gateway.message import Card, Paragraph, Part, PhoneNumber

_ALONE = re.compile(r"^[ \t]*\[\[([^\[\]]*)\]\][ \t]*$", re.MULTILINE)
_WITHIN = re.compile(r"\[\[([^\[\]]*)\]\]")


def parts_of(text: str, directory: Directory) -> tuple[Part, ...]:
    """`text` as paragraphs and cards. A service that is not in the directory is left out, and its id logged."""
    parts: list[Part] = []
    for index, piece in enumerate(_ALONE.split(text)):  # text, id, text, id, … text
        if index % 2 == 0:
            parts += _paragraph(piece, directory)
        elif (service := _find(piece, directory)) is not None:
            parts.append(card_of(service))
    return tuple(parts)


def card_of(service: Service) -> Card:
    """The service as it is shown in full."""
    numbers = tuple(PhoneNumber(each.label, each.display, each.uri) for each in service.numbers)
    return Card(service.name, service.what, numbers, service.hours, service.site)


def _paragraph(text: str, directory: Directory) -> list[Paragraph]:
    filled = _WITHIN.sub(lambda match: _named(match[1], directory), text).strip()
    return [Paragraph(filled)] if filled else []


def _named(service_id: str, directory: Directory) -> str:
    service = _find(service_id, directory)
    if service is None:
        return ""
    way = service.numbers[0].display if service.numbers else service.site
    return f"{service.name}, {way}" if way else service.name


def _find(service_id: str, directory: Directory) -> Service | None:
    if service_id in directory:
        return directory[service_id]
    trouble("unknown-service", service_id)
    return None
