"""Makes the telephone numbers and addresses of the directory links, wherever a sentence names them."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from content.support import Directory

Linker = Callable[[str], Markup]


def linker(directory: Directory) -> Linker:
    """A function that escapes a text and links in it what `directory` holds."""
    links = _links(directory)
    longest_first = sorted(links, key=len, reverse=True)
    # Not after “text”: a number to be texted is no number to be called.
    known = re.compile(rf"(?<![\w./])(?<![Tt]ext )({'|'.join(map(re.escape, longest_first))})(?![\w/])")

    def link(text: str) -> Markup:
        pieces = known.split(text) if links else [text]  # text, known, text, known, … text
        return Markup("").join(links[piece] if index % 2 else escape(piece) for index, piece in enumerate(pieces))

    return link


def site_link(site: str) -> Markup:
    """A link to another site. It opens in a new tab, for leaving this page would end the chat."""
    parts = urlsplit(site)
    shown = (parts.netloc.removeprefix("www.") + parts.path).rstrip("/")
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{} (opens in a new tab)</a>').format(
        site, shown
    )


def _links(directory: Directory) -> dict[str, Markup]:
    links: dict[str, Markup] = {}
    for service in directory:
        links.setdefault(service.name, escape(service.name))  # the 999 of a name is not a number to call
        for number in service.numbers:
            links.setdefault(number.display, Markup('<a href="{}">{}</a>').format(number.uri, number.display))
        if service.site:
            links.setdefault(service.site, site_link(service.site))
    return links
