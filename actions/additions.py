"""What a reporter adds to a report later: sealed to each team that holds the report, once, and only so often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from actions import audit, locking
from actions.audit import Event
from actions.database.tables import Addition, Casework, Delivery, Submission
from actions.delivery.names import Kind
from actions.delivery.outbox import others
from actions.envelopes import open_envelope
from actions.held import Held, hold, recipients_of, share_of
from actions.intake import Intake
from actions.locking import Place
from actions.receipts import count_added, keyed_hash, withdrawn_report
from actions.refusal import RefusedError
from actions.reports import head_of, written
from actions.retention.days import Clock
from actions.sealing import Sealed, seal
from actions.times import hour_of, hour_text
from content.routing import FALLBACK_RULE

SLOT = "added"
MOST = 20
LONGEST = 4000
"""Characters, as at the gateway."""


class CannotAddError(RefusedError):
    """There is a report, but this cannot be added to it. `kind` says why: withdrawn, full or elsewhere."""

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Adding:
    """What the gateway sends: `words` is sealed to the intake key, `submission` the same on every retry.

    `flags` are what routing may ask about the words: whether they name the police, and what was answered about that.
    """

    lookup: str = field(repr=False)
    submission: str = field(repr=False)
    words: str = field(repr=False)
    flags: Mapping[str, str]


async def add(intake: Intake, adding: Adding) -> int | None:
    """How many additions the report has, once this one is committed; None when there is no such report.

    Raises `CannotAddError`, `RefusedError`, and SQLAlchemy's errors when storing fails.
    """
    words = open_envelope(adding.words, slot=SLOT, submission=adding.lookup, identity=intake.keys.intake)
    if not words.strip() or len(words) > LONGEST:
        raise RefusedError("What is added is empty or too long.")
    # The words too: changed before they are sent again, they are another addition and not lost.
    key = keyed_hash(intake.receipt_secret, f"{adding.lookup} {adding.submission} {words}")
    receipt = keyed_hash(intake.receipt_secret, adding.lookup)
    async with intake.sessions.begin() as session:
        held = await hold_for_more(session, receipt)
        if held is None:
            return None
        count = await count_added(session, held.report.id)
        if await session.get(Submission, key) is not None:
            return count
        _may_add(intake, held, adding, count)
        session.add(Submission(key=key, report_id=held.report.id))
        await tell(session, intake, held, count + 1, words)
        await audit.record(session, Event.ADDED, held.report.id, actor=audit.REPORTER, at=intake.clock())
    intake.stored()
    return count + 1


def _may_add(intake: Intake, held: Held, adding: Adding, count: int) -> None:
    if count >= MOST:
        raise CannotAddError("full", "The report has as many additions as it can have.")
    decided = {team for team, rule in intake.routing.decide(adding.flags).teams if rule != FALLBACK_RULE}
    if decided and not {delivery.team for delivery in held.deliveries} <= decided:
        # Words that name the police go to no team that may work with the person.
        raise CannotAddError("elsewhere", "This is for another team than those that hold the report.")


async def hold_for_more(session: AsyncSession, receipt: str) -> Held | None:
    """The report under the keyed hash `receipt`, locked, if more can be added to it; None when there is none.

    Raises `CannotAddError` when it was taken back.
    """
    held = await hold(session, receipt)
    if await withdrawn_report(session, receipt) is not None:
        raise CannotAddError("withdrawn", "The report was taken back.")
    return held


async def tell(session: AsyncSession, intake: Intake, held: Held, number: int, words: str) -> None:
    """Tells every team that holds the report `words`, as its addition of this `number`. For a copy that was closed, the
    time that it is kept begins anew once the team has read them."""
    session.add_all(await _rows(intake, held, number, words))
    session.add_all(others(held.report.id, each.team, Kind.ADDITION, number) for each in held.deliveries)
    closed = (Casework.report_id == held.report.id, Casework.clock == Clock.OUTCOME)
    await session.execute(update(Casework).where(*closed).values(until=None, clock=None, announced=False))


async def _rows(intake: Intake, held: Held, number: int, words: str) -> Sequence[Addition]:
    at = hour_of(intake.clock())
    told = {"number": number, "at": hour_text(at), "own_words": words}
    parts = {
        Place(held.report.id, delivery.team, locking.addition(number)): _sealed(intake, held, delivery, told)
        for delivery in held.deliveries
    }
    return [
        Addition(report_id=place.report_id, team=place.team, number=number, at=at, opened=False, sealed=locked)
        for place, locked in (await intake.report_keys.lock(parts)).items()
    ]


def _sealed(intake: Intake, held: Held, delivery: Delivery, told: dict[str, object]) -> Sealed:
    head = head_of(share_of(intake, held, delivery), held.report.id, held.report.received)
    return seal(written(head | {"part": "addition"} | told), recipients_of(intake, delivery.team))
