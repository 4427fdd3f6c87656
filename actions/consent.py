"""The reporter's consent. Storage takes nothing without it, and it cannot be built without wording and time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from actions.answers import Answer, AnswerReader, Slots
from actions.refusal import RefusedError
from actions.times import hour_of

WORDING = re.compile(r"[a-z][a-z_]{0,30}@[0-9]{1,6}")
YES = "yes"


class ConsentMissingError(RefusedError):
    """Something without which there is no consent is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactConsent:
    """Agreed to be contacted: how, at what, and when it is safe."""

    how: Answer
    details: Answer | None
    when_safe: Answer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Agreed that the police may have this report; `wording` (id@version) and the hour say to what and when.

    Being contacted and being referred to a support service are agreed to separately.
    Raises `ConsentMissingError`.
    """

    wording: str
    at: datetime
    contact: ContactConsent | None
    refer: bool

    def __post_init__(self) -> None:
        if not isinstance(self.wording, str) or not WORDING.fullmatch(self.wording):
            raise ConsentMissingError("The consent's wording is missing.")
        if not isinstance(self.at, datetime) or self.at.tzinfo is None:
            raise ConsentMissingError("The consent's time is missing.")
        # An exact time could be matched with a network log to find someone who is anonymous.
        object.__setattr__(self, "at", hour_of(self.at))


def read_consent(slots: Slots, at: datetime | None, answers: AnswerReader) -> Consent:
    """The consent in `slots`, given at `at`. Raises `ConsentMissingError` before any envelope is opened."""
    for slot in ("consent_share", "send"):
        if slots.get(slot) != YES:
            raise ConsentMissingError(f"{slot} is missing.")
    wording = slots.get("consent_wording")
    if not isinstance(wording, str):
        raise ConsentMissingError("consent_wording is missing.")
    if at is None:
        raise ConsentMissingError("The consent's time is missing.")
    refer = slots.get("consent_refer") == YES
    alone = Consent(wording=wording, at=at, contact=None, refer=refer)
    if slots.get("consent_contact") != YES:
        return alone
    return Consent(wording=wording, at=at, contact=_contact(answers), refer=refer)


def _contact(answers: AnswerReader) -> ContactConsent | None:
    how = answers.read("contact")
    if how is None or how.value == "anonymous":
        return None
    return ContactConsent(how=how, details=answers.read("contact_details"), when_safe=answers.read("safe_contact"))
