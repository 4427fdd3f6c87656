"""The reporter's consent. Storage takes nothing without it, and it cannot be built without wording and time."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeGuard

from actions.answers import Answer, AnswerReader, Slots
from actions.refusal import RefusedError
from actions.times import hour_of

WORDING = re.compile(r"[a-z][a-z_]{0,30}@[0-9]{1,6}")
YES, NO = "yes", "no"


class ConsentMissingError(RefusedError):
    """Something without which there is no consent is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How she can be reached, at what, and when it is safe."""

    how: Answer
    details: Answer | None
    when_safe: Answer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Agreed that the police may have this report; `wording` (id@version) and the hour say to what and when.

    Being contacted by police (`contact`) and by a support service that police refer her to (`refer`) are agreed to
    separately; their wordings are there when they were asked about. `reach` is there only for one of the two.
    Raises `ConsentMissingError`.
    """

    wording: str
    at: datetime
    contact: bool = False
    contact_wording: str | None = None
    refer: bool = False
    refer_wording: str | None = None
    reach: Reach | None = None

    def __post_init__(self) -> None:
        if not _is_wording(self.wording):
            raise ConsentMissingError("The consent's wording is missing.")
        for agreed, wording in ((self.contact, self.contact_wording), (self.refer, self.refer_wording)):
            if agreed and not _is_wording(wording):
                raise ConsentMissingError("The wording of a consent is missing.")
        if self.reach is not None and not (self.contact or self.refer):
            raise ConsentMissingError("Nobody may reach her.")
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
    contact, refer = (slots.get(consent) == YES for consent in ("consent_contact", "consent_refer"))
    whole = Consent(
        wording=wording,
        at=at,
        contact=contact,
        contact_wording=_shown(slots, "consent_contact"),
        refer=refer,
        refer_wording=_shown(slots, "consent_refer"),
    )
    if not (contact or refer):
        return whole
    reach = _reach(answers)
    return replace(whole, contact=contact and reach is not None, reach=reach)


def _shown(slots: Slots, consent: str) -> str | None:
    """The wording that `consent` was asked with; None when it was not asked."""
    wording = slots.get(f"{consent}_wording")
    return wording if slots.get(consent) in (YES, NO) and _is_wording(wording) else None


def _is_wording(wording: object) -> TypeGuard[str]:
    return isinstance(wording, str) and WORDING.fullmatch(wording) is not None


def _reach(answers: AnswerReader) -> Reach | None:
    how = answers.read("contact")
    if how is None or how.value == "anonymous":
        return None
    return Reach(how=how, details=answers.read("contact_details"), when_safe=answers.read("safe_contact"))
