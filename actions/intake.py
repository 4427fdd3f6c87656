"""Takes one submission from slots to a stored report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from actions import store
from actions.answers import ACCOUNT, ROUTING, Answer, AnswerReader, Slots, for_routing
from actions.consent import read_consent
from actions.counts import ReportCounts, cells_of, series_of
from actions.database.engine import Sessions
from actions.envelopes import open_envelope
from actions.keyring import Keyring
from actions.labels import Labels
from actions.receipts import keyed_hash
from actions.refusal import ErasedError, RefusedError
from actions.report_keys import ReportKeys
from actions.reports import Share, copy_for, new_report
from actions.sealing import is_recipient
from actions.settings import DRAFT_DAYS, DRAFTS_A_DAY
from actions.store import Filing
from actions.times import Clock
from content.routing import Routing
from content.statement import Wording


@dataclass(frozen=True, slots=True)
class Sending:
    """What comes with a report when Send is pressed; `at` is when, `submission` the same on every retry.

    `has_waited`: it comes from the gateway's spool, so that `at` may be long ago.
    """

    at: datetime | None
    submission: str | None = field(repr=False)
    lookup: str | None = field(repr=False)
    reply_to: str | None = field(repr=False)
    has_waited: bool = False


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything a submission needs, and what becomes of it later. `stored` is called after each commit.

    `wording` is that of the statement for a report taken back, `draft_days` how long one that is put aside is kept,
    `drafts_a_day` how many can be put aside in a day.
    """

    sessions: Sessions
    routing: Routing
    labels: Labels
    keys: Keyring
    receipt_secret: str = field(repr=False)
    clock: Clock
    stored: Callable[[], None]
    wording: Wording
    report_keys: ReportKeys
    counts: ReportCounts = field(default_factory=ReportCounts)
    draft_days: int = DRAFT_DAYS
    drafts_a_day: int = DRAFTS_A_DAY

    async def submit(self, slots: Slots, sending: Sending) -> None:
        """Returns once the report is committed. The same submission again changes nothing and returns too.

        Raises `RefusedError` for one that must not be stored, `ErasedError` for one that was taken back, and
        SQLAlchemy's errors when storing fails.
        """
        submission, lookup, reply_to = _required(sending)
        receipt = keyed_hash(self.receipt_secret, lookup)
        if await store.is_erased(self.sessions, receipt):  # before anything of it is read; `save` decides
            raise ErasedError
        answers = self._reader(slots, submission)
        consent = read_consent(slots, sending.at, answers)
        report = new_report(answers.read_all(ACCOUNT), consent, reply_to, self._received(sending))
        shares = tuple(self._shares({**report.answers, **answers.read_all(ROUTING)}))
        copies = tuple(copy_for(share, report, self.labels, self.keys) for share in shares)
        is_new = await store.save(
            self.sessions,
            self.report_keys,
            Filing(
                report,
                copies,
                submission=keyed_hash(self.receipt_secret, submission),
                receipt=receipt,
            ),
        )
        if is_new:
            series = series_of(self.routing, shares)
            self.counts.received(self.clock(), receipt, series, cells_of(report.answers, shares))
        self.stored()

    def _received(self, sending: Sending) -> datetime:
        """When Send was pressed, for a report that has waited: a team's clocks count from then. Never later than now.

        For all others the clock here decides: what Rasa carries must not move a clock.
        """
        now = self.clock()
        return min(sending.at, now) if sending.has_waited and sending.at else now

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
