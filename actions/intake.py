"""Takes one submission from slots to a stored report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from actions import store
from actions.answers import ACCOUNT, ROUTING, Answer, AnswerReader, Slots, for_routing
from actions.consent import read_consent
from actions.database.engine import Sessions
from actions.envelopes import open_envelope
from actions.keyring import Keyring
from actions.labels import Labels
from actions.receipts import keyed_hash
from actions.refusal import RefusedError
from actions.reports import Share, copy_for, new_report
from actions.sealing import is_recipient
from actions.store import Filing
from actions.times import Clock
from content.routing import Routing
from content.statement import Wording


@dataclass(frozen=True, slots=True)
class Sending:
    """What comes with a report when Send is pressed; `at` is when, `submission` the same on every retry."""

    at: datetime | None
    submission: str | None = field(repr=False)
    lookup: str | None = field(repr=False)
    reply_to: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything a submission needs, and what becomes of it later. `stored` is called after each commit.

    `wording` is that of the statement for a report taken back.
    """

    sessions: Sessions
    routing: Routing
    labels: Labels
    keys: Keyring
    receipt_secret: str = field(repr=False)
    clock: Clock
    stored: Callable[[], None]
    wording: Wording

    async def submit(self, slots: Slots, sending: Sending) -> None:
        """Returns once the report is committed. The same submission again changes nothing and returns too.

        Raises `RefusedError` for one that must not be stored, and SQLAlchemy's errors when storing fails.
        """
        submission, lookup, reply_to = _required(sending)
        answers = self._reader(slots, submission)
        consent = read_consent(slots, sending.at, answers)
        report = new_report(answers.read_all(ACCOUNT), consent, reply_to, self.clock())
        shares = self._shares({**report.answers, **answers.read_all(ROUTING)})
        copies = tuple(copy_for(share, report, self.labels, self.keys) for share in shares)
        await store.save(
            self.sessions,
            Filing(
                report,
                copies,
                submission=keyed_hash(self.receipt_secret, submission),
                receipt=keyed_hash(self.receipt_secret, lookup),
            ),
        )
        self.stored()

    def _reader(self, slots: Slots, submission: str) -> AnswerReader:
        def opened(slot: str, value: str) -> str:
            return open_envelope(value, slot=slot, submission=submission, identity=self.keys.intake)

        return AnswerReader(slots, {**self.labels.vocabulary, **self.routing.vocabulary}, opened)

    def _shares(self, answers: Mapping[str, Answer]) -> Iterator[Share]:
        # Decided here, from checked answers: nothing a client sends can choose the team.
        decision = self.routing.decide(for_routing(answers))
        for team, rule in decision.teams:
            yield Share(team, self.routing.teams[team].name, rule, decision.version)


def _required(sending: Sending) -> tuple[str, str, str]:
    """Submission, lookup and recipient: without them a retry could make a second report, or a receipt open nothing."""
    if sending.submission is None:
        raise RefusedError("The submission's id is missing.")
    if sending.lookup is None or sending.reply_to is None or not is_recipient(sending.reply_to):
        raise RefusedError("The receipt is missing.")
    return sending.submission, sending.lookup, sending.reply_to
