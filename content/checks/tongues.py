"""What is said in other languages fits the directory."""

from __future__ import annotations

from collections.abc import Iterator

from content.collected import Content
from content.files import Problem
from content.languages import services_can_be_called


def named_services_can_be_called(content: Content) -> Iterator[Problem]:
    """The help lines shown to people who write in another language are in the directory and have interpreters."""
    if content.languages and content.directory:
        yield from services_can_be_called(content.languages.document, content.languages.model, content.directory)
