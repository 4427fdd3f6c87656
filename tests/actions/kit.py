"""What the tests of the action server share: one submission as the gateway and Rasa would send it."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyrage
from sqlalchemy import select, update

from actions import answers
from actions.answers import ALWAYS_FREE
from actions.database.engine import Sessions
from actions.database.tables import Delivery
from actions.delivery import Relay
from actions.intake import Intake, Sending
from actions.labels import Labels
from actions.locking import ACCOUNT, CONTACT, Place
from actions.report_keys import ReportKeys
from actions.sealing import Sealed
from content.contact_reasons import load_contact_reasons
from content.routing import load_routing
from content.statement import load_wording
from heard.recovery import join, read_part
from tests.actions import postgres

ROOT = Path(__file__).parents[2]
ROUTING = load_routing(ROOT / "data" / "routing.yml")
REASONS = load_contact_reasons(ROOT / "data" / "contact-reasons.yml")
ORIGINAL_REASONS = load_contact_reasons(ROOT / "data" / "original-reasons.yml")
WORDING = load_wording(ROOT / "data" / "statement.yml")
CANARY = "kittiwake-quern-71"
NOW = datetime(2025, 11, 25, 14, 37, 12, 345678, tzinfo=UTC)
SUBMISSION = "0123456789abcdef" * 2
LOOKUP = "ab" * 32
REPORTER = pyrage.x25519.Identity.generate()

DATABASES = ["sqlite", "postgresql"] if postgres.IS_THERE else ["sqlite"]

CONTACT_CHOICES = {"contact": ("anonymous", "phone", "email", "other"), "safe_contact": ("any_time", "evening")}
CHOICES = {slot: {value: f"Title of {value}" for value in values} for slot, values in ROUTING.answers.items()} | {
    slot: {value: f"Title of {value}" for value in values} for slot, values in CONTACT_CHOICES.items()
}
LABELS = Labels({slot: f"Label of {slot}" for slot in (*answers.ACCOUNT, *answers.CONTACT)}, CHOICES)


@dataclass
class Office:
    """An action server's inside, on a scratch HEARD_HOME."""

    home: Path
    sessions: Sessions
    intake: Intake
    relay: Relay

    @property
    def report_keys(self) -> ReportKeys:
        """The keys of the outer lock."""
        return self.intake.report_keys

    def identity(self, team: str) -> str:
        """The private key of a team, or of `recovery`."""
        if team == "recovery":
            return join([read_part(path) for path in (self.home / "keys" / "recovery-parts").iterdir()])
        return (self.home / "keys" / "teams" / f"{team}.key").read_text().splitlines()[-1]

    def words(self, slot: str, text: str, submission: str = SUBMISSION) -> str:
        """Free text sealed as the gateway seals it."""
        return self.envelope({"slot": slot, "conversation": submission, "text": text, "pad": "x" * 300})

    def envelope(self, letter: object) -> str:
        """Any JSON, sealed to the intake key."""
        key = pyrage.x25519.Recipient.from_str((self.home / "keys" / "intake.pub").read_text().strip())
        return "sealed:" + base64.b64encode(pyrage.encrypt(json.dumps(letter).encode(), [key])).decode()

    def slots(self, submission: str = SUBMISSION, **changed: Any) -> dict[str, object]:
        """A full report about a partner, with every free text holding the canary."""
        told = {slot: self.words(slot, f"{CANARY} in {slot}", submission) for slot in ALWAYS_FREE}
        chosen: dict[str, object] = {
            "report_kind": "domestic_abuse",
            "report_for": "me",
            "when_happened": "past_week",
            "where_happened": self.words("where_happened", f"{CANARY} in where_happened", submission),
            "relationship": "partner",
            "still_happening": "yes",
            "children_affected": "no",
            "adult_at_risk": "skipped",
            "about_police": "no",
            "contact": "phone",
            "safe_contact": "evening",
            "checked": "yes",
            "consent_share": "yes",
            "consent_wording": "share@1",
            "consent_contact": "yes",
            "consent_contact_wording": "contact@1",
            "consent_refer": "no",
            "consent_refer_wording": "refer@2",
            "send": "yes",
        }
        return {**told, **chosen, **changed}

    async def submit(self, submission: str = SUBMISSION, lookup: str = LOOKUP, **changed: Any) -> None:
        """Submits `slots(**changed)` straight to the intake."""
        await self.intake.submit(self.slots(submission, **changed), sending(submission, lookup))

    async def deliver(self) -> None:
        """Lets the relay empty the outbox."""
        await self.relay.deliver_due(0.0)


def sending(submission: str = SUBMISSION, lookup: str = LOOKUP) -> Sending:
    """What comes with the turn in which Send is pressed."""
    return Sending(at=NOW, submission=submission, lookup=lookup, reply_to=str(REPORTER.to_public()))


def call(slots: dict[str, object], context: object = None, action: str = "action_submit_report") -> dict[str, Any]:
    """Rasa's request."""
    return {
        "next_action": action,
        "sender_id": "anyone",
        "tracker": {
            "sender_id": "anyone",
            "slots": slots,
            "latest_message": {"text": CANARY, "metadata": usual_context() if context is None else context},
            "events": [],
        },
        "domain": {"intents": [CANARY]},
        "version": "3.6.21",
    }


def usual_context(submission: str = SUBMISSION, lookup: str = LOOKUP) -> dict[str, Any]:
    """The context that the gateway sends with Send."""
    receipt = {"lookup": lookup, "recipient": str(REPORTER.to_public())}
    return {"at": NOW.isoformat(), "submission": submission, "receipt": receipt}


def opened(sealed: Sealed, identity: str) -> dict[str, Any]:
    """What `age -d` would print, read as JSON."""
    text = pyrage.decrypt(sealed.data, [pyrage.x25519.Identity.from_str(identity)])
    part: dict[str, Any] = json.loads(text)
    return part


@dataclass(frozen=True)
class SealedCopy:
    """A team's stored copy without its outer lock."""

    report_id: str
    team: str
    rule: str
    account: Sealed
    contact: Sealed


async def sealed_copies(office: Office) -> list[SealedCopy]:
    """All there are, by team."""
    async with office.sessions() as session:
        rows = await session.scalars(select(Delivery).order_by(Delivery.team))
        return [await _sealed_copy(office, row) for row in rows]


async def _sealed_copy(office: Office, row: Delivery) -> SealedCopy:
    account, contact = (Place(row.report_id, row.team, part) for part in (ACCOUNT, CONTACT))
    parts = await office.report_keys.unlock({account: row.account, contact: row.contact})
    return SealedCopy(row.report_id, row.team, row.rule, parts[account], parts[contact])


async def forge(office: Office, report_id: str, team: str, part: str, sealed: Sealed) -> None:
    """Puts another account or contact in the place of the stored one, as whoever holds both databases can."""
    locked = await office.report_keys.lock_one(Place(report_id, team, part), sealed)
    this = (Delivery.report_id == report_id, Delivery.team == team)
    async with office.sessions.begin() as session:
        await session.execute(update(Delivery).where(*this).values({part: locked}))


def account_of(office: Office, copy: SealedCopy) -> dict[str, Any]:
    """The account in a copy, opened with its own team's key."""
    return opened(copy.account, office.identity(copy.team))
