"""Services are named by id, and contact details stand in the directory alone."""

from __future__ import annotations

from collections.abc import Iterator

from content.collected import Content
from content.contacts import contact_details
from content.files import Problem
from content.support import REFERENCE


def services_exist(content: Content) -> Iterator[Problem]:
    """Every `[[id]]`, and every service that a response links, is in the directory."""
    if content.directory is None:
        return
    for document, keys in content.wording():
        for text in document.texts(*keys):
            named = [(match[1], match.start()) for match in REFERENCE.finditer(text.value)]
            if text.keys[-2:] == ("custom", "service"):
                named.append((text.value, 0))
            for service, offset in named:
                if service not in content.directory:
                    remedy = "Use an id that is in data/support, or add the service there"
                    yield document.problem_within(text, offset, f"There is no service {service}", remedy)


def contact_details_are_in_the_directory(content: Content) -> Iterator[Problem]:
    """Telephone numbers, e-mail addresses and links stand in data/support/ alone, where each has a source."""
    for document, keys in content.wording():
        for text in document.texts(*keys):
            for contact in contact_details(text.value):
                problem = f"There is {contact.kind} outside data/support"
                remedy = "Take it out, and name the service as [[service_id]]"
                yield document.problem_within(text, contact.start, problem, remedy)
