"""The gateway's own sentences: what it says by itself, also when everything behind it is down."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from content.contacts import contact_details
from content.files import Entry, load, wrong


def _no_contact_details(text: str) -> str:
    for contact in contact_details(text):
        raise wrong(f"{contact.kind} in a sentence", "Name the service instead, as [[service_id]]")
    return text


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def filled_with(*names: str) -> AfterValidator:
    """Asks for exactly these {gaps} in a text."""

    def check(text: str) -> str:
        if _placeholders(text) != set(names):
            wanted = ", ".join(f"{{{name}}}" for name in names) or "none"
            raise wrong("the gaps to fill in are not the right ones", f"Use these gaps and no others: {wanted}")
        return text

    return AfterValidator(check)


Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_no_contact_details)]
Sentence = Annotated[Words, filled_with()]


class FirstChoice(Entry):
    """A choice offered below the welcome, and the intent that it stands for."""

    title: Sentence
    intent: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class ReceiptStatus(Entry):
    """What each status of a report means to the person who made it."""

    received: Sentence
    opened: Sentence
    answered: Sentence
    closed: Sentence


class DetailKinds(Entry):
    """What each kind of detail is called."""

    phone: Sentence
    email: Sentence
    postcode: Sentence
    address: Sentence
    plate: Sentence
    handle: Sentence
    name: Sentence
    work: Sentence
    birth: Sentence
    official: Sentence


class Messages(Entry):
    """Every sentence of data/messages.yml. A service is named in them as [[service_id]]."""

    welcome: Sentence
    welcome_choices: tuple[FirstChoice, ...]
    # Danger
    danger: Sentence
    self_harm: Sentence
    both: Sentence
    carry_on: Sentence
    if_danger: Sentence
    if_self_harm: Sentence
    # When something is not as it should be
    fallback: Sentence
    not_confirmed: Sentence
    stopped_unconfirmed: Sentence
    try_again: Sentence
    stale: Sentence
    please_choose: Sentence
    something_else: Sentence
    empty: Sentence
    too_long: Sentence
    too_many: Sentence
    ended: Sentence
    erased: Sentence
    bad_request: Sentence
    not_found: Sentence
    broken: Sentence
    # Moving about in the report
    skip: Sentence
    back: Sentence
    stop: Sentence
    change: Annotated[Words, filled_with("label")]
    keep: Annotated[Words, filled_with("answer")]
    answer: Annotated[Words, filled_with("label", "answer")]
    not_given: Sentence
    # What was told before, offered as an answer
    told: Annotated[Words, filled_with("words")]
    told_police: Sentence
    use: Annotated[Words, filled_with("answer")]
    # Details that could say who she is
    details: Sentence
    detail: Annotated[Words, filled_with("label", "kind", "words")]
    detail_kinds: DetailKinds
    details_free: Sentence
    remove: Sentence
    keep_detail: Sentence
    remove_all: Sentence
    keep_all: Sentence
    removed: Sentence
    detail_removed: Annotated[Words, filled_with("label", "answer")]
    details_note: Sentence
    # Receipts
    receipt: Annotated[Words, filled_with("words")]
    receipt_unknown: Sentence
    receipt_unavailable: Sentence
    receipt_status: ReceiptStatus
    receipt_reply: Annotated[Words, filled_with("at", "reply")]
    receipt_reply_unreadable: Sentence


def load_messages(path: Path) -> Messages:
    """The sentences in the file `path`. Raises `ContentError` naming each wrong line."""
    return load(path, Messages)
