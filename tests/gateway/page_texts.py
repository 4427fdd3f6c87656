"""The words of the public pages, section by section, to measure how hard they are to read."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

from aiohttp import ClientSession

from tests.content.reading_age import grade

PAGES = (
    *("/", "/receipt", "/privacy", "/accessibility", "/tips", "/find", "/card", "/promises", "/check"),
    *("/easy", "/languages", "/feedback"),
)
HEADINGS = ("h1", "h2")
LINES = (*HEADINGS, "h3", "h4", "p", "li", "summary", "legend", "label", "button", "th", "td", "dt", "dd")
ENDS = (".", "!", "?", ":", ",")


class Sections(HTMLParser):
    """The sections of a page's main part by their headings.

    Cards are left out: services say who they are. So are words in other languages, which no formula here can read.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sections: dict[str, list[str]] = {}
        self._line: list[str] = []
        self._is_main = False
        self._card = 0
        self._foreign = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_main = self._is_main or tag == "main"
        self._foreign = self._foreign or (tag if self._is_main and "lang" in dict(attrs) else "")
        if tag == "div" and (self._card or dict(attrs).get("class") == "card"):
            self._card += 1
        if tag in LINES:
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in LINES:
            self._end_line(tag)
        if tag == "div" and self._card:
            self._card -= 1
        if tag == self._foreign:  # none of these stands within another of its kind
            self._foreign = ""
        self._is_main = self._is_main and tag != "main"

    def handle_data(self, data: str) -> None:
        if self._is_main and not self._card and not self._foreign:
            self._line.append(data)

    def _end_line(self, tag: str = "") -> None:
        line = " ".join("".join(self._line).split())
        self._line = []
        if not line:
            return
        if tag in HEADINGS:
            self.sections[line] = []
        section = next(reversed(self.sections), "top")
        self.sections.setdefault(section, []).append(line if line.endswith(ENDS) else f"{line}.")


def section_grades(path: str, html: str) -> Mapping[str, float]:
    """Grades of the sections of the page at `path`."""
    return {f"{path} {name}": grade("\n".join(lines)) for name, lines in Sections(html).sections.items()}


async def page_grades() -> Mapping[str, float]:
    """Grades of every section of every page, as a reporter gets them."""
    from tests.browser.site import running_site

    grades: dict[str, float] = {}
    async with running_site() as site, ClientSession(site.url) as client:
        for path in PAGES:
            grades |= section_grades(path, await (await client.get(path)).text())
    return grades
