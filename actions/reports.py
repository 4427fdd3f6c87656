"""A report: read from its submission, written out for each team, and sealed."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from actions.answers import ACCOUNT, Answer
from actions.consent import Consent
from actions.keyring import Keyring
from actions.labels import Labels
from actions.sealing import Sealed, seal
from actions.times import hour_of, hour_text

FORMAT = 1
"""Goes up when the written form changes, so that an old report can always be read for what it is."""

NO_CONTACT: dict[str, Any] = {"be_contacted": False}

HIDDEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Characters that could steer a terminal or turn the order of words round for whoever opens the report."""


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody told the police, with the consent without which there is no report.

    `reply_to` is the age recipient made from the reporter's receipt: whatever is sealed to it, they alone can read.
    """

    id: str
    received: datetime
    answers: Mapping[str, Answer]
    consent: Consent
    reply_to: str = field(repr=False)

    def __post_init__(self) -> None:
        if not isinstance(self.consent, Consent):
            raise TypeError("a report needs a consent")


@dataclass(frozen=True, slots=True)
class Share:
    """Which team receives the report, by which rule of which version of the routing table."""

    team: str
    team_name: str
    rule: str
    version: str


@dataclass(frozen=True, slots=True)
class Copy:
    """One team's own sealed copy: the account, and apart from it the contact details."""

    share: Share
    account: Sealed
    contact: Sealed


def new_report(answers: Mapping[str, Answer], consent: Consent, reply_to: str, now: datetime) -> Report:
    """A report received now. The id is 128 random bits and says nothing of order or number."""
    return Report(secrets.token_hex(16), hour_of(now), answers, consent, reply_to)


def copy_for(share: Share, report: Report, labels: Labels, keys: Keyring) -> Copy:
    """The report as `share.team` gets it.

    Names that team and its rule alone, and is sealed to it and the recovery key alone, so that no team can tell
    from its copy who else received the report.
    """
    recipients = (keys.teams[share.team], keys.recovery)
    head = head_of(share, report.id, report.received)
    account = head | {"part": "account"} | _account(report, labels)
    contact = head | {"part": "contact"} | _contact(report.consent, labels)
    return Copy(share, seal(written(account), recipients), seal(written(contact), recipients))


def head_of(share: Share, report_id: str, received: datetime) -> dict[str, Any]:
    """What every part of a report starts with; it proves to the team which report the part belongs to."""
    return {
        "heard": FORMAT,
        "report": report_id,
        "received": hour_text(received),
        "team": {"id": share.team, "name": share.team_name},
        "routing": {"version": share.version, "rule": share.rule},
    }


def _account(report: Report, labels: Labels) -> dict[str, Any]:
    consent = report.consent
    return {
        "answers": [_told(answer, labels) for answer in report.answers.values()],
        "not_answered": [labels.question(slot) for slot in ACCOUNT if slot not in report.answers],
        "consent": {
            "wording": consent.wording,
            "at": hour_text(consent.at),
            "share_with_police": True,
            "be_contacted": consent.contact,
            "contact_wording": consent.contact_wording,
            "be_referred": consent.refer,
            "refer_wording": consent.refer_wording,
        },
        # Only in here: one kept in the clear could be exchanged, and replies would be sealed to somebody else.
        "reply_to": report.reply_to,
    }


def _contact(consent: Consent, labels: Labels) -> dict[str, Any]:
    """How to reach her, and who may: `for_referral`, a support service may; `be_contacted`, the team itself."""
    if consent.reach is None:
        return NO_CONTACT
    reach = (consent.reach.how, consent.reach.details, consent.reach.when_safe)
    answers = [_told(answer, labels) for answer in reach if answer is not None]
    return {"be_contacted": consent.contact, "for_referral": consent.refer, "answers": answers}


def _told(answer: Answer, labels: Labels) -> dict[str, Any]:
    question = {"slot": answer.slot, "question": labels.question(answer.slot)}
    if answer.own_words:
        return question | {"own_words": answer.value}
    return question | {"answer": labels.choice(answer.slot, answer.value), "choice": answer.value}


def written(part: Mapping[str, Any]) -> bytes:
    """A part of a report as it is sealed."""
    text = json.dumps(part, ensure_ascii=False, indent=2)
    return HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode() + b"\n"
