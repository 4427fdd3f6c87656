"""A browser without JavaScript: reads a page's forms and sends them as they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient


@dataclass
class Form:
    """A form of the page; `buttons` maps what stands on a button to its name and value."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)


class PageReader(HTMLParser):
    """Collects the forms, the text and the tags of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: dict[str, Form] = {}
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._form: Form | None = None
        self._button: tuple[Form, str, str] | None = None
        self._label: list[str] = []
        self._area: str | None = None
        self._silent = False
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        """The words on the page, with single spaces."""
        return " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        self._silent = tag in ("script", "style") or self._silent
        if tag == "form":
            action, method = attributes["action"] or "", attributes["method"] or "get"
            self._form = self.forms.setdefault(attributes.get("id") or action, Form(action, method))
            self._form.action = action
        elif tag == "input" and self._form:
            self._form.fields[attributes["name"] or ""] = attributes.get("value") or ""
        elif tag == "textarea":
            self._area = attributes["name"]
            self._label = []
        elif tag == "button":
            self._start_button(attributes)

    def handle_endtag(self, tag: str) -> None:
        words = "".join(self._label)
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._form and self._area:
            self._form.fields[self._area] = words.removeprefix("\n")
            self._area = None
        elif tag == "button" and self._button:
            form, name, value = self._button
            form.buttons[" ".join(words.split())] = (name, value)
            self._button = None
        self._silent = self._silent and tag not in ("script", "style")

    def handle_data(self, data: str) -> None:
        self._label.append(data)
        if not self._silent:
            self.words.append(data)

    def _start_button(self, attributes: dict[str, str | None]) -> None:
        self._label = []
        elsewhere = attributes.get("form")
        form = self.forms.setdefault(elsewhere, Form("", "post")) if elsewhere else self._form
        if form and attributes.get("type") != "button":
            self._button = (form, attributes.get("name") or "", attributes.get("value") or "")


class PlainBrowser:
    """Shows one page at a time, and keeps the addresses it was at."""

    def __init__(self, client: TestClient[Any, Any]) -> None:
        self.client = client
        self.addresses: list[str] = []
        self.html = ""
        self.page = PageReader("")
        self.response: ClientResponse

    async def open(self, path: str) -> PlainBrowser:
        return await self._show(await self.client.get(path, allow_redirects=False))

    async def press(self, words: str, /, **typed: str) -> PlainBrowser:
        """Presses the button with these words, after typing into the fields of its form."""
        form = next(form for form in self.page.forms.values() if words in form.buttons)
        name, value = form.buttons[words]
        fields = {**form.fields, **typed} | ({name: value} if name else {})
        return await self.send(form.action, fields)

    async def send(self, action: str, fields: dict[str, str], **headers: str) -> PlainBrowser:
        path = action.split("#")[0]
        return await self._show(await self.client.post(path, data=fields, headers=headers, allow_redirects=False))

    async def _show(self, response: ClientResponse) -> PlainBrowser:
        self.response = response
        self.addresses.append(str(response.url))
        self.html = await response.text()
        self.page = PageReader(self.html)
        return self
