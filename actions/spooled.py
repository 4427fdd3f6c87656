"""What the gateway kept while this server was away, sealed to the intake key: a report, or that one was taken back."""

from __future__ import annotations

import base64
from contextlib import suppress
from typing import Any

from aiohttp import web
from pydantic import TypeAdapter
from sqlalchemy.exc import IntegrityError

from actions import store
from actions.callers import Caller
from actions.database.tables import Withdrawal
from actions.doors import KIB, door
from actions.draft_rows import take_away
from actions.intake import Intake, Sending
from actions.key_destruction import doom, finish
from actions.protocol import Context, Lookup, Part, read
from actions.protocol_answers import Answer
from actions.protocol_answers import Withdrawal as WithdrawalAnswer
from actions.receipts import Withdrawn, keyed_hash
from actions.receipts_api import INTAKE
from actions.refusal import ErasedError, RefusedError
from actions.sealing import CannotOpenError, Sealed, unseal
from actions.statements import statement_of
from actions.times import hour_of, hour_text
from actions.withdrawal import withdraw

LARGEST_SPOOLED = 1536 * KIB
"""Bytes. A report with every answer at its longest is padded to a MiB, and base64 makes four bytes of three."""

routes = web.RouteTableDef()


class SpooledCall(Part):
    """The gateway hands something over (base64 of age)."""

    sealed: str


class SpooledReport(Part):
    """A report as Rasa would have sent it: the form's slots, and the context of the turn in which Send was pressed."""

    slots: dict[str, Any]
    context: Context


class SpooledWithdrawal(Part):
    """The report of a receipt is taken back, whether it has arrived or not."""

    withdraw: Lookup


class Handed(Answer):
    """It is done; `withdrawal` is there when the letter took a report back.

    `stored`: whether the letter was a report and it is stored. One that had been taken back is thrown away.
    """

    stored: bool
    withdrawal: WithdrawalAnswer | None


Letter = SpooledReport | SpooledWithdrawal
LETTER: TypeAdapter[Letter] = TypeAdapter(Letter)


@routes.post("/spooled")
@door(Caller.GATEWAY, SpooledCall, LARGEST_SPOOLED, {200: Handed})
async def spooled(request: web.Request) -> web.Response:
    """Does what the letter is about, once: answers when it is committed, and a second time as the first."""
    intake = request.app[INTAKE]
    letter = _opened(read(SpooledCall, await request.read()), intake)
    if isinstance(letter, SpooledWithdrawal):
        return web.json_response({"stored": False, "withdrawal": await _taken_back(intake, letter.withdraw)})
    return web.json_response({"stored": await submit(intake, letter), "withdrawal": None})


async def submit(intake: Intake, report: SpooledReport) -> bool:
    """Stores the report as `Intake.submit` does; False when it has been taken back, and nothing is stored.

    Raises `RefusedError` for one that must not be stored.
    """
    context = report.context
    sending = Sending(
        at=context.at,
        submission=context.submission,
        lookup=context.receipt.lookup if context.receipt else None,
        reply_to=context.receipt.recipient if context.receipt else None,
        has_waited=True,
    )
    try:
        await intake.submit(report.slots, sending)
    except ErasedError:
        return False
    return True


async def take_back(intake: Intake, lookup: str) -> Withdrawn | None:
    """Takes the report of a receipt back. One that never arrived is remembered as erased, and not stored any more.

    None when the receipt opens nothing any more: it was changed meanwhile, or the report has ended.
    """
    for _ in range(2):  # again when somebody else has just done the same, or the report has come
        with suppress(IntegrityError):
            return await withdraw(intake, lookup) or await _remember(intake, lookup)
    return None


async def _remember(intake: Intake, lookup: str) -> Withdrawn:
    at = hour_of(intake.clock())
    receipt = keyed_hash(intake.receipt_secret, lookup)
    async with intake.sessions.begin() as session:
        session.add_all([store.claim(receipt), Withdrawal(receipt=receipt, at=at, report_id=None, erased=True)])
        doom(session, [locked.key_id for locked in await take_away(session, receipt)])
    await finish(intake.sessions, intake.report_keys)
    return Withdrawn(at, erased=True)


def _opened(call: SpooledCall, intake: Intake) -> Letter:
    try:
        return LETTER.validate_json(unseal(Sealed(base64.b64decode(call.sealed, validate=True)), intake.keys.intake))
    except (CannotOpenError, ValueError):  # no base64, no JSON, or not this
        raise RefusedError("What was kept cannot be read.") from None


async def _taken_back(intake: Intake, lookup: str) -> dict[str, Any] | None:
    done = await take_back(intake, lookup)
    if done is None:
        return None
    statement = str(statement_of(intake, lookup, done.at)) if done.erased else None
    return {"at": hour_text(done.at), "erased": done.erased, "statement": statement}
