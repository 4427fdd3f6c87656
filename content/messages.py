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


class ReportPart(Entry):
    """A part of the report, from the question about one slot to the next part."""

    name: Sentence
    begins: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class ReceiptStatus(Entry):
    """What each status of a report means to the person who made it."""

    received: Sentence
    opened: Sentence
    answered: Sentence
    closed: Sentence


class ReceiptForms(Entry):
    """The sentence around a receipt that is not shown as words."""

    shopping: Annotated[Words, filled_with("words")]
    contacts: Annotated[Words, filled_with("words")]


class ShowAs(Entry):
    """The choices that show a receipt in each form."""

    words: Sentence
    shopping: Sentence
    contacts: Sentence


class AskForPart(Entry):
    """Which part of a receipt is to be typed, by the form it is shown in."""

    words: Annotated[Words, filled_with("place")]
    shopping: Annotated[Words, filled_with("place")]
    contacts: Annotated[Words, filled_with("place")]


class NewReceipt(Entry):
    """What is said while a receipt that somebody saw is changed."""

    ask: AskForPart
    other_part: Sentence
    unconfirmed: Sentence
    not_changed: Sentence
    done: Sentence


class Keep(AskForPart):
    """What is said until a receipt has been kept."""

    places: tuple[Sentence, Sentence, Sentence, Sentence, Sentence]
    show: ShowAs
    not_wanted: Sentence
    kept: Sentence
    other_part: Sentence
    no_way_back: Sentence
    lose: Sentence
    show_again: Sentence
    lost: Sentence


class ReceiptWithdrawn(Entry):
    """What has become of a report that was taken back."""

    erased: Sentence
    marked: Sentence
    held: Sentence


class ReceiptEnded(Entry):
    """What is said of a report that the police do not have any more."""

    time_over: Sentence
    early: Sentence


class Add(Entry):
    """What is said when somebody adds to a report."""

    done: Sentence
    unconfirmed: Sentence
    danger: Sentence
    empty: Sentence
    full: Sentence
    elsewhere: Sentence
    withdrawn: Sentence


class Spooled(Entry):
    """What is said of a report that waits here, or that reached a team without Rasa."""

    locked: Sentence
    later: Sentence
    stored: Sentence
    next: Sentence
    status: Sentence
    refused: Sentence
    add: Sentence
    taken_back: Sentence


Dated = Annotated[Words, filled_with("day")]


class Drafts(Entry):
    """What is said of a report that is put aside, to be sent or erased later."""

    save: Sentence
    saved: Sentence
    later: Dated
    not_saved: Sentence
    full: Sentence
    sent_before: Sentence
    status: Dated
    go_on: Sentence
    here: Sentence
    unsent: Annotated[Words, filled_with("words")]
    not_now: Sentence
    gone: Sentence
    erase: Sentence
    ask: Sentence
    confirm: Sentence
    keep: Sentence
    kept: Sentence
    erased: Sentence
    not_erased: Sentence
    still: Dated


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
    kept_until_safe: Sentence
    kept_until_ready: Sentence
    not_yet: Sentence
    carry_on: Sentence
    if_danger: Sentence
    if_self_harm: Sentence
    # When something is not as it should be
    fallback: Sentence
    not_confirmed: Sentence
    stopped_unconfirmed: Sentence
    spooled: Spooled
    drafts: Drafts
    try_again: Sentence
    stale: Sentence
    older_page: Sentence
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
    report_parts: tuple[ReportPart, ...]
    where: Annotated[Words, filled_with("part", "parts", "name", "step", "most")]
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
    receipt_as: ReceiptForms
    keep_receipt: Keep
    receipt_unknown: Sentence
    receipt_unavailable: Sentence
    receipt_status: ReceiptStatus
    receipt_reply: Annotated[Words, filled_with("at", "reply")]
    receipt_reply_unreadable: Sentence
    receipt_withdrawn: ReceiptWithdrawn
    receipt_ended: ReceiptEnded
    withdraw_unconfirmed: Sentence
    add_to_report: Add
    receipt_again: Sentence
    receipt_in_report: Sentence
    new_receipt: NewReceipt


def load_messages(path: Path) -> Messages:
    """The sentences in the file `path`. Raises `ContentError` naming each wrong line."""
    return load(path, Messages)
